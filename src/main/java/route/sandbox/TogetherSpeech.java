package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Together's result lines and errors (client library 0.52 and captures, 2026-09): OpenAI's, but for failed rows. */
final class TogetherSpeech implements Speech {
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
        return new Refusal(503, "server_error", "server_error", "", "The server is overloaded. (simulated)");
    }

    @Override
    public Refusal unfit(String message) {
        return new Refusal(400, "invalid_request_error", "batch_client_error", "messages", message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        var body = OpenAiBodies.of(answer, slip);
        ((ObjectNode) body.get("usage")).put("reasoning_tokens", answer.reasoning());
        return body;
    }

    @Override
    public JsonNode answered(Answer answer, Slip slip) {
        var line = line(slip);
        line.putObject("response").put("status_code", 200).set("body", answer(answer, slip));
        return line;
    }

    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        var line = line(slip);
        line.putObject("error").put("code", refusal.code()).put("message", refusal.message());
        return line;
    }

    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        var line = line(slip);
        line.putObject("error")
                .put("code", expired ? "batch_expired" : "batch_cancelled")
                .put("message", "This request was not executed.");
        return line;
    }

    private static ObjectNode line(Slip slip) {
        return Json.object().put("id", slip.id("br_")).put("custom_id", slip.customId());
    }
}
