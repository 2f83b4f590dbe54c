package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenAiErrorsTest {
    @TempDir
    Path directory;

    private final Clock clock = new Clock();
    private SandboxServer server;
    private Client client;

    @BeforeEach
    void open() {
        server = SandboxServer.start(directory, 0, SandboxOptions.defaults().withErrorRate(0), clock);
        client = Client.openAi(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** The batch of these lines after its check, and after its end. */
    private JsonNode ended(String... lines) throws Exception {
        var id = client.batch(List.of(lines));
        clock.pass(Duration.ofMinutes(1));
        return client.get("/batches/" + id).json();
    }

    private void assertFails(String code, int line, String... lines) throws Exception {
        var batch = ended(lines);
        assertEquals("failed", batch.path("status").asText(), code);
        assertEquals(code, batch.at("/errors/data/0/code").asText());
        assertEquals(line, batch.at("/errors/data/0/line").asInt());
        assertEquals(0, batch.at("/request_counts/total").asInt());
        assertTrue(batch.path("output_file_id").isNull()
                && batch.path("error_file_id").isNull());
    }

    @Test
    void aFileIsCheckedBeforeAnyRowRuns() throws Exception {
        var good = Client.openAiLine("a", "hello");
        assertFails("invalid_json_line", 2, good, "{\"custom_id\": ");
        assertFails("invalid_json_line", 2, good, "", Client.openAiLine("b", "hello"));
        assertFails("invalid_json_line", 1, "\uFEFF" + good);
        assertFails("invalid_json_line", 1, good + good);
        assertFails("duplicate_custom_id", 2, good, good);
        assertFails("missing_required_parameter", 1, good.replace("custom_id", "id"));
        assertFails("invalid_url", 1, good.replace("/v1/chat/completions", "/v1/responses"));
        assertFails("mismatched_model", 2, good, Client.openAiLine("b", "x").replace("gpt-6-luna", "gpt-6-sol"));
        assertFails("invalid_request", 1, good.replace("gpt-6-luna", ""));
        assertFails("model_not_found", 1, good.replace("gpt-6-luna", "no-such-model"));
        assertFails("streaming_unsupported", 1, good.replace("\"model\"", "\"stream\":true,\"model\""));
    }

    @Test
    void anEmptyOrUnknownFileFailsTheBatch() throws Exception {
        var empty = client.upload(new byte[0]);
        for (var file : List.of(empty, "file-unheard-of", "../../etc/passwd")) {
            var id = client.post("/batches", Client.creation(file))
                    .json()
                    .path("id")
                    .asText();
            clock.pass(Duration.ofMinutes(1));
            var batch = client.get("/batches/" + id).json();
            assertEquals("failed", batch.path("status").asText(), file);
            assertEquals(
                    file.equals(empty) ? "empty_file" : "invalid_request",
                    batch.at("/errors/data/0/code").asText());
        }
    }

    @Test
    void aWrongCreationIsA400ThatNamesTheParameter() throws Exception {
        for (var param : List.of("input_file_id", "endpoint", "completion_window")) {
            var body = (com.fasterxml.jackson.databind.node.ObjectNode) Json.MAPPER.readTree(Client.creation("file-1"));
            var reply = client.post("/batches", body.without(List.of(param)).toString());
            assertEquals(400, reply.status());
            assertEquals(param, reply.json().at("/error/param").asText());
        }
        assertEquals(400, client.post("/batches", "{\"input_file_id\": ").status());
        var numeric = Client.creation("file-1").replace("\"s1\"", "7");
        assertEquals(
                "metadata",
                client.post("/batches", numeric).json().at("/error/param").asText());
        assertEquals(0, client.get("/batches").json().path("data").size());
    }

    @Test
    void aMissingOrWrongKeyIsA401InTheProvidersShape() throws Exception {
        for (var key : List.of("wrong", "bad-key")) {
            var reply = client.with("Authorization", "Bearer " + key).get("/models");
            assertEquals(401, reply.status());
            assertEquals("invalid_api_key", reply.json().at("/error/code").asText());
            assertFalse(reply.text().contains(key));
        }
        assertEquals(401, client.without("Authorization").get("/batches").status());
    }

    @Test
    void aKeyIsNotAskedForWhereTheOptionsSayNo() throws Exception {
        try (var open =
                SandboxServer.start(directory, 0, SandboxOptions.defaults().withoutKeys(), clock)) {
            assertEquals(
                    200,
                    Client.openAi(open).without("Authorization").get("/models").status());
        }
    }

    @Test
    void whatIsUnknownIsA404AndWhatIsNotAllowedA405() throws Exception {
        assertEquals(404, client.get("/batches/batch_unheard_of").status());
        assertEquals(404, client.get("/batches/..%2F..%2Fcalls").status());
        assertEquals(404, client.get("/files/file-unheard-of/content").status());
        assertEquals(404, client.get("/assistants").status());
        assertEquals(404, client.get("/models/no-such-model").status());
        assertEquals(405, client.delete("/batches/batch_1").status());
        assertEquals(
                "invalid_request_error",
                client.get("/assistants").json().at("/error/type").asText());
        assertEquals(400, client.get("/files?limit=many").status());
    }

    @Test
    void anUploadIsCheckedForItsFields() throws Exception {
        var reply = client.upload("{}".getBytes(StandardCharsets.UTF_8), "batches");
        assertEquals(400, reply.status());
        assertEquals("purpose", reply.json().at("/error/param").asText());
        var noForm = client.post("/files", "{}");
        assertEquals(400, noForm.status());
        try (var files = java.nio.file.Files.list(directory.resolve("files"))) {
            assertEquals(0, files.count(), "nothing is left of what was refused");
        }
    }

    @Test
    void anUploadThatDeclaresTooMuchIsA413() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /openai/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n"
                                    + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 600000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        }
    }

    @Test
    void rowsThatAskForAnErrorGetTheOneTheyAskFor() throws Exception {
        var batch = ended(
                Client.openAiLine("fine", "hello"),
                Client.openAiLine("error", "now [[sandbox:error]]"),
                Client.openAiLine("refuse", "now [[sandbox:refuse]]"),
                Client.openAiLine("cut", "now [[sandbox:cut]]"),
                Client.openAiLine("capped", "a long story").replace(":400", ":7"),
                Client.openAiLine("sampling", "hello").replace("\"model\"", "\"temperature\":0,\"model\""));
        assertEquals(4, batch.at("/request_counts/completed").asInt());
        assertEquals(2, batch.at("/request_counts/failed").asInt());
        var answers = client.lines("/files/" + batch.path("output_file_id").asText() + "/content");
        var errors = client.lines("/files/" + batch.path("error_file_id").asText() + "/content");
        assertEquals(400, errors.get("error").at("/response/status_code").asInt());
        assertEquals(
                "unsupported_value",
                errors.get("sampling").at("/response/body/error/code").asText());
        var refused = answers.get("refuse").at("/response/body/choices/0");
        assertTrue(refused.at("/message/content").isNull());
        assertTrue(refused.at("/message/refusal").asText().startsWith("[simulated]"));
        assertEquals(
                "length",
                answers.get("cut").at("/response/body/choices/0/finish_reason").asText());
        var capped = answers.get("capped").at("/response/body");
        assertEquals("length", capped.at("/choices/0/finish_reason").asText());
        assertEquals(7, capped.at("/usage/completion_tokens").asInt());
    }

    @Test
    void aRetryRowFailsOnceAndPassesInTheNextBatchAndSoOn() throws Exception {
        var row = Client.openAiLine("r", "again [[sandbox:retry]]");
        for (var round = 0; round < 4; round++) {
            var counts = ended(row).path("request_counts");
            assertEquals(round % 2, counts.path("completed").asInt(), "round " + round);
        }
    }

    @Test
    void troubledRowsAreAFewMostlyPassWhenSentAgainAndAreTheSameEverywhere(@TempDir Path elsewhere) throws Exception {
        var options = SandboxOptions.defaults().withErrorRate(0.1);
        server.close();
        server = SandboxServer.start(directory, 0, options, clock);
        client = Client.openAi(server);
        var lines = Client.openAiLines(2000).toArray(String[]::new);
        var first = ended(lines);
        var failed = client.lines("/files/" + first.path("error_file_id").asText() + "/content");
        assertTrue(failed.size() > 140 && failed.size() < 260, "about a tenth: " + failed.size());
        var second = ended(lines);
        var stillFailed = client.lines("/files/" + second.path("error_file_id").asText() + "/content");
        assertTrue(stillFailed.size() < failed.size() / 4, "few stay: " + stillFailed.size());
        assertTrue(failed.keySet().containsAll(stillFailed.keySet()));
        for (var line : stillFailed.values())
            assertEquals(400, line.at("/response/status_code").asInt());
        var codes = new HashSet<Integer>();
        failed.values().forEach(it -> codes.add(it.at("/response/status_code").asInt()));
        assertEquals(java.util.Set.of(400, 429, 500), codes);
        // the results of the first batch do not change because the second was made
        assertEquals(
                failed, client.lines("/files/" + first.path("error_file_id").asText() + "/content"));
        try (var other = SandboxServer.start(elsewhere, 0, options, clock)) {
            client = Client.openAi(other);
            var elsewhereFirst = ended(lines);
            assertEquals(
                    failed,
                    client.lines(
                            "/files/" + elsewhereFirst.path("error_file_id").asText() + "/content"));
        }
    }
}
