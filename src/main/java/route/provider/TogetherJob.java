package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

/** Reads Together's batch jobs and the lines of their files (client library 0.52 and captures, 2026-09). */
final class TogetherJob {

    private TogetherJob() {}

    /** A job in its wrapper, as creation shows it, or bare, as everything else does. */
    static JsonNode unwrapped(JsonNode answer) {
        return answer.path("job").isObject() ? answer.path("job") : answer;
    }

    static RemoteStatus status(String remoteId, Reply reply) {
        var answer = Json.read(reply.body());
        if (!answer.isObject()) {
            throw new CallException.Busy("the answer is not a JSON object; base_url may be wrong", 0, null);
        }
        var job = unwrapped(answer);
        var word = Json.string(job.path("status"));
        var phase = phase(word, job);
        return new RemoteStatus(
                remoteId,
                phase,
                ProviderWords.plain(word),
                // No requests are counted here, only a share of the whole is told.
                0,
                0,
                word.equals("FAILED") ? problem(job) : "",
                0,
                files(job),
                AnthropicStatus.instant(job.path("job_deadline")),
                RetryAfter.seconds(reply));
    }

    private static Phase phase(String word, JsonNode job) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "VALIDATING" -> Phase.WAITING;
            case "IN_PROGRESS" -> Phase.RUNNING;
            // Not in the documents, but seen (captures, 2026-09).
            case "CANCELING", "CANCELLING" -> Phase.CANCELLING;
            case "COMPLETED", "EXPIRED", "CANCELLED" -> Phase.ENDED;
            case "FAILED" -> failed(job);
            default -> Phase.UNKNOWN;
        };
    }

    // Only what certainly never ran may be sent again unasked. How a full queue is told is not documented.
    private static Phase failed(JsonNode job) {
        if (!neverRan(job)) return Phase.ENDED;
        return problem(job).toLowerCase(Locale.ROOT).contains("enqueued") ? Phase.QUEUE_FULL : Phase.REJECTED;
    }

    /** Whether the job failed before any request of it was worked on. */
    static boolean neverRan(JsonNode job) {
        return Json.string(job.path("status")).equals("FAILED")
                && files(job).isEmpty()
                && job.path("progress").asDouble(0) <= 0;
    }

    private static String problem(JsonNode job) {
        var error = job.path("error").isObject() ? job.path("error").path("message") : job.path("error");
        var said = ProviderWords.plain(Json.string(error));
        return said.isEmpty() ? "no reason given" : said;
    }

    // Either is absent where its file would be empty.
    private static List<String> files(JsonNode job) {
        return Stream.of("output_file_id", "error_file_id")
                .map(it -> Json.string(job.path(it)))
                .filter(it -> !it.isBlank())
                .toList();
    }

    /** A line of an output or error file, which are OpenAI's but for the count of reasoning tokens. */
    static ResultLine read(String line) {
        return ChatLine.read(line, usage -> ChatUsage.of(usage, false), usage -> Optional.empty());
    }
}
