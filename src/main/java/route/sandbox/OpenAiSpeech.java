package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** OpenAI's result lines and errors (OpenAI batch guide, 2026-09). */
final class OpenAiSpeech implements Speech {

    @Override
    public JsonNode request(JsonNode line) {
        return line.path("body");
    }

    @Override
    public Optional<Refusal> fault(JsonNode request, String version) {
        return OpenAiRules.fault(request);
    }

    @Override
    public Question question(JsonNode request, String endpoint) {
        return OpenAiQuestions.read(request, endpoint);
    }

    @Override
    public Refusal busy(Digest digest) {
        return digest.dice(2, 1) == 0
                ? new Refusal(500, "server_error", "server_error", "", "The server had an error. (simulated)")
                : new Refusal(429, "rate_limit_error", "rate_limit_exceeded", "", "Rate limit reached. (simulated)");
    }

    @Override
    public Refusal unfit(String message) {
        return Refusal.invalid("invalid_value", "messages", message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        return OpenAiBodies.of(answer, slip);
    }

    @Override
    public JsonNode answered(Answer answer, Slip slip) {
        return response(slip, 200, answer(answer, slip));
    }

    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        return response(slip, refusal.status(), error(refusal));
    }

    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        var line = Json.object().put("id", slip.id("batch_req_")).put("custom_id", slip.customId());
        line.putNull("response");
        line.putObject("error")
                .put("code", expired ? "batch_expired" : "batch_cancelled")
                .put(
                        "message",
                        expired
                                ? "This request could not be executed before the completion window expired."
                                : "This request was not executed because the batch was cancelled.");
        return line;
    }

    private static ObjectNode response(Slip slip, int status, JsonNode body) {
        var line = Json.object().put("id", slip.id("batch_req_")).put("custom_id", slip.customId());
        line.putObject("response")
                .put("status_code", status)
                .put("request_id", slip.id("req_"))
                .set("body", body);
        line.putNull("error");
        return line;
    }

    static ObjectNode error(Refusal refusal) {
        var body = Json.object();
        body.putObject("error")
                .put("message", refusal.message())
                .put("type", refusal.type())
                .put("param", refusal.param().isEmpty() ? null : refusal.param())
                .put("code", refusal.code().isEmpty() ? null : refusal.code());
        return body;
    }
}
