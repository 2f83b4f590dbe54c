package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.sandbox.SandboxOptions;
import route.signal.Receiver;

/** What other programs can see of a job: the log, the counters; and that none of it says what was asked. */
class MonitoringTest {

    private static final Pattern LINE =
            Pattern.compile("# (HELP|TYPE) \\w+ .+|\\w+(\\{\\w+=\"[^\"]*\"(,\\w+=\"[^\"]*\")*})? -?\\d+(\\.\\d+)?");

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        Files.writeString(
                program.here().resolve("in.csv"), "id,prompt,task\n1,Name a kumquat.,qa\n2,Name a yew.,translation\n");
    }

    @AfterEach
    void close() {
        program.close();
    }

    private Program.Said run(String... words) {
        return program.run(Map.of("ROUTE_HOME", home().toString()), List.of(words));
    }

    private Path home() {
        return folder.resolve("home");
    }

    private void settings(String yaml) throws IOException {
        Files.writeString(program.here().resolve("route.yaml"), yaml);
    }

    private void deliver() {
        var said = run("batch", "submit", "in.csv", "--sandbox", "--wait");
        assertEquals(0, said.code(), said::err);
    }

    private List<JsonNode> log(String event) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(home().resolve("logs/route.jsonl"))) {
            var json = new ObjectMapper().readTree(line);
            assertTrue(json.hasNonNull("time") && json.hasNonNull("level"), line);
            if (json.path("event").asText().equals(event)) lines.add(json);
        }
        return lines;
    }

    @Test
    void theLogHasEveryChangeOfStateOfJobAndBatchInOrder() throws IOException {
        deliver();
        var jobs = log("job").stream().map(it -> it.path("state").asText()).toList();
        assertEquals(List.of("RUNNING", "DELIVERED"), jobs);
        var batches = log("batch");
        var states = batches.stream().map(it -> it.path("state").asText()).toList();
        assertEquals(List.of("SUBMITTING", "SUBMITTED", "ENDED", "COLLECTED"), states);
        var last = batches.get(3);
        assertEquals(2, last.path("rows").asInt());
        assertTrue(last.has("latency_ms"), last::toString);
        assertTrue(last.path("tokens").path("input").asInt() > 0, last::toString);
        var tasks = last.path("tasks");
        assertEquals("qa", tasks.path(0).path("task").asText());
        assertEquals("translation", tasks.path(1).path("task").asText());
        assertTrue(tasks.path(0).path("score").asDouble() >= 1, last::toString);
        var sum = new BigDecimal(tasks.path(0).path("cost_usd").asText())
                .add(new BigDecimal(tasks.path(1).path("cost_usd").asText()));
        assertEquals(0, sum.compareTo(new BigDecimal(last.path("cost_usd").asText())));
        assertEquals(last.path("cost_usd"), log("job").get(1).path("cost_usd"));
    }

    @Test
    void thereIsNoLineForARowAndNoPromptUnlessAskedFor() throws IOException {
        deliver();
        assertEquals(List.of(), log("row"));
        assertFalse(Files.readString(home().resolve("logs/route.jsonl")).contains("kumquat"));
    }

    @Test
    void rowsAreLoggedWithoutPromptsAndWithThemWhereAskedFor() throws IOException {
        settings("log: {rows: true}\n");
        deliver();
        var rows = log("row");
        assertEquals(2, rows.size());
        assertEquals("qa", rows.get(0).path("task").asText());
        assertEquals("accepted", rows.get(0).path("status").asText());
        assertFalse(Files.readString(home().resolve("logs/route.jsonl")).contains("kumquat"));
        settings("log: {prompts: true}\n");
        assertEquals(
                0,
                run("batch", "submit", "in.csv", "--sandbox", "--wait", "--again", "--overwrite")
                        .code());
        var told = log("row").get(2);
        assertEquals("Name a kumquat.", told.path("prompt").asText());
        assertFalse(told.path("response").asText().isEmpty());
    }

    @Test
    void theCountersForPrometheusAreThoseOfTheBill() throws IOException {
        settings("metrics: {prometheus_file: out/route.prom}\n");
        Files.createDirectories(program.here().resolve("out"));
        deliver();
        var text = Files.readString(program.here().resolve("out/route.prom"));
        text.lines().forEach(it -> assertTrue(LINE.matcher(it).matches(), it));
        var bill =
                new ObjectMapper().readTree(run("report", "--sandbox", "--json").out());
        var cost = new BigDecimal(bill.path("total").path("cost_usd").asText());
        assertEquals(0, cost.compareTo(sum(text, "route_cost_usd_total")));
        assertEquals(2, sum(text, "route_answered_rows_total").intValue());
        assertTrue(text.contains("route_jobs{state=\"delivered\",sandbox=\"true\"} 1\n"), text);
        assertEquals(
                List.of("route.prom"),
                List.of(program.here().resolve("out").toFile().list()));
    }

    private static BigDecimal sum(String text, String name) {
        return text.lines()
                .filter(it -> it.startsWith(name + "{"))
                .map(it -> new BigDecimal(it.substring(it.lastIndexOf(' ') + 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aFolderThatIsMissingIsSaidAndTheJobIsDeliveredAllTheSame() throws IOException {
        settings("metrics: {prometheus_file: nowhere/route.prom}\n");
        var said = run("batch", "submit", "in.csv", "--sandbox", "--wait");
        assertEquals(0, said.code());
        assertTrue(said.err().contains("warning: metrics.prometheus_file cannot be written"), said::err);
    }

    @Test
    void openTelemetryGetsTheSameCountersWithTheStartOfTheHome() throws IOException {
        try (var receiver = new Receiver()) {
            settings("metrics: {otlp: \"" + receiver.address("") + "\"}\n");
            deliver();
            program.later(Duration.ofHours(1));
            run("batch", "resume");
            assertEquals("/v1/metrics", receiver.posts().get(0).path());
            var second = new ObjectMapper().readTree(receiver.posts().get(1).body());
            var metrics = second.at("/resourceMetrics/0/scopeMetrics/0/metrics");
            var cost = metrics.path(0);
            assertEquals("route_cost_usd", cost.path("name").asText());
            assertTrue(cost.at("/sum/isMonotonic").asBoolean());
            assertEquals(2, cost.at("/sum/aggregationTemporality").asInt());
            var point = cost.at("/sum/dataPoints/0");
            assertTrue(point.path("startTimeUnixNano").isTextual(), "64 bits are a string in OTLP's JSON");
            assertEquals(
                    Program.START.getEpochSecond(),
                    Long.parseLong(point.path("startTimeUnixNano").asText()) / 1_000_000_000L);
            assertTrue(point.path("timeUnixNano")
                            .asText()
                            .compareTo(point.path("startTimeUnixNano").asText())
                    > 0);
            assertEquals("model", point.at("/attributes/0/key").asText());
            assertTrue(point.at("/attributes/0/value/stringValue").asText().contains("/"));
        }
    }

    @Test
    void aReceiverThatIsAwayIsSaidAndForgotten() throws IOException {
        settings("metrics: {otlp: \"http://127.0.0.1:1\"}\n");
        program.sandbox(SandboxOptions.defaults().withErrorRate(0));
        var said = run("batch", "submit", "in.csv", "--sandbox", "--wait");
        assertEquals(0, said.code());
        assertTrue(said.err().contains("warning: the counters were not sent to metrics.otlp: no answer"), said::err);
    }

    @Test
    void allThatIsKeptIsReadableByItsOwnerAlone() throws IOException {
        settings("log: {rows: true}\n");
        Files.createDirectories(home());
        deliver();
        program.sandbox(SandboxOptions.defaults().taking(Duration.ofHours(1), Duration.ofHours(1)));
        run("batch", "submit", "in.csv", "--sandbox", "--again", "-o", "later.csv");
        run("batch", "submit", "in.csv", "--sandbox", "--wait", "--lane", "realtime", "-o", "soon.csv");
        try (var all = Files.walk(home())) {
            var open = all.filter(it -> !it.equals(home()))
                    .filter(MonitoringTest::isOpen)
                    .toList();
            assertEquals(List.of(), open);
        }
        for (var kept : List.of("logs/route.jsonl", "jobs", "route.db")) {
            assertTrue(Files.exists(home().resolve(kept)), kept);
        }
    }

    private static boolean isOpen(Path path) {
        try {
            return Files.getPosixFilePermissions(path).size() != (Files.isDirectory(path) ? 3 : 2);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
