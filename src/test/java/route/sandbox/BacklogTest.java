package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches so large that they are answered after their creation. */
@Timeout(60)
final class BacklogTest {
    private static final int ROWS = 6_000;
    private static final String FILLING = "What does this ticket want? ".repeat(30);

    @TempDir
    Path directory;

    private final Clock clock = new Clock();

    private SandboxServer start(String folder) {
        return SandboxServer.start(
                directory.resolve(folder), 0, SandboxOptions.defaults().withErrorRate(0.05), clock);
    }

    private static List<String> openAiLines() {
        var lines = new ArrayList<String>();
        for (var i = 0; i < ROWS; i++) lines.add(Client.openAiLine("r-" + i, FILLING + i));
        return lines;
    }

    private static String anthropicBody() {
        var rows = new ArrayList<String>();
        for (var i = 0; i < ROWS; i++) rows.add(Client.anthropicRow("r-" + i, FILLING + i));
        return Client.requests(rows);
    }

    private static JsonNode ended(Client client, String path, String field, String word) throws Exception {
        for (var batch = client.get(path).json(); ; batch = client.get(path).json()) {
            if (batch.path(field).asText().equals(word)) return batch;
            assertFalse(batch.has("error"), batch.toString());
            Thread.onSpinWait();
        }
    }

    private static Map<String, JsonNode> openAiResults(SandboxServer server, String id) throws Exception {
        var client = Client.openAi(server);
        var batch = ended(client, "/batches/" + id, "status", "completed");
        assertEquals(ROWS, batch.at("/request_counts/total").asInt());
        var lines = client.lines("/files/" + batch.path("output_file_id").asText() + "/content");
        assertEquals(batch.at("/request_counts/completed").asInt(), lines.size());
        lines.putAll(client.lines("/files/" + batch.path("error_file_id").asText() + "/content"));
        return lines;
    }

    @Test
    void whatAServerLeavesUnansweredTheNextOneAnswersTheSame() throws Exception {
        final String calm;
        final String cut;
        final Map<String, JsonNode> expected;
        try (var server = start("calm")) {
            calm = Client.openAi(server).batch(openAiLines());
            clock.pass(Duration.ofMinutes(1));
            expected = openAiResults(server, calm);
        }
        assertEquals(ROWS, expected.size());
        clock.pass(Duration.ofMinutes(-1));
        try (var server = start("cut")) {
            cut = Client.openAi(server).batch(openAiLines());
            assertEquals("validating", status(server, cut));
        }
        clock.pass(Duration.ofMinutes(1));
        try (var server = start("cut")) {
            assertEquals(expected, openAiResults(server, cut));
            assertEquals(1, server.books().batches().size());
        }
        assertTrue(leftovers("cut").isEmpty(), leftovers("cut")::toString);
    }

    private static String status(SandboxServer server, String id) throws Exception {
        return Client.openAi(server).get("/batches/" + id).json().path("status").asText();
    }

    private List<Path> leftovers(String folder) throws IOException {
        try (var files = Files.walk(directory.resolve(folder))) {
            return files.filter(it -> it.toString().matches(".*(pending|requests|part)"))
                    .toList();
        }
    }

    @Test
    void aFileThatIsBadFailsItsBatchWhenItsTurnComes() throws Exception {
        var lines = openAiLines();
        lines.set(ROWS - 1, lines.get(0));
        try (var server = start("s")) {
            var id = Client.openAi(server).batch(lines);
            clock.pass(Duration.ofMinutes(1));
            var failed = ended(Client.openAi(server), "/batches/" + id, "status", "failed");
            assertEquals("duplicate_custom_id", failed.at("/errors/data/0/code").asText());
            assertEquals(ROWS, failed.at("/errors/data/0/line").asInt());
            assertEquals(0, server.books().billed());
        }
    }

    @Test
    void aLargeBatchOfMessagesOutlivesItsServer() throws Exception {
        final String id;
        try (var server = start("s")) {
            var made = Client.anthropic(server).post("/v1/messages/batches", anthropicBody());
            assertEquals(200, made.status(), made.text());
            assertEquals("in_progress", made.json().path("processing_status").asText());
            assertEquals(ROWS, made.json().at("/request_counts/processing").asInt());
            id = made.json().path("id").asText();
        }
        clock.pass(Duration.ofMinutes(1));
        try (var server = start("s")) {
            var client = Client.anthropic(server);
            ended(client, "/v1/messages/batches/" + id, "processing_status", "ended");
            var results = client.lines("/v1/messages/batches/" + id + "/results");
            assertEquals(ROWS, results.size());
            var answered = results.values().stream()
                    .filter(it -> it.at("/result/type").asText().equals("succeeded"))
                    .count();
            assertTrue(answered > ROWS * 9 / 10 && answered < ROWS, "one in twenty fails: " + answered);
            assertEquals(answered, server.books().billed());
        }
        assertTrue(leftovers("s").isEmpty(), leftovers("s")::toString);
    }

    @Test
    void aBodyThatIsBadIsRefusedWhateverItsSize() throws Exception {
        var body = anthropicBody();
        try (var server = start("s")) {
            var client = Client.anthropic(server);
            var twice = client.post("/v1/messages/batches", body.replace("\"r-5999\"", "\"r-0\""));
            assertEquals(400, twice.status());
            assertTrue(twice.text().contains("requests.5999.custom_id: must be unique"), twice.text());
            for (var row : List.of(
                    "5", "[]", "{}", "{\"custom_id\":5,\"params\":{}}", "{\"custom_id\":\"a\",\"params\":[]}")) {
                var one = client.post("/v1/messages/batches", Client.requests(List.of(row)));
                assertEquals(400, one.status(), row);
                assertTrue(one.text().contains("Field required"), one.text());
            }
            assertEquals(400, client.post("/v1/messages/batches", body + "x").status());
            assertEquals(0, server.books().batches().size());
        }
        assertTrue(leftovers("s").isEmpty(), leftovers("s")::toString);
    }

    @Test
    void cancellingOneThatWaitsBillsNothing() throws Exception {
        try (var server = start("s")) {
            var client = Client.openAi(server);
            var id = client.batch(openAiLines());
            var word = client.post("/batches/" + id + "/cancel", "").json().path("status");
            assertTrue(List.of("cancelling", "cancelled").contains(word.asText()), word.asText());
            clock.pass(Duration.ofMinutes(1));
            ended(client, "/batches/" + id, "status", "cancelled");
            assertEquals(0, server.books().billed());
        }
    }
}
