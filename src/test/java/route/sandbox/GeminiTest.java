package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeminiTest {
    private static final String CREATE = "/v1beta/models/gemini-3.8-flash:batchGenerateContent";
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
        start(OPTIONS);
    }

    private void start(SandboxOptions options) {
        server = SandboxServer.start(directory, 0, options, clock);
        client = Client.of(server, "gemini").with("x-goog-api-key", "any");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String row(String key, String prompt) {
        return "{\"key\":\"" + key + "\",\"request\":{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + prompt
                + "\"}]}],\"generationConfig\":{\"maxOutputTokens\":400}}}\n";
    }

    private static String rows(int count) {
        var rows = new StringBuilder();
        for (var i = 0; i < count; i++) rows.append(row("r-" + i, "What does ticket number " + i + " want?"));
        return rows.toString();
    }

    private Client.Reply upload(String name, String content) throws Exception {
        var start = Client.of(server, "gemini")
                .with("x-goog-api-key", "any")
                .with("X-Goog-Upload-Protocol", "resumable")
                .with("X-Goog-Upload-Command", "start");
        var started = start.post("/upload/v1beta/files", "{\"file\":{\"name\":\"" + name + "\"}}");
        if (started.status() != 200) return started;
        // The address opens without a key.
        return Client.of(server, "gemini")
                .with("X-Goog-Upload-Command", "upload, finalize")
                .with("X-Goog-Upload-Offset", "0")
                .post(started.raw().headers().firstValue("X-Goog-Upload-URL").orElseThrow(), content);
    }

    private Client.Reply create(String file) throws Exception {
        return client.post(
                CREATE, "{\"batch\":{\"displayName\":\"mine\",\"inputConfig\":{\"fileName\":\"" + file + "\"}}}");
    }

    private String batch(int rows) throws Exception {
        assertEquals(200, upload("files/mine", rows(rows)).status());
        var created = create("files/mine");
        assertEquals(200, created.status(), created.text());
        return "/v1beta/" + created.json().path("name").asText();
    }

    @Test
    void aFileIsTakenUnderItsChosenNameOnce() throws Exception {
        assertEquals(403, client.get("/v1beta/files/mine").status());
        var taken = upload("files/mine", "{}\n");
        assertEquals("files/mine", taken.json().at("/file/name").asText());
        assertEquals(
                "3", client.get("/v1beta/files/mine").json().path("sizeBytes").asText());
        assertEquals(409, upload("files/mine", "{}\n").status());
        for (var bad : List.of("mine", "files/Mine", "files/-a", "files/" + "a".repeat(41), "files/../x")) {
            assertEquals(400, upload(bad, "{}").status(), bad);
        }
    }

    @Test
    void aBatchPassesThroughItsStatesAndItsResultsComeInAnyOrder() throws Exception {
        var batch = batch(10);
        assertEquals(
                "BATCH_STATE_PENDING",
                client.get(batch).json().at("/metadata/state").asText());
        clock.pass(Duration.ofSeconds(60));
        var running = client.get(batch).json();
        assertEquals("BATCH_STATE_RUNNING", running.at("/metadata/state").asText());
        assertEquals(
                "5", running.at("/metadata/batchStats/successfulRequestCount").asText());
        assertFalse(running.has("done") || running.at("/metadata").has("output"));
        clock.pass(Duration.ofSeconds(60));
        var ended = client.get(batch).json();
        assertEquals("BATCH_STATE_SUCCEEDED", ended.at("/metadata/state").asText());
        assertTrue(ended.path("done").asBoolean());
        assertEquals("files/mine", ended.at("/metadata/inputConfig/fileName").asText());
        assertFalse(ended.at("/metadata/batchStats").has("failedRequestCount"), "0 is left out");
        var results = results(ended.at("/response/responsesFile").asText());
        assertEquals(10, results.size());
        var sent = new ArrayList<String>();
        for (var i = 0; i < 10; i++) sent.add("r-" + i);
        assertNotEquals(sent, new ArrayList<>(results.keySet()));
        var answer = results.get("r-3").path("response");
        assertTrue(answer.at("/candidates/0/content/parts/0/text").asText().startsWith("[simulated] "));
        assertTrue(answer.at("/usageMetadata/thoughtsTokenCount").asInt() > 0);
    }

    private Map<String, JsonNode> results(String file) throws Exception {
        var lines = new LinkedHashMap<String, JsonNode>();
        for (var line : client.get("/download/v1beta/" + file + ":download?alt=media")
                .text()
                .lines()
                .toList()) {
            var node = Json.MAPPER.readTree(line);
            lines.put(node.path("key").asText(), node);
        }
        return lines;
    }

    @Test
    void aBatchThatStoppedShortHasNoResults() throws Exception {
        var batch = batch(10);
        clock.pass(Duration.ofSeconds(55));
        assertEquals(200, client.post(batch + ":cancel", "{}").status());
        clock.pass(Duration.ofSeconds(20));
        var ended = client.get(batch).json();
        assertEquals("BATCH_STATE_CANCELLED", ended.at("/metadata/state").asText());
        assertTrue(ended.at("/response/responsesFile").isMissingNode());
        assertEquals(400, client.post(batch + ":cancel", "{}").status());
        var file = "files/batch-" + batch.substring(batch.lastIndexOf('/') + 1);
        assertEquals(
                404,
                client.get("/download/v1beta/" + file + ":download?alt=media").status());
        assertEquals(200, client.delete(batch).status());
        assertEquals(404, client.get(batch).status());
    }

    @Test
    void aMalformedRowLeavesNoBatchBehind() throws Exception {
        for (var bad : List.of(
                "{\"key\":\"a\"}",
                "not json",
                "{\"key\":\"\",\"request\":{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]}}",
                "{\"key\":\"a\",\"request\":{\"contents\":[]}}",
                row("r-0", "again"))) {
            var name = "files/bad" + Integer.toHexString(bad.hashCode());
            upload(name, row("r-0", "fine") + bad.strip() + "\n");
            var refused = create(name);
            assertEquals(400, refused.status(), bad);
            assertEquals("INVALID_ARGUMENT", refused.json().at("/error/status").asText());
            assertTrue(refused.json().at("/error/message").asText().startsWith("Line 2 "), refused.text());
        }
        assertEquals(403, create("files/none").status());
        assertEquals("{}", client.get("/v1beta/batches").text().strip());
    }

    @Test
    void theListIsReadPageByPage() throws Exception {
        batch(1);
        for (var i = 0; i < 4; i++) create("files/mine");
        var names = new ArrayList<String>();
        var token = "";
        do {
            var page = client.get("/v1beta/batches?pageSize=2" + (token.isEmpty() ? "" : "&pageToken=" + token))
                    .json();
            page.path("operations").forEach(it -> names.add(it.path("name").asText()));
            token = page.path("nextPageToken").asText("");
        } while (!token.isEmpty());
        assertEquals(5, names.stream().distinct().count());
        assertEquals(5, names.size());
    }

    @Test
    void wrongKeysModelsAndPathsAreToldAsTheProviderDoes() throws Exception {
        client.with("x-goog-api-key", "wrong");
        var key = client.get("/v1beta/models");
        assertEquals(400, key.status());
        assertEquals("API_KEY_INVALID", key.json().at("/error/details/0/reason").asText());
        client.without("x-goog-api-key");
        assertEquals(403, client.get("/v1beta/models").status());
        client.with("x-goog-api-key", "any");
        assertEquals(
                404,
                client.post("/v1beta/models/no-such-model:generateContent", "{}")
                        .status());
        assertEquals(404, client.get("/v2/models").status());
        assertTrue(client.get("/v1beta/models").json().path("models").size() > 0);
    }

    @Test
    void aBusyProviderSaysHowLongToWait() throws Exception {
        server.close();
        start(OPTIONS.withFaults(new Fault(Fault.Kind.QUEUE_FULL, 1)));
        upload("files/mine", rows(1));
        var busy = create("files/mine");
        assertEquals(429, busy.status());
        assertEquals("1s", busy.json().at("/error/details/0/retryDelay").asText());
        assertEquals(200, create("files/mine").status());
    }

    @Test
    void answersInRealTimeFollowTheRequest() throws Exception {
        var ask = "/v1beta/models/gemini-2.5-flash-lite:generateContent";
        var contents = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a name\"}]}]";
        var schema = client.post(
                        ask,
                        "{" + contents
                                + ",\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":"
                                + "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}}}")
                .json();
        var text = Json.MAPPER.readTree(
                schema.at("/candidates/0/content/parts/0/text").asText());
        assertTrue(text.path("simulated").asBoolean() && text.has("name"), text.toString());
        var call = client.post(
                        ask,
                        "{" + contents
                                + ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"look_up\",\"parametersJsonSchema\":"
                                + "{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"integer\"}}}}]}]}")
                .json();
        assertEquals(
                "look_up",
                call.at("/candidates/0/content/parts/0/functionCall/name").asText());
        assertTrue(
                call.at("/candidates/0/content/parts/0/functionCall/args/order").isNumber());
        assertEquals(400, client.post(ask, "{\"contents\":[]}").status());
    }
}
