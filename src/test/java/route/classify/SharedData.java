package route.classify;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Real inputs beside the project, where there are any; tests that need them are skipped elsewhere. */
final class SharedData {
    private SharedData() {}

    static List<String> lines(String name) {
        var root = System.getenv().getOrDefault("ROUTE_SHARED_DATA", "../shared/data");
        var file = Path.of(root).resolve(name);
        assumeTrue(Files.isReadable(file), () -> file + " is not there");
        try (var stream = Files.newInputStream(file);
                var plain = name.endsWith(".gz") ? new GZIPInputStream(stream) : stream;
                var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
