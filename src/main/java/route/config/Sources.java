package route.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import route.domain.InputException;

/** Finds and reads all sources of settings that a request has. */
final class Sources {
    static final String PROJECT_FILE = "route.yaml";

    private final Request request;

    private Sources(Request request) {
        this.request = request;
    }

    /** Reads them, the strongest first. */
    static Stack read(Request request) {
        var sources = new Sources(request);
        var job = sources.jobFile();
        var input = request.input().filter(it -> !isYaml(it));
        var layers = new ArrayList<Layer>();
        layers.add(TextLayer.ofFlags(request.flags(), input, request.workingDirectory()));
        layers.add(TextLayer.ofEnvironment(request.env(), request.workingDirectory()));
        job.ifPresent(it -> layers.add(sources.file(it, true, "job file ")));
        layers.addAll(sources.configFiles());
        return new Stack(layers);
    }

    static boolean isYaml(String input) {
        var name = input.toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private Optional<Path> jobFile() {
        var asInput = request.input().filter(Sources::isYaml).map(Path::of);
        if (asInput.isPresent() && request.jobFile().isPresent()) {
            throw new InputException("two job files: " + asInput.get() + " and --job "
                    + request.jobFile().get() + "\na job has one; its input may be given beside it");
        }
        return asInput.or(request::jobFile);
    }

    /** Whether there is a file of settings besides what is built in. */
    static boolean hasConfigFile(Request request) {
        return request.configFile().isPresent()
                || !new Sources(request).usualFiles().isEmpty();
    }

    private List<Layer> configFiles() {
        var layers = new ArrayList<Layer>();
        request.configFile().ifPresent(it -> layers.add(file(it, false, "config file ")));
        usualFiles().forEach(it -> layers.add(file(it, false, "")));
        return layers;
    }

    /** Those that are there, the strongest first; a file that was named stands in the project's place, not the user's. */
    private List<Path> usualFiles() {
        var project = Optional.of(request.workingDirectory().resolve(PROJECT_FILE));
        return Stream.of(project.filter(it -> request.configFile().isEmpty()), Optional.of(userFile()))
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .toList();
    }

    /** By the XDG base directory specification, which has relative paths ignored. */
    private Path userFile() {
        var configured = Path.of(request.env().getOrDefault("XDG_CONFIG_HOME", ""));
        var directory =
                configured.isAbsolute() ? configured : request.userHome().resolve(".config");
        return directory.resolve("route").resolve("config.yaml");
    }

    private Layer file(Path given, boolean jobFile, String what) {
        var file = request.workingDirectory().resolve(given).toAbsolutePath().normalize();
        if (!Files.exists(file)) throw new InputException(what + given + " does not exist");
        return FileLayer.read(file, label(file, request.workingDirectory()), jobFile);
    }

    /** A file's name as a person would write it who stands in the directory. */
    static String label(Path file, Path directory) {
        var from = directory.toAbsolutePath().normalize();
        if (file.equals(from)) return ".";
        return (file.startsWith(from) ? from.relativize(file) : file).toString();
    }
}
