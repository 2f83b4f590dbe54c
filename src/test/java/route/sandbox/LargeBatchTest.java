package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LargeBatchTest {
    private static final int ROWS = 50_000;

    @TempDir
    Path directory;

    @Test
    void fiftyThousandRowsGoThroughInSeconds() throws Exception {
        var clock = new Clock();
        var form = directory.resolve("form");
        write(form);
        try (var server = SandboxServer.start(directory.resolve("state"), 0, SandboxOptions.defaults(), clock)) {
            var client = Client.openAi(server);
            var upload = client.send(client.request("/files")
                    .header("Content-Type", "multipart/form-data; boundary=x1")
                    .POST(BodyPublishers.ofFile(form)));
            var id = client.post(
                            "/batches", Client.creation(upload.json().path("id").asText()))
                    .json()
                    .path("id")
                    .asText();
            clock.pass(Duration.ofMinutes(1));
            var batch = client.get("/batches/" + id).json();
            while (batch.path("status").asText().equals("validating"))
                batch = client.get("/batches/" + id).json();
            assertEquals(ROWS, batch.at("/request_counts/total").asInt());
            var answered = batch.at("/request_counts/completed").asInt();
            assertTrue(answered > ROWS * 98 / 100 && answered < ROWS, "about one in a hundred fails: " + answered);
            var results = directory.resolve("results");
            var request =
                    client.request("/files/" + batch.path("output_file_id").asText() + "/content");
            HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofFile(results));
            try (var lines = Files.lines(results, StandardCharsets.UTF_8)) {
                assertEquals(answered, lines.count());
            }
        }
    }

    private static void write(Path form) throws IOException {
        try (var out = Files.newBufferedWriter(form, StandardCharsets.UTF_8)) {
            out.write("--x1\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--x1\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"rows.jsonl\"\r\n\r\n");
            for (var i = 0; i < ROWS; i++) out.write(Client.openAiLine("r-" + i, "Ticket number " + i) + "\n");
            out.write("\r\n--x1--\r\n");
        }
    }
}
