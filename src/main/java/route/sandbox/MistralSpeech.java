package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Mistral's answers, result lines and errors: OpenAI's, but for a few places (OpenAPI document of 2026-08). */
final class MistralSpeech implements Speech {
    private static final List<String> ROLES = List.of("system", "user", "assistant", "tool");

    @Override
    public JsonNode request(JsonNode line) {
        return line.path("body");
    }

    @Override
    public Optional<Refusal> fault(JsonNode request, String version) {
        return malformed(request).map(it -> new Refusal(422, "", "", "", it));
    }

    /** What is wrong with the form of a request; empty where nothing is. */
    static Optional<String> malformed(JsonNode body) {
        if (!body.path("messages").isArray() && !body.has("input")) return Optional.of("messages: Field required");
        for (var message : body.path("messages")) {
            if (!ROLES.contains(message.path("role").asText())) {
                return Optional.of("messages.role: Input should be one of " + ROLES);
            }
        }
        if (body.path("max_tokens").asInt(0) < 0) return Optional.of("max_tokens: should be at least 0");
        var heat = body.path("temperature").asDouble(0);
        if (heat < 0 || heat > 1.5) return Optional.of("temperature: should be from 0 to 1.5");
        if (body.path("top_p").asDouble(1) > 1) return Optional.of("top_p: Input should be less than or equal to 1");
        for (var foreign : List.of("max_completion_tokens", "seed")) {
            if (body.has(foreign)) return Optional.of(foreign + ": Extra inputs are not permitted");
        }
        return Optional.empty();
    }

    @Override
    public Question question(JsonNode request, String endpoint) {
        var asked = OpenAiQuestions.read(request, endpoint);
        var effort = request.path("reasoning_effort").asText("none");
        return new Question(
                asked.model(),
                asked.system(),
                asked.text(),
                asked.cap(),
                asked.shape(),
                asked.schema(),
                asked.tool(),
                asked.inputTokens(),
                asked.caches(),
                asked.model().startsWith("magistral") || !effort.equals("none"));
    }

    @Override
    public Refusal busy(Digest digest) {
        return digest.dice(2, 1) == 0
                ? new Refusal(500, "internal_server_error", "1000", "", "Internal server error (simulated)")
                : new Refusal(429, "rate_limited", "1300", "", "Rate limit exceeded (simulated)");
    }

    @Override
    public Refusal unfit(String message) {
        return new Refusal(400, "invalid_request_message_content", "3310", "", message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        var body = OpenAiBodies.of(answer, slip);
        var message = body.at("/choices/0/message");
        if (message instanceof ObjectNode said) {
            said.remove("refusal");
            if (answer.stop() == Answer.Stop.REFUSED) said.put("content", answer.text());
            else if (answer.reasoning() > 0 && !said.path("content").isNull()) addThought(said, answer);
        }
        return body;
    }

    /** A model that reasons answers in blocks. */
    private static void addThought(ObjectNode message, Answer answer) {
        var blocks = message.putArray("content");
        var thought = blocks.addObject().put("type", "thinking").putArray("thinking");
        thought.addObject().put("type", "text").put("text", "[simulated] a thought");
        blocks.addObject().put("type", "text").put("text", answer.text());
    }

    @Override
    public JsonNode answered(Answer answer, Slip slip) {
        var line = line(slip);
        line.putObject("response").put("status_code", 200).set("body", answer(answer, slip));
        return line.putNull("error");
    }

    /** The error stands in its line as a text. */
    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        var line = line(slip);
        line.putObject("response")
                .put("status_code", refusal.status())
                .put("body", new String(Json.bytes(error(refusal)), StandardCharsets.US_ASCII));
        return line.putNull("error");
    }

    /** Never shown: the error file of a job that stopped short is not given. */
    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        return line(slip).putNull("response").putNull("error");
    }

    private static ObjectNode line(Slip slip) {
        return Json.object().put("id", slip.id("batch-")).put("custom_id", slip.customId());
    }

    static ObjectNode error(Refusal refusal) {
        var body = Json.object();
        if (refusal.status() == 422) {
            var detail = body.putArray("detail").addObject().put("type", "value_error");
            var place = detail.putArray("loc").add("body");
            if (!refusal.param().isEmpty()) place.add(refusal.param());
            detail.put("msg", refusal.message());
            return body;
        }
        if (refusal.type().isEmpty()) return body.put("detail", refusal.message());
        return body.put("object", "error")
                .put("message", refusal.message())
                .put("type", refusal.type())
                .putNull("param")
                .put("code", refusal.code())
                .put("raw_status_code", refusal.status());
    }
}
