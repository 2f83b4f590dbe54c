package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/** OpenRouter's results (API reference, 2026-09): OpenAI's lines, with what each answer cost in dollars. */
final class OpenRouterSpeech implements Speech {
    // What openai/gpt-6-luna costs in real time, in dollars for 10^8 tokens; a batch costs half (2026-11).
    private static final String PRICED = "openai/gpt-6-luna";
    private static final int INPUT = 10;
    private static final int CACHED = 1;
    private static final int OUTPUT = 50;

    private final OpenAiSpeech chat = new OpenAiSpeech();

    @Override
    public JsonNode request(JsonNode line) {
        return line.path("body");
    }

    @Override
    public Optional<Refusal> fault(JsonNode request, String version) {
        return chat.fault(request, version);
    }

    @Override
    public Question question(JsonNode request, String endpoint) {
        return chat.question(request, endpoint);
    }

    @Override
    public Refusal busy(Digest digest) {
        return new Refusal(502, "", "502", "", "Provider returned error (simulated)");
    }

    @Override
    public Refusal unfit(String message) {
        return new Refusal(400, "", "400", "", message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        var body = OpenAiBodies.of(answer, slip);
        if (slip.model().equals(PRICED)) {
            ((ObjectNode) body.get("usage")).put("cost", dollars(answer, slip.batch()));
        }
        return body;
    }

    private static BigDecimal dollars(Answer answer, boolean batch) {
        var fresh = answer.input() - answer.cached();
        var whole = (long) fresh * INPUT + (long) answer.cached() * CACHED + (long) answer.output() * OUTPUT;
        return BigDecimal.valueOf(batch ? whole * 5 : whole * 10, 9);
    }

    @Override
    public JsonNode answered(Answer answer, Slip slip) {
        return response(slip, 200, answer(answer, slip));
    }

    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        return response(slip, refusal.status(), error(refusal));
    }

    /** {@inheritDoc} Not seen by anybody: a batch that stopped short shows no results. */
    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        return chat.unserved(expired, slip);
    }

    private static ObjectNode response(Slip slip, int status, JsonNode body) {
        var line = Json.object().put("id", slip.id("batch_req_")).put("custom_id", slip.customId());
        line.putObject("response").put("status_code", status).set("body", body);
        return line.putNull("error");
    }

    static ObjectNode error(Refusal refusal) {
        var body = Json.object();
        body.putObject("error").put("code", refusal.status()).put("message", refusal.message());
        return body;
    }
}
