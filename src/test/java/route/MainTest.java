package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: streams, exit codes, signals. */
class MainTest {

    @TempDir
    private Path home;

    private Process start(String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "route.Main"));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command);
        builder.environment().put("ROUTE_HOME", home.resolve("state").toString());
        return builder.start();
    }

    private static String text(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theVersionIsData() throws Exception {
        var process = start("--version");
        assertEquals("route 0.1.0\n", text(process.getInputStream()));
        assertEquals("", text(process.getErrorStream()));
        assertEquals(0, process.waitFor());
    }

    @Test
    void mistakesAreSpeechAndExitTwo() throws Exception {
        var process = start("batch", "nothing");
        assertEquals("", text(process.getInputStream()));
        assertTrue(text(process.getErrorStream()).startsWith("route: unknown command nothing\n"));
        assertEquals(2, process.waitFor());
    }

    @Test
    void aServerThatIsToldToStopStopsWell() throws Exception {
        var process = start("sandbox", "serve");
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            assertTrue(out.readLine().startsWith("export OPENAI_BASE_URL=http://127.0.0.1:"));
            assertTrue(out.readLine().startsWith("export ANTHROPIC_BASE_URL=http://127.0.0.1:"));
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}
