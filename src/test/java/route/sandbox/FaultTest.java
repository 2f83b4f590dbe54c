package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;

final class FaultTest {
    @TempDir
    Path directory;

    private final Clock clock = new Clock();

    private SandboxServer start(Fault.Kind kind) {
        var options = SandboxOptions.defaults().withErrorRate(0).withFaults(new Fault(kind, 1));
        return SandboxServer.start(directory, 0, options, clock);
    }

    private String upload(Client client, int rows) throws Exception {
        return client.upload(String.join("\n", Client.openAiLines(rows)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLostAnswerLeavesABatchBehind() throws Exception {
        try (var server = start(Fault.Kind.CREATE_ANSWER_LOST)) {
            var client = Client.openAi(server);
            var file = upload(client, 3);
            assertThrows(IOException.class, () -> client.post("/batches", Client.creation(file)));
            var found = client.get("/batches").json().path("data");
            assertEquals(1, found.size());
            assertEquals(file, found.get(0).path("input_file_id").asText());
            assertEquals(200, client.post("/batches", Client.creation(file)).status(), "the fault is used up");
            clock.pass(Duration.ofMinutes(1));
            assertEquals(6, server.books().billed(), "a double purchase shows");
        }
    }

    @Test
    void aBusyOrBrokenCreationLeavesNothingBehind() throws Exception {
        try (var busy = start(Fault.Kind.CREATE_BUSY);
                var broken = start(Fault.Kind.CREATE_BROKEN)) {
            var reply = Client.openAi(busy).post("/batches", Client.creation("file-1"));
            assertEquals(429, reply.status());
            assertEquals("1", reply.raw().headers().firstValue("retry-after").orElse(""));
            assertEquals(
                    500,
                    Client.anthropic(broken)
                            .post("/v1/messages/batches", Client.anthropicBatch(1))
                            .status());
            assertEquals(0, busy.books().batches().size());
        }
    }

    @Test
    void aFullQueueIsAFailedBatchHereAndA429There() throws Exception {
        try (var server = start(Fault.Kind.QUEUE_FULL);
                var second = start(Fault.Kind.QUEUE_FULL)) {
            var client = Client.openAi(server);
            var id = client.batch(Client.openAiLines(2));
            clock.pass(Duration.ofMinutes(1));
            assertEquals(
                    "token_limit_exceeded",
                    client.get("/batches/" + id)
                            .json()
                            .at("/errors/data/0/code")
                            .asText());
            assertEquals(
                    429,
                    Client.anthropic(second)
                            .post("/v1/messages/batches", Client.anthropicBatch(1))
                            .status());
        }
    }

    @Test
    void aCutDownloadIsSeenAsCut() throws Exception {
        try (var server = start(Fault.Kind.DOWNLOAD_CUT)) {
            var client = Client.anthropic(server);
            var id = client.post("/v1/messages/batches", Client.anthropicBatch(40))
                    .json()
                    .path("id")
                    .asText();
            clock.pass(Duration.ofMinutes(1));
            var results = "/v1/messages/batches/" + id + "/results";
            assertThrows(IOException.class, () -> client.get(results));
            assertEquals(40, client.lines(results).size(), "the second download is whole");
        }
    }

    @Test
    void aRowMayBeMissingFromTheResults() throws Exception {
        try (var server = start(Fault.Kind.ROW_MISSING)) {
            var client = Client.openAi(server);
            var id = client.batch(Client.openAiLines(5));
            clock.pass(Duration.ofMinutes(1));
            var batch = client.get("/batches/" + id).json();
            assertEquals(5, batch.at("/request_counts/completed").asInt());
            assertEquals(
                    4,
                    client.lines("/files/" + batch.path("output_file_id").asText() + "/content")
                            .size());
        }
    }

    @Test
    void theBooksAreServedAsJson() throws Exception {
        try (var server = start(Fault.Kind.ROW_MISSING)) {
            var client = Client.openAi(server);
            var id = client.batch(Client.openAiLines(5));
            clock.pass(Duration.ofMinutes(1));
            var books = client.get("http://127.0.0.1:" + server.port() + "/sandbox/books")
                    .json();
            var batch = books.at("/batches/0");
            assertEquals(id, batch.path("id").asText());
            assertEquals("completed", batch.path("status").asText());
            assertEquals("gpt-6-luna", batch.at("/models/0").asText());
            assertEquals("s1", batch.at("/metadata/route_shard").asText());
            assertEquals(5, batch.path("billed").asInt());
            assertTrue(batch.path("outputTokens").asInt() > 0);
        }
    }

    @Test
    void aTakenPortIsSaidPlainly() {
        try (var server = start(Fault.Kind.ROW_MISSING)) {
            var taken = server.port();
            var error = assertThrows(
                    InputException.class, () -> SandboxServer.start(directory, taken, SandboxOptions.defaults()));
            assertTrue(error.getMessage().contains(String.valueOf(taken)));
        }
    }

    @Test
    void aDamagedRecordIsA500NotAnEndlessWait() throws Exception {
        try (var server = start(Fault.Kind.ROW_MISSING)) {
            java.nio.file.Files.writeString(directory.resolve("batches").resolve("batch_1.json"), "{");
            assertEquals(500, Client.openAi(server).get("/batches/batch_1").status());
        }
    }

    @Test
    void aFolderOfAnotherVersionIsLeftAlone() throws Exception {
        var folder = java.nio.file.Files.createDirectories(directory.resolve("newer"));
        java.nio.file.Files.writeString(folder.resolve("version"), "99\n");
        var refused = org.junit.jupiter.api.Assertions.assertThrows(
                route.domain.InputException.class, () -> SandboxServer.start(folder, 0, SandboxOptions.defaults()));
        assertTrue(refused.getMessage().contains("made by another version"), refused.getMessage());
    }
}
