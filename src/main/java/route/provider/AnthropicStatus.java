package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

/** Reads Anthropic's batch object (API reference, 2026-11). */
final class AnthropicStatus {

    private AnthropicStatus() {}

    static RemoteStatus of(String remoteId, Reply reply) {
        var batch = Anthropic.body(reply);
        var word = Json.string(batch.path("processing_status"));
        var phase = phase(word);
        return new RemoteStatus(
                remoteId,
                phase,
                ProviderWords.plain(word),
                total(batch) - count(batch, "processing"),
                total(batch),
                "",
                0,
                // One file holds all outcomes, and it goes by the batch's id.
                phase == Phase.ENDED ? List.of(remoteId) : List.of(),
                instant(batch.path("expires_at")),
                RetryAfter.seconds(reply));
    }

    // There is no failure of a whole batch: requests are checked one by one as they are worked on.
    private static Phase phase(String word) {
        return switch (word) {
            case "in_progress" -> Phase.RUNNING;
            case "canceling" -> Phase.CANCELLING;
            case "ended" -> Phase.ENDED;
            default -> Phase.UNKNOWN;
        };
    }

    /** How many requests the batch holds: the five counters always add up to it, from its creation on. */
    static long total(JsonNode batch) {
        return Stream.of("processing", "succeeded", "errored", "canceled", "expired")
                .mapToLong(it -> count(batch, it))
                .sum();
    }

    private static long count(JsonNode batch, String counter) {
        return Json.count(batch.path("request_counts").path(counter));
    }

    static Optional<Instant> instant(JsonNode date) {
        try {
            return Optional.of(OffsetDateTime.parse(Json.string(date)).toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
