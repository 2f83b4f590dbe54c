package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

/** Reads a batch inference job and its result lines (API reference, 2026; the inside of a line is unverified). */
final class FireworksStatus {

    private FireworksStatus() {}

    static RemoteStatus read(String remoteId, JsonNode job, Reply reply) {
        var word = Json.string(job.path("state"));
        var progress = job.path("jobProgress");
        var done = Json.count(progress.path("totalProcessedRequests"));
        var phase = phase(word, done);
        return new RemoteStatus(
                remoteId,
                phase,
                ProviderWords.plain(word),
                done,
                Json.count(progress.path("totalInputRequests")),
                phase == Phase.REJECTED ? problem(job) : "",
                0,
                phase == Phase.ENDED ? results(job) : List.of(),
                Optional.empty(),
                RetryAfter.seconds(reply));
    }

    // A job that failed half-way has results, and they are billed; one that failed before was turned down.
    private static Phase phase(String word, long done) {
        return switch (word) {
            case "JOB_STATE_CREATING", "JOB_STATE_VALIDATING", "JOB_STATE_PENDING", "JOB_STATE_PAUSED" -> Phase.WAITING;
            case "JOB_STATE_RUNNING", "JOB_STATE_WRITING_RESULTS", "JOB_STATE_RE_QUEUEING" -> Phase.RUNNING;
            case "JOB_STATE_CANCELLING" -> Phase.CANCELLING;
            case "JOB_STATE_COMPLETED", "JOB_STATE_CANCELLED", "JOB_STATE_EXPIRED", "JOB_STATE_EARLY_STOPPED" ->
                Phase.ENDED;
            case "JOB_STATE_FAILED" -> done > 0 ? Phase.ENDED : Phase.REJECTED;
            default -> Phase.UNKNOWN;
        };
    }

    private static String problem(JsonNode job) {
        var said = ProviderWords.plain(Json.string(job.at("/status/message")));
        return said.isEmpty() ? "no reason given" : said;
    }

    private static List<String> results(JsonNode job) {
        var id = Fireworks.last(Json.string(job.path("outputDatasetId")));
        return id.isBlank() ? List.of() : List.of(id);
    }

    /** A result line, whose response may be the answer itself or wrapped as in OpenAI's files, or a text of either. */
    static ResultLine line(String line) {
        var tree = Json.read(line);
        var response = tree.path("response");
        if (response.isTextual()) response = Json.read(response.asText());
        if (!tree.isObject() || !response.isObject() || response.has("status_code")) return OpenAiAnswer.read(line);
        var wrapped = Json.object().put("custom_id", Json.string(tree.path("custom_id")));
        var body = response.has("body") ? response.path("body") : response;
        wrapped.putObject("response").put("status_code", 200).set("body", body);
        return OpenAiAnswer.read(Json.write(wrapped));
    }
}
