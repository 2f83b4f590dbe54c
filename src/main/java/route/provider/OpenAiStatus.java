package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

/**
 * Reads a batch as OpenAI and those who copy it show it (batch guide and captures, 2026-09). Counts, ids and errors may
 * be null or blank.
 */
final class OpenAiStatus {

    private OpenAiStatus() {}

    /** A batch by its id, as the provider shows it in an answer. */
    static RemoteStatus read(String remoteId, JsonNode batch, Reply reply) {
        var word = Json.string(batch.path("status"));
        var counts = batch.path("request_counts");
        var expiry = Json.count(batch.path("expires_at"));
        return new RemoteStatus(
                remoteId,
                phase(word, batch),
                ProviderWords.plain(word),
                Json.count(counts.path("completed")) + Json.count(counts.path("failed")),
                Json.count(counts.path("total")),
                problem(batch),
                problemLine(batch),
                files(batch),
                expiry == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(expiry)),
                RetryAfter.seconds(reply));
    }

    private static Phase phase(String word, JsonNode batch) {
        return switch (word) {
            case "validating" -> Phase.WAITING;
            case "in_progress", "finalizing" -> Phase.RUNNING;
            case "cancelling" -> Phase.CANCELLING;
            case "completed", "expired", "cancelled" -> Phase.ENDED;
            case "failed" ->
                batch.at("/errors/data").findValuesAsText("code").contains("token_limit_exceeded")
                        ? Phase.QUEUE_FULL
                        : Phase.REJECTED;
            default -> Phase.UNKNOWN;
        };
    }

    private static int problemLine(JsonNode batch) {
        return (int) Math.min(Integer.MAX_VALUE, Json.count(batch.at("/errors/data/0/line")));
    }

    // The file check stops at the first bad line.
    private static String problem(JsonNode batch) {
        var errors = batch.at("/errors/data");
        var error = errors.path(0).isObject() ? errors.path(0) : batch.path("error");
        var code = Json.string(error.path("code"));
        var message = Json.string(error.path("message"));
        var line = Json.count(error.path("line"));
        var said = Stream.of(code, message).filter(it -> !it.isBlank()).toList();
        if (said.isEmpty() && !Json.string(batch.path("status")).equals("failed")) return "";
        var text = said.isEmpty() ? "no reason given" : String.join(": ", said);
        return ProviderWords.plain(text) + (line > 0 ? " (line " + line + " of the file)" : "");
    }

    // Either id may be null, absent or blank where its file would be empty.
    private static List<String> files(JsonNode batch) {
        return Stream.of("output_file_id", "error_file_id")
                .map(it -> Json.string(batch.path(it)))
                .filter(it -> !it.isBlank())
                .toList();
    }
}
