package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MistralTest {
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
        client = Client.of(server, "mistral").with("Authorization", "Bearer any");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String row(String id, String prompt, String more) {
        return "{\"custom_id\":\"" + id + "\",\"body\":{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt
                + "\"}]" + more + "}}\n";
    }

    private Client.Reply upload(String content) throws Exception {
        return client.upload(content.getBytes(StandardCharsets.UTF_8), "batch");
    }

    private Client.Reply create(String file, String model) throws Exception {
        return client.post(
                "/batch/jobs",
                "{\"input_files\":[\"" + file + "\"],\"model\":\"" + model
                        + "\",\"endpoint\":\"/v1/chat/completions\",\"timeout_hours\":24,\"metadata\":{\"route_shard\":\"s1\"}}");
    }

    private String job(String rows) throws Exception {
        var file = upload(rows).json();
        assertEquals(rows.lines().count(), file.path("num_lines").asInt());
        var created = create(file.path("id").asText(), "magistral-medium-latest");
        assertEquals(200, created.status(), created.text());
        assertEquals(file.path("id"), created.json().at("/input_files/0"));
        assertEquals("s1", created.json().at("/metadata/route_shard").asText());
        return "/batch/jobs/" + created.json().path("id").asText();
    }

    @Test
    void aJobPassesThroughItsStatesAndErrorsAreTextsInTheirLines() throws Exception {
        var job = job(row("r-1", "hello", "") + row("r-2", "[[sandbox:error]]", ""));
        assertEquals("QUEUED", client.get(job).json().path("status").asText());
        clock.pass(Duration.ofSeconds(60));
        assertEquals("RUNNING", client.get(job).json().path("status").asText());
        clock.pass(Duration.ofSeconds(60));
        var ended = client.get(job).json();
        assertEquals("SUCCESS", ended.path("status").asText());
        assertEquals(1, ended.path("succeeded_requests").asInt());
        assertEquals(1, ended.path("failed_requests").asInt());
        var answer = client.lines("/files/" + ended.path("output_file").asText() + "/content");
        var content = answer.get("r-1").at("/response/body/choices/0/message/content");
        assertEquals("thinking", content.at("/0/type").asText());
        assertTrue(content.at("/1/text").asText().startsWith("[simulated] "));
        var errors = client.lines("/files/" + ended.path("error_file").asText() + "/content");
        var body = errors.get("r-2").at("/response/body");
        assertTrue(body.isTextual());
        assertEquals("3310", Json.MAPPER.readTree(body.asText()).path("code").asText());
    }

    @Test
    void anUploadIsCheckedRowByRow() throws Exception {
        for (var bad : List.of(
                row("r-2", "x", ",\"temperature\":1.6"),
                row("r-2", "x", ",\"max_tokens\":-1"),
                row("r-2", "x", ",\"seed\":7"),
                row("r-2", "x", "").replace("user", "narrator"),
                "{\"custom_id\":\"r-2\"}\n",
                "no json\n")) {
            var refused = upload(row("r-1", "fine", "") + bad);
            assertEquals(422, refused.status(), bad);
            assertEquals("line 2", refused.json().at("/detail/0/loc/1").asText(), bad);
        }
    }

    @Test
    void aCancelledJobKeepsWhatItHad() throws Exception {
        var rows = new StringBuilder();
        for (var i = 0; i < 10; i++) rows.append(row("r-" + i, "ticket " + i, ""));
        var job = job(rows.toString());
        clock.pass(Duration.ofSeconds(55));
        assertEquals(
                "CANCELLATION_REQUESTED",
                client.post(job + "/cancel", "").json().path("status").asText());
        clock.pass(Duration.ofSeconds(20));
        var ended = client.get(job).json();
        assertEquals("CANCELLED", ended.path("status").asText());
        assertTrue(ended.path("error_file").isNull());
        assertEquals(
                5,
                client.lines("/files/" + ended.path("output_file").asText() + "/content")
                        .size());
        assertEquals(400, client.post(job + "/cancel", "").status());
    }

    @Test
    void theListIsReadByPageAndTime() throws Exception {
        job(row("r-1", "x", ""));
        clock.pass(Duration.ofHours(1));
        job(row("r-1", "y", ""));
        job(row("r-1", "z", ""));
        assertEquals(3, client.get("/batch/jobs").json().path("data").size());
        assertEquals(
                1,
                client.get("/batch/jobs?page=1&page_size=2").json().path("data").size());
        assertEquals(
                0,
                client.get("/batch/jobs?page=2&page_size=2").json().path("data").size());
        assertEquals(
                2,
                client.get("/batch/jobs?created_after=2026-11-20T09:30:00Z")
                        .json()
                        .path("data")
                        .size());
        assertEquals(422, client.get("/batch/jobs?created_after=yesterday").status());
    }

    @Test
    void wrongKeysModelsAndFilesAreToldAsTheProviderDoes() throws Exception {
        client.with("Authorization", "Bearer wrong");
        assertEquals(
                "Invalid API Key", client.get("/models").json().path("detail").asText());
        client.with("Authorization", "Bearer any");
        assertEquals(404, create("file-none", "mistral-small-2603").status());
        var file = upload(row("r-1", "x", "")).json().path("id").asText();
        var model = create(file, "no-such-model");
        assertEquals(400, model.status());
        assertEquals("invalid_model", model.json().path("type").asText());
        assertEquals(404, client.get("/batch/jobs/none").status());
    }

    @Test
    void answersInRealTimeAndEmbeddingsAreThere() throws Exception {
        var chat = client.post(
                        "/chat/completions",
                        "{\"model\":\"mistral-small-2603\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .json();
        assertTrue(chat.at("/choices/0/message/content").asText().startsWith("[simulated] "));
        var vectors = client.post("/embeddings", "{\"model\":\"mistral-embed\",\"input\":\"hi\"}")
                .json();
        assertEquals(1, vectors.path("data").size());
    }
}
