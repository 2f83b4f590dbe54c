package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Money;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;

/**
 * The real program as a process of its own, killed as the kernel kills: at any moment, with no goodbye. Whatever the
 * moment was, the next start goes on, every row is answered in its place, and the provider's own books show each row
 * ordered once.
 */
class KillTest {
    private static final int RUNS = 5;
    private static final int ROWS = 400;
    private static final int LONGEST_MILLIS = 2_200;
    private static final int MOST_STARTS = 30;

    @TempDir
    private Path folder;

    private final Random random = new Random(8);

    @Test
    void aKilledJobEndsAsIfNothingHadHappenedAndEachRowIsBoughtOnce() throws Exception {
        var kills = 0;
        for (var run = 1; run <= RUNS; run++) {
            var place = Files.createDirectory(folder.resolve("run" + run));
            input(place.resolve("in.csv"));
            kills += survive(place);
        }
        assertTrue(kills >= RUNS / 2, "only " + kills + " processes were killed: they were done before");
    }

    /** How many processes were killed before one ended by itself. */
    private int survive(Path place) throws Exception {
        var kills = 0;
        for (var start = 1; start <= MOST_STARTS; start++) {
            // The same command again is the way to go on whether the first came as far as writing down the job or not.
            var process = start(place, "batch", "submit", "in.csv", "--sandbox", "--wait", "--json");
            var isKilled = kills < 2 && !process.waitFor(400 + random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
            if (isKilled) {
                process.destroyForcibly().waitFor();
                kills++;
                continue;
            }
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            check(place, process.exitValue());
            return kills;
        }
        throw new AssertionError("it never ended");
    }

    private void check(Path place, int code) throws IOException {
        var said = Files.readString(place.resolve("out"));
        var job = new ObjectMapper().readTree(said);
        var failed = job.path("rows").path("failed").asInt();
        assertEquals(failed == 0 ? 0 : 3, code, () -> said + read(place.resolve("err")));
        assertEquals("DELIVERED", job.path("state").textValue());
        var rows = rows(place.resolve("in.results.csv"));
        assertEquals(ROWS, job.path("rows").path("accepted").asInt() + failed);
        assertEquals(
                ROWS - failed,
                rows.stream()
                        .filter(it -> it.get("route_status").equals("accepted"))
                        .count());
        var cost = rows.stream()
                .map(it -> Money.ofDollars(it.get("route_cost_usd")))
                .reduce(Money.ZERO, Money::plus);
        assertEquals(Money.ofDollars(job.path("cost_usd").textValue()), cost);
        var attempts = rows.stream()
                .mapToLong(it -> Long.parseLong(it.get("route_attempts")))
                .sum();
        books(place, job, attempts);
    }

    /** What the provider wrote down, whatever we believe: the sandbox fails some rows, which are ordered once more. */
    private static void books(Path place, JsonNode job, long attempts) {
        try (var server = SandboxServer.start(place.resolve("home/sandbox"), 0, SandboxOptions.defaults())) {
            var books = server.books();
            assertEquals(job.path("batches").size(), books.batches().size(), "batches");
            assertEquals(
                    attempts,
                    books.batches().stream().mapToLong(it -> it.rows()).sum(),
                    "ordered");
            assertEquals(job.path("rows").path("accepted").asLong(), books.billed(), "billed");
            assertEquals(
                    job.path("tokens").path("output").asLong(),
                    books.batches().stream().mapToLong(it -> it.outputTokens()).sum());
        }
    }

    /** The rows of the output, each in its place and with its own answer. */
    private static List<CSVRecord> rows(Path output) throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        var rows = format.parse(new StringReader(Files.readString(output))).getRecords();
        assertEquals(ROWS, rows.size());
        for (var i = 1; i <= ROWS; i++) {
            var row = rows.get(i - 1);
            assertEquals("t" + i, row.get("id"));
            var isAnswered = row.get("route_response").contains("Name " + i + " ");
            assertTrue(isAnswered || row.get("route_status").equals("failed"), row.get("route_response"));
        }
        return rows;
    }

    private static void input(Path file) throws IOException {
        var text = new StringBuilder("id,prompt,model\n");
        for (var i = 1; i <= ROWS; i++) {
            var model = i % 3 == 0 ? "anthropic/claude-haiku-5-5" : "openai/gpt-6-luna";
            text.append("t" + i + ",Name " + i + " things.," + model + "\n");
        }
        Files.writeString(file, text);
        // Several batches for each provider: more moments at which to die.
        var limits = "{limits: {max_rows: 100}}";
        Files.writeString(
                file.resolveSibling("route.yaml"), "providers: {openai: " + limits + ", anthropic: " + limits + "}\n");
    }

    private Process start(Path place, String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "route.Main"));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectOutput(place.resolve("out").toFile())
                .redirectError(place.resolve("err").toFile());
        builder.environment().put("ROUTE_HOME", place.resolve("home").toString());
        builder.environment().put("XDG_CONFIG_HOME", place.toString());
        return builder.start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
