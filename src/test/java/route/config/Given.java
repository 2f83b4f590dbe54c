package route.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A user's directories with settings files in them, and what they type. */
final class Given {
    final Path work;
    final Path home;
    final Map<String, String> env = new HashMap<>();
    final Map<String, String> flags = new LinkedHashMap<>();
    Optional<String> input = Optional.empty();
    Optional<Path> jobFile = Optional.empty();
    Optional<Path> configFile = Optional.empty();

    Given(Path directory) {
        work = directory.resolve("work");
        home = directory.resolve("home");
        write("work/in.csv", "prompt\nhello\n");
        write("home/.keep", "");
    }

    Given project(String yaml) {
        return write("work/route.yaml", yaml);
    }

    Given user(String yaml) {
        return write("home/.config/route/config.yaml", yaml);
    }

    Given job(String yaml) {
        jobFile = Optional.of(Path.of("jobs/a.yaml"));
        return write("work/jobs/a.yaml", yaml);
    }

    Given input(String text) {
        input = Optional.of(text);
        return this;
    }

    Given env(String name, String value) {
        env.put(name, value);
        return this;
    }

    Given flag(String key, String value) {
        flags.put(key, value);
        return this;
    }

    Given write(String path, String text) {
        try {
            var file = work.resolveSibling(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Settings load() {
        return Settings.load(new Request(input, jobFile, configFile, flags, env, work, home));
    }

    Shown shown(String key) {
        return load().shown().stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not shown: " + key));
    }
}
