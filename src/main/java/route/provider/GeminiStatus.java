package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

/** Reads the long-running operation that stands for a batch at Gemini (batch guide and captures, 2026-09). */
final class GeminiStatus {
    // Pending or running for longer than this, a batch expires, and then has no results at all.
    private static final Duration LONGEST = Duration.ofHours(48);
    private static final int RESOURCE_EXHAUSTED = 8;
    // CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE: nothing that halving the batch would mend.
    private static final Set<Integer> PASSING = Set.of(1, 2, 4, 10, 13, 14);

    private final JsonNode operation;
    private final JsonNode batch;

    private GeminiStatus(JsonNode operation) {
        this.operation = operation;
        this.batch = operation.path("metadata");
    }

    static RemoteStatus of(String remoteId, Reply reply) {
        return new GeminiStatus(Gemini.body(reply)).status(remoteId, RetryAfter.seconds(reply));
    }

    private RemoteStatus status(String remoteId, int retryAfter) {
        var phase = phase();
        var rejected = phase == Phase.REJECTED || phase == Phase.QUEUE_FULL;
        return new RemoteStatus(
                remoteId,
                phase,
                ProviderWords.plain(word()),
                done(),
                count("requestCount"),
                rejected ? problem() : "",
                0,
                phase == Phase.ENDED ? resultFiles() : List.of(),
                instant(batch.path("createTime")).map(it -> it.plus(LONGEST)),
                retryAfter);
    }

    private String word() {
        return Json.string(batch.path("state"));
    }

    // The guide prints JOB_STATE_*, the wire says BATCH_STATE_*: both are understood.
    private Phase phase() {
        var isDone = operation.path("done").asBoolean(false);
        return switch (word().replaceFirst("^(?:BATCH|JOB)_STATE_", "")) {
            case "PENDING", "QUEUED" -> Phase.WAITING;
            case "RUNNING", "UPDATING" -> Phase.RUNNING;
            case "CANCELLING" -> Phase.CANCELLING;
            case "SUCCEEDED", "PARTIALLY_SUCCEEDED", "CANCELLED", "EXPIRED" -> Phase.ENDED;
            case "FAILED" -> failed();
            case "UNSPECIFIED", "" -> isDone ? doneAnyhow() : Phase.UNKNOWN;
            default -> Phase.UNKNOWN;
        };
    }

    private Phase doneAnyhow() {
        return operation.path("error").isObject() ? failed() : Phase.ENDED;
    }

    /**
     * Rows of a malformed file are refused at the creation, so a batch that fails later was mostly worked on, or fell to
     * a fault of the provider's. Whether finished rows of such a batch are billed is not documented: where any was worked
     * on it counts as ended, and rows without a result are not bought again unasked.
     */
    private Phase failed() {
        var code = operation.at("/error/code").asInt(0);
        if (done() > 0 || !resultFiles().isEmpty() || PASSING.contains(code)) return Phase.ENDED;
        return code == RESOURCE_EXHAUSTED ? Phase.QUEUE_FULL : Phase.REJECTED;
    }

    private String problem() {
        var said = ProviderWords.plain(Json.string(operation.at("/error/message")));
        return said.isEmpty() ? "no reason given" : said;
    }

    private long done() {
        return count("successfulRequestCount") + count("failedRequestCount");
    }

    private long count(String counter) {
        return Json.count(batch.path("batchStats").path(counter));
    }

    /** The name of the one result file; both places were seen. */
    private List<String> resultFiles() {
        return Stream.of(operation.at("/response/responsesFile"), batch.at("/output/responsesFile"))
                .map(Json::string)
                .filter(it -> !it.isBlank())
                .limit(1)
                .toList();
    }

    static Optional<Instant> instant(JsonNode date) {
        try {
            return Optional.of(OffsetDateTime.parse(Json.string(date)).toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
