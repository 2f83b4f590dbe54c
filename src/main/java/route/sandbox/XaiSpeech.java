package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * xAI's results (captures, 2026-08): chat completions whose output tokens leave out those of reasoning, the exact charge
 * in ticks of a ten-thousand-millionth of a dollar, and errors that are plain texts.
 */
final class XaiSpeech implements Speech {
    // What grok-4.6 and grok-4.7 cost in real time, in ticks a token; a batch costs four fifths of it (2026-11).
    private static final Pattern PRICED = Pattern.compile("grok-4\\.[67]");
    private static final int INPUT_TICKS = 20_000;
    private static final int CACHED_TICKS = 5_000;
    private static final int OUTPUT_TICKS = 60_000;

    private final OpenAiSpeech chat = new OpenAiSpeech();

    @Override
    public JsonNode request(JsonNode line) {
        return line.path("body");
    }

    @Override
    public Optional<Refusal> fault(JsonNode request, String version) {
        return chat.fault(request, version);
    }

    /** {@inheritDoc} All its models think unless they are told not to. */
    @Override
    public Question question(JsonNode request, String endpoint) {
        var it = chat.question(request, endpoint);
        return new Question(
                it.model(),
                it.system(),
                it.text(),
                it.cap(),
                it.shape(),
                it.schema(),
                it.tool(),
                it.inputTokens(),
                it.caches(),
                !request.path("reasoning_effort").asText().equals("none"));
    }

    @Override
    public Refusal busy(Digest digest) {
        return new Refusal(503, "", "unavailable", "", "Service temporarily unavailable, try again. (simulated)");
    }

    @Override
    public Refusal unfit(String message) {
        return new Refusal(400, "", "invalid-argument", "", "Invalid request content: " + message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        var body = OpenAiBodies.of(answer, slip);
        var usage = (ObjectNode) body.get("usage");
        usage.put("completion_tokens", answer.output() - answer.reasoning());
        if (PRICED.matcher(slip.model()).matches()) usage.put("cost_in_usd_ticks", ticks(answer, slip.batch()));
        return body;
    }

    private static long ticks(Answer answer, boolean batch) {
        var fresh = answer.input() - answer.cached();
        var ticks = (long) fresh * INPUT_TICKS
                + (long) answer.cached() * CACHED_TICKS
                + (long) answer.output() * OUTPUT_TICKS;
        return batch ? ticks / 5 * 4 : ticks;
    }

    @Override
    public JsonNode answered(Answer answer, Slip slip) {
        var line = line(slip);
        line.putObject("batch_result").putObject("response").set("chat_get_completion", answer(answer, slip));
        return line;
    }

    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        return failed(slip, refusal.message());
    }

    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        return failed(slip, expired ? "Request expired." : "Request was cancelled.");
    }

    private static JsonNode failed(Slip slip, String message) {
        var line = line(slip);
        line.putObject("batch_result").put("error", message);
        return line;
    }

    private static ObjectNode line(Slip slip) {
        return Json.object().put("batch_request_id", slip.customId());
    }

    static ObjectNode error(Refusal refusal) {
        return Json.object()
                .put("code", refusal.code().isEmpty() ? refusal.type() : refusal.code())
                .put("error", refusal.message());
    }
}
