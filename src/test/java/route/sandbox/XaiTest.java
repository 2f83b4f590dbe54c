package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that are filled call by call, as xAI has them. */
final class XaiTest {

    @TempDir
    Path directory;

    private final Clock clock = new Clock();

    private SandboxServer start() {
        var options =
                SandboxOptions.defaults().withErrorRate(0).taking(Duration.ofSeconds(10), Duration.ofSeconds(100));
        return SandboxServer.start(directory, 0, options, clock);
    }

    private static Client client(SandboxServer server) {
        return Client.at(server.baseUrl("xai")).with("Authorization", "Bearer any");
    }

    private static String row(int number, String text) {
        return "{\"batch_request_id\":\"r-" + number
                + "\",\"batch_request\":{\"chat_get_completion\":{\"model\":\"grok-4.7\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}}}";
    }

    private static int add(Client client, String batch, String... rows) throws Exception {
        return client.post(batch + "/requests", "{\"batch_requests\":[" + String.join(",", rows) + "]}")
                .status();
    }

    private static JsonNode state(Client client, String batch) throws Exception {
        return client.get(batch).json().path("state");
    }

    @Test
    void aRowIsTakenOnceHoweverOftenItIsSentAlsoByAServerStartedLater() throws Exception {
        String batch;
        try (var server = start()) {
            var client = client(server);
            var made = client.post("/batches", "{\"name\":\"n\"}").json();
            batch = "/batches/" + made.path("batch_id").asText();
            assertEquals(0, state(client, batch).path("num_requests").asInt());
            assertEquals(200, add(client, batch, row(1, "one"), row(2, "two")));
            assertEquals(200, add(client, batch, row(2, "two"), row(3, "three")));
            assertEquals(3, state(client, batch).path("num_requests").asInt());
        }
        try (var server = start()) {
            var client = client(server);
            assertEquals(200, add(client, batch, row(1, "one"), row(4, "four")));
            assertEquals(412, add(client, batch, row(5, "five"), row(1, "another")), "all of a call or nothing");
            assertEquals(4, state(client, batch).path("num_requests").asInt());
            clock.pass(Duration.ofSeconds(200));
            assertEquals(0, state(client, batch).path("num_pending").asInt());
            assertEquals(4, server.books().billed());

            var ids = new HashSet<String>();
            var token = "";
            for (var pages = 1; ; pages++) {
                var page = client.get(batch + "/results?limit=3" + token).json();
                page.path("results")
                        .forEach(it -> ids.add(it.path("batch_request_id").asText()));
                assertTrue(pages <= 2);
                if (page.path("pagination_token").isNull()) break;
                token = "&pagination_token=" + page.path("pagination_token").asText();
            }
            assertEquals(4, ids.size());
        }
    }

    @Test
    void aCancelledBatchTakesNoMoreAndAWrongKeyIs400() throws Exception {
        try (var server = start()) {
            var client = client(server);
            var made = client.post("/batches", "{\"name\":\"n\"}").json();
            var batch = "/batches/" + made.path("batch_id").asText();
            assertEquals(200, add(client, batch, row(1, "one")));
            assertEquals(200, client.post(batch + ":cancel", "").status());
            assertEquals(403, add(client, batch, row(2, "two")));
            assertEquals(
                    400,
                    client.with("Authorization", "Bearer wrong").get("/models").status());
        }
    }
}
