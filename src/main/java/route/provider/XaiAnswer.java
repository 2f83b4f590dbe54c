package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import route.domain.Outcome;
import route.wire.Reply;

/** Reads xAI's results (captures, 2026-08): always chat completions, and errors that are plain texts. */
final class XaiAnswer {
    private static final int TICK_DECIMALS = 10;
    private static final Pattern CANCELLED = Pattern.compile("(?i)\\W*((batch )?request (was )?)?cancell?ed\\b.*");
    private static final Pattern EXPIRED = Pattern.compile("(?i)\\W*((batch )?request (was |has )?)?expired\\b.*");

    /** What servers say of themselves rather than of a request; the texts are not documented. */
    private static final Pattern PASSING = Pattern.compile("(?i).*(overloaded|unavailable|internal|time[d ]?-?out"
            + "|deadline|rate limit|too many|resource.exhausted|try again|aborted).*");

    private static final Set<Integer> PASSING_STATUS = Set.of(408, 409, 425, 429);

    private XaiAnswer() {}

    static ResultLine read(String line) {
        var tree = Json.read(line);
        if (!tree.isObject()) {
            return new ResultLine(
                    "",
                    new Outcome.Errored(
                            "unreadable_result_line", "the provider's result line is not a JSON object", true));
        }
        return new ResultLine(Json.string(tree.path("batch_request_id")), outcome(tree.path("batch_result")));
    }

    private static Outcome outcome(JsonNode result) {
        var completion = result.at("/response/chat_get_completion");
        if (completion.isObject()) return answer(completion);
        var error = result.path("error");
        if (error.isObject()) return told(error);
        var said = ProviderWords.plain(Json.string(error));
        if (CANCELLED.matcher(said).matches()) return new Outcome.Unserved(Outcome.Reason.CANCELLED);
        if (EXPIRED.matcher(said).matches()) return new Outcome.Unserved(Outcome.Reason.EXPIRED);
        // An answer of another kind may have been billed, so nothing is tried again unasked.
        return said.isEmpty()
                ? new Outcome.Errored("unknown_result", "neither a chat completion nor an error", false)
                : new Outcome.Errored("error", said, PASSING.matcher(said).matches());
    }

    private static Outcome answer(JsonNode completion) {
        var usage = completion.path("usage");
        return ChatUsage.counted(
                OpenAiAnswer.answer(completion),
                ChatUsage.of(usage, true),
                ChatUsage.money(usage.path("cost_in_usd_ticks"), TICK_DECIMALS));
    }

    // An error as line() writes it, or as the provider may write it some day.
    private static Outcome told(JsonNode error) {
        var status = error.path("status").asInt(0);
        var code = ProviderWords.plain(Json.string(error.path("code")));
        var said = ProviderWords.plain(Json.string(error.path("message")));
        var passing = PASSING_STATUS.contains(status)
                || status >= 500
                || status == 0 && PASSING.matcher(code + " " + said).matches();
        return new Outcome.Errored(
                status == 0 ? code.isEmpty() ? "error" : code.toLowerCase(Locale.ROOT) : "http_" + status,
                said.isEmpty() ? "no reason given" : said,
                passing);
    }

    /** An answer in real time as a line of results; a refusal keeps its status, which its text does not tell. */
    static String line(String customId, Reply reply) {
        var line = Json.object().put("batch_request_id", customId);
        var result = line.putObject("batch_result");
        var body = Json.read(reply.body());
        if (reply.isOk() && body.isObject()) {
            result.putObject("response").set("chat_get_completion", body);
        } else {
            var refusal = Refusal.plain(reply, Trouble.Asked.ANYTHING_ELSE);
            result.putObject("error")
                    // What is no JSON came from somewhere in between, and passes.
                    .put("status", reply.isOk() ? 503 : reply.status())
                    .put("code", refusal.code())
                    .put("message", refusal.message());
        }
        return Json.write(line);
    }
}
