package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnthropicTest {
    private static final String BATCHES = "/v1/messages/batches";
    private static final SandboxOptions OPTIONS = SandboxOptions.defaults()
            .taking(Duration.ofSeconds(10), Duration.ofSeconds(110))
            .withErrorRate(0);

    @TempDir
    Path directory;

    private final Clock clock = new Clock();
    private SandboxServer server;
    private Client client;

    @BeforeEach
    void open() {
        server = SandboxServer.start(directory, 0, OPTIONS, clock);
        client = Client.anthropic(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String create(String body) throws Exception {
        var reply = client.post(BATCHES, body);
        assertEquals(200, reply.status(), reply.text());
        return BATCHES + "/" + reply.json().path("id").asText();
    }

    @Test
    void aBatchPassesThroughItsStatesAndCountsAtTheEnd() throws Exception {
        var batch = create(Client.anthropicBatch(10));
        clock.pass(Duration.ofSeconds(60));
        var running = client.get(batch).json();
        assertEquals("in_progress", running.path("processing_status").asText());
        assertEquals(10, running.at("/request_counts/processing").asInt());
        assertEquals(0, running.at("/request_counts/succeeded").asInt());
        assertTrue(
                running.path("results_url").isNull() && running.path("ended_at").isNull());
        assertEquals(404, client.get(batch + "/results").status(), "no results before the end");
        assertEquals(400, client.delete(batch).status(), "no deletion before the end");

        clock.pass(Duration.ofSeconds(60));
        var ended = client.get(batch).json();
        assertEquals("ended", ended.path("processing_status").asText());
        assertEquals(10, ended.at("/request_counts/succeeded").asInt());
        assertEquals(0, ended.at("/request_counts/processing").asInt());
        assertEquals(
                Duration.ofHours(24),
                Duration.between(
                        Instant.parse(ended.path("created_at").asText()),
                        Instant.parse(ended.path("expires_at").asText())));
        var results = client.lines(ended.path("results_url").asText());
        assertEquals(10, results.size());
        var sent = new ArrayList<String>();
        for (var i = 0; i < 10; i++) sent.add("r-" + i);
        assertNotEquals(sent, new ArrayList<>(results.keySet()));
        var message = results.get("r-3").at("/result/message");
        assertEquals("end_turn", message.path("stop_reason").asText());
        assertEquals("batch", message.at("/usage/service_tier").asText());
        assertTrue(message.at("/content/0/text").asText().startsWith("[simulated] "));
    }

    @Test
    void aCancelledBatchEndsWithAMix() throws Exception {
        var batch = create(Client.anthropicBatch(10));
        clock.pass(Duration.ofSeconds(55));
        assertEquals(
                "canceling",
                client.post(batch + "/cancel", "")
                        .json()
                        .path("processing_status")
                        .asText());
        clock.pass(Duration.ofSeconds(20));
        var ended = client.get(batch).json();
        assertEquals("ended", ended.path("processing_status").asText());
        assertEquals(5, ended.at("/request_counts/succeeded").asInt());
        assertEquals(5, ended.at("/request_counts/canceled").asInt());
        assertTrue(ended.path("cancel_initiated_at").isTextual());
        var kinds = client.lines(batch + "/results").values().stream()
                .map(it -> it.at("/result/type").asText())
                .toList();
        assertEquals(5, kinds.stream().filter("canceled"::equals).count());
        assertEquals(400, client.post(batch + "/cancel", "").status());
        assertEquals(
                "message_batch_deleted",
                client.delete(batch).json().path("type").asText());
        assertEquals(404, client.get(batch).status());
        assertEquals(1, server.books().batches().size(), "the books forget nothing");
    }

    @Test
    void rowsThatWereNotReachedInTimeExpire() throws Exception {
        server.close();
        server = SandboxServer.start(directory, 0, OPTIONS.expiringAfter(Duration.ofSeconds(55)), clock);
        client = Client.anthropic(server);
        var batch = create(Client.anthropicBatch(10));
        clock.pass(Duration.ofSeconds(56));
        assertEquals(5, client.get(batch).json().at("/request_counts/expired").asInt());
    }

    @Test
    void listsArePagedInBothDirections() throws Exception {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            clock.pass(Duration.ofSeconds(1));
            ids.add(0, create(Client.anthropicBatch(1)).substring(BATCHES.length() + 1));
        }
        var first = client.get(BATCHES + "?limit=2").json();
        assertEquals(ids.subList(0, 2), first.path("data").findValuesAsText("id"));
        assertTrue(first.path("has_more").asBoolean());
        var second = client.get(
                        BATCHES + "?limit=3&after_id=" + first.path("last_id").asText())
                .json();
        assertEquals(ids.subList(2, 5), second.path("data").findValuesAsText("id"));
        assertEquals(false, second.path("has_more").asBoolean());
        var back = client.get(BATCHES + "?limit=2&before_id=" + ids.get(3)).json();
        assertEquals(ids.subList(1, 3), back.path("data").findValuesAsText("id"));
        assertTrue(back.path("has_more").asBoolean());
    }

    @Test
    void onlyIdsAreCheckedAtCreation() throws Exception {
        var row = Client.anthropicRow("a", "hello");
        for (var bad : List.of(
                Client.requests(List.of()),
                Client.requests(List.of(row, row)),
                Client.requests(List.of(row, Client.anthropicRow("not plain", "hello"))),
                Client.requests(List.of(Client.anthropicRow("a".repeat(65), "hello"))),
                Client.requests(List.of("{\"custom_id\":\"a\"}")),
                Client.requests(List.of(row)).replace("requests", "rows"),
                "{\"requests\":[" + row,
                Client.requests(List.of(row)) + "{}",
                "[]",
                "")) {
            var reply = client.post(BATCHES, bad);
            assertEquals(400, reply.status(), bad);
            assertEquals("invalid_request_error", reply.json().at("/error/type").asText());
            assertTrue(reply.json().path("request_id").isTextual());
        }
        assertTrue(client.post(BATCHES, Client.requests(List.of(row, Client.anthropicRow("ä", "x"))))
                .text()
                .contains("requests.1.custom_id"));
        assertEquals(0, client.get(BATCHES).json().path("data").size());
        try (var files = java.nio.file.Files.list(directory.resolve("files"))) {
            assertEquals(0, files.count(), "nothing is left of what was refused");
        }
    }

    @Test
    void whatIsWrongWithARowShowsInItsResult() throws Exception {
        var row = Client.anthropicRow("plain", "hello");
        var batch = create(Client.requests(List.of(
                row,
                row.replace("plain", "sampling").replace("\"max_tokens\"", "\"temperature\":1,\"max_tokens\""),
                row.replace("plain", "extra").replace("\"max_tokens\"", "\"seed\":1,\"max_tokens\""),
                row.replace("plain", "uncapped").replace("max_tokens", "max_token"),
                row.replace("plain", "model").replace("claude-haiku-5-5", "no-such-model"),
                row.replace("plain", "role").replace("\"user\"", "\"tool\""),
                row.replace("plain", "refused").replace("hello", "[[sandbox:refuse]]"),
                row.replace("plain", "cut").replace("hello", "[[sandbox:cut]]"),
                row.replace("plain", "retry").replace("hello", "[[sandbox:retry]]"))));
        clock.pass(Duration.ofMinutes(3));
        var results = client.lines(batch + "/results");
        assertEquals("succeeded", results.get("plain").at("/result/type").asText());
        for (var bad : List.of("sampling", "extra", "uncapped", "role")) {
            assertEquals("errored", results.get(bad).at("/result/type").asText(), bad);
            assertEquals("error", results.get(bad).at("/result/error/type").asText());
            assertEquals(
                    "invalid_request_error",
                    results.get(bad).at("/result/error/error/type").asText(),
                    bad);
        }
        assertEquals(
                "not_found_error",
                results.get("model").at("/result/error/error/type").asText());
        assertTrue(List.of("overloaded_error", "api_error")
                .contains(results.get("retry").at("/result/error/error/type").asText()));
        assertEquals(
                "refusal",
                results.get("refused").at("/result/message/stop_reason").asText());
        assertEquals(
                "max_tokens",
                results.get("cut").at("/result/message/stop_reason").asText());
        assertEquals(6, client.get(batch).json().at("/request_counts/errored").asInt());
    }

    @Test
    void theOlderVersionTakesSamplingFromOlderModelsOnly() throws Exception {
        client.with("anthropic-version", "2023-06-01");
        var hot = Client.anthropicRow("new", "hello").replace("\"max_tokens\"", "\"temperature\":0,\"max_tokens\"");
        var batch = create(
                Client.requests(List.of(hot, hot.replace("\"new\"", "\"old\"").replace("haiku-5-5", "haiku-4-5"))));
        clock.pass(Duration.ofMinutes(3));
        var results = client.lines(batch + "/results");
        assertEquals("errored", results.get("new").at("/result/type").asText());
        assertEquals("succeeded", results.get("old").at("/result/type").asText());
    }

    @Test
    void versionAndKeyAreRequired() throws Exception {
        assertEquals(400, client.without("anthropic-version").get(BATCHES).status());
        assertEquals(
                400, client.with("anthropic-version", "2020-01-01").get(BATCHES).status());
        client.with("anthropic-version", "2026-10-21");
        var wrong = client.with("x-api-key", "bad-key").get(BATCHES);
        assertEquals(401, wrong.status());
        assertEquals("authentication_error", wrong.json().at("/error/type").asText());
        assertEquals(401, client.without("x-api-key").get(BATCHES).status());
        assertEquals(
                200, client.with("Authorization", "Bearer any").get(BATCHES).status());
        assertEquals(404, client.get(BATCHES + "/msgbatch_unheard_of").status());
        assertEquals(405, client.delete(BATCHES).status());
        assertEquals(404, client.get("/v1/complete").status());
    }

    @Test
    void aBodyOfUnknownLengthIsTakenToo() throws Exception {
        var body = Client.anthropicBatch(3).getBytes(StandardCharsets.UTF_8);
        var reply = client.send(client.request(BATCHES)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));
        assertEquals(200, reply.status());
        assertEquals(3, reply.json().at("/request_counts/processing").asInt());
    }

    @Test
    void cachedTokensAreLeftOutOfInputTokensAndThinkingStandsFirst() throws Exception {
        var rows = new ArrayList<String>();
        for (var i = 0; i < 16; i++) {
            var row = (com.fasterxml.jackson.databind.node.ObjectNode)
                    Json.MAPPER.readTree(Client.anthropicRow("r-" + i, "ticket " + i));
            var params = (com.fasterxml.jackson.databind.node.ObjectNode) row.path("params");
            params.put("model", "claude-opus-5-5").put("max_tokens", 2000);
            var block = params.putArray("system").addObject();
            block.put("type", "text").put("text", "Be brief and kind. ".repeat(400));
            block.putObject("cache_control").put("type", "ephemeral");
            rows.add(row.toString());
        }
        var batch = create(Client.requests(rows));
        clock.pass(Duration.ofMinutes(3));
        var cached = 0;
        for (var line : client.lines(batch + "/results").values()) {
            var message = line.at("/result/message");
            assertEquals("thinking", message.at("/content/0/type").asText());
            assertEquals("text", message.at("/content/1/type").asText());
            assertTrue(
                    message.at("/usage/output_tokens_details/thinking_tokens").asInt() > 0);
            var read = message.at("/usage/cache_read_input_tokens").asInt();
            var total = message.at("/usage/input_tokens").asInt() + read;
            assertTrue(total > 1900 && total < 2000, "system and prompt: " + total);
            if (read > 0) cached++;
        }
        assertTrue(cached > 8 && cached < 16, "most, not all: " + cached);
    }

    @Test
    void messagesAndTokenCountsAreAnsweredAtOnce() throws Exception {
        var params = Json.MAPPER
                .readTree(Client.anthropicRow("x", "Is this urgent? Answer yes or no."))
                .path("params");
        var reply = client.post("/v1/messages", params.toString()).json();
        assertTrue(reply.at("/content/0/text").asText().matches("\\[simulated\\] (yes|no)"));
        assertEquals("standard", reply.at("/usage/service_tier").asText());
        var count = client.post("/v1/messages/count_tokens", params.toString()).json();
        assertEquals(reply.at("/usage/input_tokens"), count.path("input_tokens"));
        assertEquals(
                400,
                client.post("/v1/messages", "{\"model\":\"claude-haiku-5-5\"}").status());
        assertTrue(client.get("/v1/models").json().path("data").size() > 1);
    }
}
