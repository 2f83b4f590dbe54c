package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplesTest {
    private static final Path SAMPLES = Path.of("samples");

    @TempDir
    Path directory;

    @Test
    void theTicketsAreSixtyDifferentPrompts() throws Exception {
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var rows = CSVParser.parse(SAMPLES.resolve("support_tickets.csv"), StandardCharsets.UTF_8, format)) {
            assertEquals(List.of("id", "prompt", "product", "priority", "tag"), rows.getHeaderNames());
            var ids = new HashSet<String>();
            var prompts = new HashSet<String>();
            for (var row : rows) {
                assertTrue(row.isConsistent(), row.toString());
                ids.add(row.get("id"));
                prompts.add(row.get("prompt"));
            }
            assertEquals(60, ids.size());
            assertEquals(60, prompts.size());
        }
    }

    @Test
    void theJsonLinesAreTwentyRowsOfAllForms() throws Exception {
        var forms = new HashSet<String>();
        var lines = Files.readAllLines(SAMPLES.resolve("prompts.jsonl"));
        for (var line : lines) {
            var row = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            assertTrue(row.has("prompt") != row.has("messages"), line);
            row.fieldNames().forEachRemaining(forms::add);
        }
        assertEquals(20, lines.size());
        assertTrue(forms.containsAll(
                List.of("id", "prompt", "messages", "system", "tools", "tier", "model", "max_tokens", "tag", "task")));
    }

    @Test
    void theBatchFileRunsAsItIs() throws Exception {
        var clock = new Clock();
        var options = SandboxOptions.defaults().withErrorRate(0);
        try (var server = SandboxServer.start(directory, 0, options, clock)) {
            var client = Client.openAi(server);
            var id = client.batch(Files.readAllLines(SAMPLES.resolve("openai_batch.jsonl")));
            clock.pass(Duration.ofMinutes(1));
            var batch = client.get("/batches/" + id).json();
            assertEquals(10, batch.at("/request_counts/completed").asInt(), batch.toString());
        }
    }
}
