package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenAiLifeTest {
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
        client = Client.openAi(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aBatchPassesThroughAllItsStates() throws Exception {
        var id = client.batch(Client.openAiLines(10));
        var fresh = client.get("/batches/" + id).json();
        assertEquals("validating", fresh.path("status").asText());
        assertEquals(0, fresh.path("request_counts").path("total").asInt());
        assertTrue(fresh.path("in_progress_at").isNull());
        assertTrue(fresh.path("output_file_id").isNull());
        assertEquals("s1", fresh.path("metadata").path("route_shard").asText());
        assertEquals(
                86_400,
                fresh.path("expires_at").asLong() - fresh.path("created_at").asLong());

        clock.pass(Duration.ofSeconds(55));
        var half = client.get("/batches/" + id).json();
        assertEquals("in_progress", half.path("status").asText());
        assertEquals(10, half.path("request_counts").path("total").asInt());
        assertEquals(5, half.path("request_counts").path("completed").asInt());

        clock.pass(Duration.ofSeconds(50));
        assertEquals(
                "finalizing", client.get("/batches/" + id).json().path("status").asText());

        clock.pass(Duration.ofSeconds(5));
        var done = client.get("/batches/" + id).json();
        assertEquals("completed", done.path("status").asText());
        assertEquals(10, done.path("request_counts").path("completed").asInt());
        assertEquals(
                110,
                done.path("completed_at").asLong() - done.path("created_at").asLong());
        assertTrue(done.path("error_file_id").isNull(), "an error file that would be empty has no id");
    }

    @Test
    void resultsAreCompleteShuffledAndTheSameEveryTime() throws Exception {
        var id = client.batch(Client.openAiLines(50));
        clock.pass(Duration.ofHours(1));
        var batch = client.get("/batches/" + id).json();
        var file = "/files/" + batch.path("output_file_id").asText();
        var lines = client.lines(file + "/content");
        var sent = new ArrayList<String>();
        for (var i = 0; i < 50; i++) sent.add("r-" + i);
        var came = new ArrayList<>(lines.keySet());
        assertNotEquals(sent, came, "order is never a contract");
        assertTrue(came.containsAll(sent) && came.size() == 50);
        assertEquals(
                client.get(file + "/content").text(),
                client.get(file + "/content").text());
        assertEquals(
                client.get(file + "/content").text().length(),
                client.get(file).json().path("bytes").asInt());
    }

    @Test
    void theBatchsUsageIsTheSumOfItsRows() throws Exception {
        var id = client.batch(Client.openAiLines(20));
        clock.pass(Duration.ofHours(1));
        var batch = client.get("/batches/" + id).json();
        long input = 0;
        long output = 0;
        for (var line : client.lines("/files/" + batch.path("output_file_id").asText() + "/content")
                .values()) {
            var body = line.path("response").path("body");
            assertEquals(200, line.path("response").path("status_code").asInt());
            assertTrue(body.at("/choices/0/message/content").asText().startsWith("[simulated] "));
            var usage = body.path("usage");
            assertEquals(
                    usage.path("total_tokens").asLong(),
                    usage.path("prompt_tokens").asLong()
                            + usage.path("completion_tokens").asLong());
            input += usage.path("prompt_tokens").asLong();
            output += usage.path("completion_tokens").asLong();
        }
        assertEquals(input, batch.at("/usage/input_tokens").asLong());
        assertEquals(output, batch.at("/usage/output_tokens").asLong());
        assertTrue(output > 0);
    }

    @Test
    void aCancelledBatchKeepsWhatWasDoneAndNamesTheRest() throws Exception {
        var id = client.batch(Client.openAiLines(10));
        clock.pass(Duration.ofSeconds(55));
        assertEquals(
                "cancelling",
                client.post("/batches/" + id + "/cancel", "")
                        .json()
                        .path("status")
                        .asText());
        clock.pass(Duration.ofSeconds(30));
        var batch = client.get("/batches/" + id).json();
        assertEquals("cancelled", batch.path("status").asText());
        var done = client.lines("/files/" + batch.path("output_file_id").asText() + "/content");
        var rest = client.lines("/files/" + batch.path("error_file_id").asText() + "/content");
        assertEquals(5, done.size());
        assertEquals(5, rest.size());
        for (var line : rest.values()) {
            assertTrue(line.path("response").isNull());
            assertEquals("batch_cancelled", line.at("/error/code").asText());
        }
        assertEquals(409, client.post("/batches/" + id + "/cancel", "").status());
    }

    @Test
    void aBatchCancelledBeforeItRanHasNoOutputFile() throws Exception {
        var id = client.batch(Client.openAiLines(3));
        client.post("/batches/" + id + "/cancel", "");
        clock.pass(Duration.ofMinutes(1));
        var batch = client.get("/batches/" + id).json();
        assertEquals("cancelled", batch.path("status").asText());
        assertTrue(batch.path("output_file_id").isNull());
        assertTrue(batch.path("in_progress_at").isNull());
        assertEquals(
                3,
                client.lines("/files/" + batch.path("error_file_id").asText() + "/content")
                        .size());
    }

    @Test
    void aBatchThatTakesTooLongExpiresWithWhatItHas() throws Exception {
        server.close();
        var slow = OPTIONS.expiringAfter(Duration.ofSeconds(55));
        server = SandboxServer.start(directory, 0, slow, clock);
        client = Client.openAi(server);
        var id = client.batch(Client.openAiLines(10));
        clock.pass(Duration.ofSeconds(55));
        var batch = client.get("/batches/" + id).json();
        assertEquals("expired", batch.path("status").asText());
        var rest = client.lines("/files/" + batch.path("error_file_id").asText() + "/content");
        assertEquals(5, rest.size());
        assertEquals(
                "batch_expired",
                rest.values().iterator().next().at("/error/code").asText());
    }

    @Test
    void listsArePagedNewestFirst() throws Exception {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            clock.pass(Duration.ofSeconds(1));
            ids.add(0, client.batch(Client.openAiLines(1)));
        }
        var seen = new ArrayList<String>();
        var more = true;
        for (var after = ""; more; after = "&after=" + seen.get(seen.size() - 1)) {
            var page = client.get("/batches?limit=2" + after).json();
            assertTrue(page.path("data").size() <= 2);
            page.path("data").forEach(it -> seen.add(it.path("id").asText()));
            assertEquals(seen.get(seen.size() - 1), page.path("last_id").asText());
            more = page.path("has_more").asBoolean();
        }
        assertEquals(ids, seen);
        assertEquals(400, client.get("/batches?limit=101").status());
        assertEquals(400, client.get("/batches?after=batch_unheard_of").status());
    }

    @Test
    void aLaterServerOnTheSameDirectoryContinuesTheSameBatches() throws Exception {
        var id = client.batch(Client.openAiLines(10));
        clock.pass(Duration.ofSeconds(60));
        server.close();
        // other options do not change what was begun
        var other = SandboxOptions.defaults().withSeed(99).withErrorRate(1);
        server = SandboxServer.start(directory, 0, other, clock);
        client = Client.openAi(server);
        assertEquals(
                "in_progress",
                client.get("/batches/" + id).json().path("status").asText());
        clock.pass(Duration.ofSeconds(60));
        var batch = client.get("/batches/" + id).json();
        assertEquals(10, batch.at("/request_counts/completed").asInt());
        assertEquals(
                10,
                client.lines("/files/" + batch.path("output_file_id").asText() + "/content")
                        .size());
    }

    @Test
    void twoServersOnOneDirectoryShowTheSameBatches() throws Exception {
        try (var second = SandboxServer.start(directory, 0, OPTIONS, clock)) {
            assertNotEquals(server.port(), second.port());
            var id = client.batch(Client.openAiLines(10));
            var other = Client.openAi(second);
            clock.pass(Duration.ofSeconds(55));
            other.post("/batches/" + id + "/cancel", "");
            assertEquals(
                    "cancelling",
                    client.get("/batches/" + id).json().path("status").asText());
            clock.pass(Duration.ofMinutes(2));
            assertEquals(
                    client.get("/batches/" + id).text(),
                    other.get("/batches/" + id).text());
        }
    }

    @Test
    void theSameLinesHaveTheSameAnswersInAnotherBatchAndPlace(@TempDir Path elsewhere) throws Exception {
        var id = client.batch(Client.openAiLines(10));
        try (var second = SandboxServer.start(elsewhere, 0, OPTIONS, clock)) {
            var other = Client.openAi(second);
            var otherId = other.batch(Client.openAiLines(10));
            clock.pass(Duration.ofMinutes(3));
            var one = client.get("/batches/" + id).json().path("output_file_id").asText();
            var two = other.get("/batches/" + otherId)
                    .json()
                    .path("output_file_id")
                    .asText();
            assertNotEquals(one, two);
            assertEquals(
                    client.get("/files/" + one + "/content").text(),
                    other.get("/files/" + two + "/content").text());
        }
    }

    @Test
    void creatingTwiceMakesTwoBatchesAsTheRealOneDoes() throws Exception {
        var file = client.upload("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var one =
                client.post("/batches", Client.creation(file)).json().path("id").asText();
        var two =
                client.post("/batches", Client.creation(file)).json().path("id").asText();
        assertNotEquals(one, two);
        assertEquals(2, client.get("/batches").json().path("data").size());
    }

    @Test
    void filesAreListedReadBackAndDeleted() throws Exception {
        var bytes = "{\"a\":\"\u00e4\u2028\"}\r\n--x\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var id = client.upload(bytes);
        assertEquals(
                bytes.length, client.get("/files/" + id).json().path("bytes").asInt());
        assertEquals(
                List.of("rows.jsonl"),
                client.get("/files?purpose=batch").json().path("data").findValuesAsText("filename"));
        assertEquals(
                new String(bytes, java.nio.charset.StandardCharsets.UTF_8),
                client.get("/files/" + id + "/content").text());
        assertTrue(client.delete("/files/" + id).json().path("deleted").asBoolean());
        assertEquals(404, client.get("/files/" + id).status());
        assertEquals(0, client.get("/files").json().path("data").size());
    }

    @Test
    void resultFilesAreNotThereBeforeTheBatchHasEnded() throws Exception {
        var id = client.batch(Client.openAiLines(3));
        var record =
                new Batches(new Disk(directory.resolve("batches"))).find(id).orElseThrow();
        assertEquals(
                404, client.get("/files/" + record.outputFile() + "/content").status());
        clock.pass(Duration.ofMinutes(3));
        assertEquals(
                200, client.get("/files/" + record.outputFile() + "/content").status());
        assertEquals(
                404, client.get("/files/" + record.errorFile() + "/content").status());
        assertFalse(
                client.get("/files?purpose=batch_output").json().path("data").isEmpty());
    }
}
