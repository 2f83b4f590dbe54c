package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

/** Reads OpenRouter's batch object (API reference and probes, 2026-09 and 2026-10). */
final class OpenRouterBatch {

    private OpenRouterBatch() {}

    static RemoteStatus status(String remoteId, JsonNode batch, Reply reply) {
        var word = Json.string(batch.path("status"));
        var counts = batch.path("request_counts");
        return new RemoteStatus(
                remoteId,
                phase(word, batch),
                ProviderWords.plain(word),
                Json.count(counts.path("completed")) + Json.count(counts.path("failed")),
                Json.count(counts.path("total")),
                word.equals("failed") ? problem(batch) : "",
                0,
                hasResults(batch) ? List.of(remoteId) : List.of(),
                instant(batch.path("expires_at")),
                RetryAfter.seconds(reply));
    }

    private static Phase phase(String word, JsonNode batch) {
        return switch (word) {
            case "validating" -> Phase.WAITING;
            case "in_progress", "finalizing" -> Phase.RUNNING;
            case "cancelling" -> Phase.CANCELLING;
            case "completed", "expired", "cancelled" -> Phase.ENDED;
            // One request that is not admitted fails all of them before any is worked on.
            case "failed" -> neverRan(batch) ? Phase.REJECTED : Phase.ENDED;
            default -> Phase.UNKNOWN;
        };
    }

    static boolean neverRan(JsonNode batch) {
        return Json.string(batch.path("status")).equals("failed")
                && Json.count(batch.at("/request_counts/completed")) == 0;
    }

    /** Results are there for a completed batch only, whatever else has ended. */
    static boolean hasResults(JsonNode batch) {
        return Json.string(batch.path("status")).equals("completed");
    }

    // Where the reason of a failure stands is not documented: in all the places that others use.
    private static String problem(JsonNode batch) {
        var errors = batch.at("/errors/data").isArray() ? batch.at("/errors/data") : batch.path("errors");
        var error = errors.path(0).isObject() ? errors.path(0) : batch.path("error");
        var said = Stream.of(error.path("code"), error.path("message"), error, errors.path(0), errors)
                .map(Json::string)
                .filter(it -> !it.isBlank())
                .toList();
        return ProviderWords.plain(said.isEmpty() ? "no reason given" : String.join(": ", said));
    }

    /** A time in seconds since 1970, or written out. */
    static Optional<Instant> instant(JsonNode time) {
        return time.isNumber() && time.asLong() > 0
                ? Optional.of(Instant.ofEpochSecond(time.asLong()))
                : AnthropicStatus.instant(time);
    }
}
