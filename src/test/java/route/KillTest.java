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
import java.time.Instant;
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
    /** What a process says in the moment before it is killed. */
    private static final List<String> MOMENTS = List.of("preparing", "sending", "accepted", "collecting", "merging");

    private static final int ROWS = 400;
    private static final int SPREAD_MILLIS = 25;
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private final Random random = new Random(8);

    @Test
    void aKilledJobEndsAsIfNothingHadHappenedAndEachRowIsBoughtOnce() throws Exception {
        var kills = 0;
        for (var moment : MOMENTS) {
            var place = Files.createDirectory(folder.resolve(moment.replace(' ', '-')));
            input(place.resolve("in.csv"));
            kills += kill(place, moment) ? 1 : 0;
            // The same command again goes on, whether the first had come as far as writing down the job or not.
            var process = start(place);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
            check(place, process.exitValue());
        }
        assertTrue(kills >= MOMENTS.size() - 1, "only " + kills + " were killed before they were done");
    }

    /** Kills a process shortly after it says something; whether it still lived then. */
    private boolean kill(Path place, String moment) throws Exception {
        var process = start(place);
        var deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (!process.waitFor(2, TimeUnit.MILLISECONDS)
                && !read(place.resolve("err")).contains(moment)) {
            assertTrue(Instant.now().isBefore(deadline), "it never says " + moment);
        }
        var isDone = process.waitFor(random.nextInt(SPREAD_MILLIS), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !isDone;
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

    private static Process start(Path place) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "route.Main"));
        command.addAll(List.of("batch", "submit", "in.csv", "--sandbox", "--wait", "--json"));
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
