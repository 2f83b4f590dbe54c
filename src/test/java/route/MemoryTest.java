package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;

/**
 * The real program as a process of its own, its provider another: what it needs at its height does not grow with the
 * rows. Linux tells a process's peak; elsewhere this is left out, and says so.
 */
class MemoryTest {
    private static final int ROWS = 2_000;
    private static final int TIMES = 10;

    /**
     * Less than the tokenizer's tables and the text of the larger file's rows, requests and answers would need; its young
     * part of a fixed size, as the launcher has it, so that the few rows fill it as well as the many.
     */
    private static final List<String> HEAP = List.of("-Xmx72m", "-Xmn24m");

    /**
     * In percent of the peak. Rows on their way into the store are held for a transaction, some 200 bytes each; the text
     * of the larger file alone would be a quarter of the peak.
     */
    private static final int TOLERANCE = 12;

    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void tenTimesTheRowsNeedNoMoreMemory() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "there is no /proc here: memory is not measured");
        try (var server = SandboxServer.start(folder.resolve("provider"), 0, quick())) {
            var few = peak(server, ROWS);
            var many = peak(server, ROWS * TIMES);
            assertTrue(
                    many * 100 <= few * (100 + TOLERANCE),
                    ROWS + " rows: " + few + " kB, ten times as many: " + many + " kB");
        }
    }

    private static SandboxOptions quick() {
        return SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ZERO);
    }

    /** The height of the program's memory while it does a whole job over so many rows, in kB. */
    private long peak(SandboxServer server, int rows) throws Exception {
        var place = Files.createDirectory(folder.resolve("rows-" + rows));
        input(place.resolve("in.csv"), rows);
        var process = start(place, server);
        var deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
        var peak = 0L;
        while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
            // The kernel's mark only rises; what comes in the last milliseconds is not seen.
            peak = Math.max(peak, highest(process.pid()));
            assertTrue(Instant.now().isBefore(deadline), "it does not end");
        }
        assertEquals(0, process.exitValue(), () -> read(place.resolve("err")));
        try (var lines = Files.lines(place.resolve("in.results.csv"))) {
            assertEquals(rows, lines.filter(it -> it.startsWith("t")).count());
        }
        return peak;
    }

    private static long highest(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(it -> it.startsWith("VmHWM:"))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0; // it has just ended
        }
    }

    /** Rows of about 1,800 characters, all of one model: one kind of batch, as large as they come. */
    private static void input(Path file, int rows) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("id,prompt,model\n");
            for (var i = 1; i <= rows; i++) {
                out.write("t" + i + "," + ("The price of item " + i + " rose; explain why in one sentence. ").repeat(30)
                        + ",openai/gpt-6-luna\n");
            }
        }
        Files.writeString(file.resolveSibling("route.yaml"), "polling: {first: 10ms, longest: 50ms}\n");
    }

    private static Process start(Path place, SandboxServer server) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(HEAP);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "route.Main"));
        command.addAll(List.of("batch", "submit", "in.csv", "--wait", "-q"));
        var builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectOutput(place.resolve("out").toFile())
                .redirectError(place.resolve("err").toFile());
        var env = builder.environment();
        env.put("ROUTE_HOME", place.resolve("home").toString());
        env.put("XDG_CONFIG_HOME", place.toString());
        env.put("OPENAI_BASE_URL", server.baseUrl("openai"));
        env.put("OPENAI_API_KEY", "sk-none");
        return builder.start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
