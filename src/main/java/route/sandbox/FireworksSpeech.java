package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Fireworks' result lines: OpenAI's answers without their wrapping, and errors beside them. */
final class FireworksSpeech implements Speech {
    private final OpenAiSpeech chat = new OpenAiSpeech();

    @Override
    public JsonNode request(JsonNode line) {
        return chat.request(line);
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
        return chat.busy(digest);
    }

    @Override
    public Refusal unfit(String message) {
        return chat.unfit(message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        return chat.answer(answer, slip);
    }

    @Override
    public JsonNode answered(Answer answer, Slip slip) {
        var line = Json.object().put("custom_id", slip.customId());
        return line.set("response", answer(answer, slip));
    }

    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        var line = Json.object().put("custom_id", slip.customId());
        line.putObject("error").put("code", Integer.toString(refusal.status())).put("message", refusal.message());
        return line;
    }

    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        return chat.unserved(expired, slip);
    }
}
