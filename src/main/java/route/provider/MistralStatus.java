package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

/** Reads Mistral's batch job (OpenAPI document of 2026-08, captures of 2026-09). */
final class MistralStatus {

    private MistralStatus() {}

    static RemoteStatus of(String remoteId, Reply reply) {
        var job = Mistral.body(reply);
        var word = Json.string(job.path("status"));
        var phase = phase(word, job);
        return new RemoteStatus(
                remoteId,
                phase,
                ProviderWords.plain(word),
                done(job),
                Json.count(job.path("total_requests")),
                phase == Phase.REJECTED ? problem(job) : "",
                0,
                files(job),
                expiry(job),
                RetryAfter.seconds(reply));
    }

    private static Phase phase(String word, JsonNode job) {
        return switch (word) {
            case "QUEUED" -> Phase.WAITING;
            case "RUNNING" -> Phase.RUNNING;
            case "CANCELLATION_REQUESTED" -> Phase.CANCELLING;
            case "SUCCESS", "TIMEOUT_EXCEEDED", "CANCELLED" -> Phase.ENDED;
            // Whether a failed job keeps what it had done is not documented: where anything was done it has ended, and
            // rows without a result are not bought again unasked.
            case "FAILED" -> done(job) > 0 || !files(job).isEmpty() ? Phase.ENDED : Phase.REJECTED;
            default -> Phase.UNKNOWN;
        };
    }

    // completed_requests is the sum of the other two; the larger is told where the counters lag behind each other.
    private static long done(JsonNode job) {
        var parts = Json.count(job.path("succeeded_requests")) + Json.count(job.path("failed_requests"));
        return Math.max(parts, Json.count(job.path("completed_requests")));
    }

    /** The messages are summed up there, without code or line. */
    private static String problem(JsonNode job) {
        var said = ProviderWords.plain(Json.string(job.at("/errors/0/message")));
        return said.isEmpty() ? "no reason given" : said;
    }

    // Either is null where its file would be empty.
    private static List<String> files(JsonNode job) {
        return Stream.of("output_file", "error_file")
                .map(it -> Json.string(job.path(it)))
                .filter(it -> !it.isBlank())
                .toList();
    }

    /** The job does not say; but it runs for as long as it was given at its creation, and no longer. */
    private static Optional<Instant> expiry(JsonNode job) {
        var created = Json.count(job.path("created_at"));
        return created == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(created).plus(Duration.ofHours(Mistral.HOURS)));
    }
}
