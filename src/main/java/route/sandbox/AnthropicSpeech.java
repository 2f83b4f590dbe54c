package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Anthropic's requests, messages, result lines and errors (Claude batch guide and Messages reference, 2026-11). */
final class AnthropicSpeech implements Speech {
    private static final Pattern LARGE = Pattern.compile(".*(?:opus|fable).*");

    @Override
    public JsonNode request(JsonNode line) {
        return line.path("params");
    }

    @Override
    public Optional<Refusal> fault(JsonNode request, String version) {
        return AnthropicRules.fault(request, version);
    }

    @Override
    public Question question(JsonNode request, String endpoint) {
        var system = new StringBuilder(Said.text(request.path("system")));
        var text = new StringBuilder();
        var tokens = 3;
        for (var turn : request.path("messages")) {
            var isSystem = turn.path("role").asText().equals("system");
            (isSystem ? system : text).append(Said.in(turn)).append('\n');
            tokens += TokenGuess.PER_MESSAGE;
        }
        var told = system.toString();
        var asked = text.toString();
        tokens += TokenGuess.of(told) + TokenGuess.of(asked);
        var tool = tool(request);
        var format = request.path("output_config").path("format");
        var prose = format.isMissingNode() ? Question.Shape.PROSE : Question.Shape.JSON;
        return new Question(
                request.path("model").asText(),
                told.strip(),
                asked.strip(),
                request.path("max_tokens").asInt(0),
                tool.isMissingNode() ? prose : Question.Shape.TOOL_CALL,
                tool.isMissingNode() ? format.path("schema") : tool.path("input_schema"),
                tool.path("name").asText(""),
                tokens
                        + (tool.isMissingNode()
                                ? 0
                                : TokenGuess.of(request.get("tools").toString())),
                request.has("cache_control")
                        || request.path("system").toString().contains("\"cache_control\""),
                thinks(request));
    }

    /** Large models think without being asked, unless told not to. */
    private static boolean thinks(JsonNode request) {
        var thinking = request.path("thinking").path("type").asText("");
        if (!thinking.isEmpty()) return !thinking.equals("disabled");
        return LARGE.matcher(request.path("model").asText()).matches();
    }

    /** The first tool, where one may be called and none has just answered. */
    private static JsonNode tool(JsonNode request) {
        var messages = request.path("messages");
        var last = messages.path(messages.size() - 1).path("content");
        var answered = last.isArray() && last.path(0).path("type").asText().equals("tool_result");
        var none = request.path("tool_choice").path("type").asText().equals("none");
        return answered || none
                ? MissingNode.getInstance()
                : request.path("tools").path(0);
    }

    @Override
    public Refusal busy(Digest digest) {
        return digest.dice(2, 1) == 0
                ? new Refusal(529, "overloaded_error", "", "", "Overloaded (simulated)")
                : new Refusal(500, "api_error", "", "", "Internal server error (simulated)");
    }

    @Override
    public Refusal unfit(String message) {
        return Refusal.invalid("messages: " + message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        var message = Json.object()
                .put("id", slip.id("msg_01"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", slip.model());
        addContent(message.putArray("content"), answer, slip);
        message.put(
                "stop_reason",
                switch (answer.stop()) {
                    case DONE -> "end_turn";
                    case CUT -> "max_tokens";
                    case REFUSED -> "refusal";
                    case TOOL -> "tool_use";
                });
        message.putNull("stop_sequence");
        if (answer.stop() == Answer.Stop.REFUSED) {
            message.putObject("stop_details").put("type", "refusal").put("category", "simulated");
        }
        var usage = message.putObject("usage")
                .put("input_tokens", answer.input() - answer.cached())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", answer.cached());
        usage.putObject("cache_creation").put("ephemeral_5m_input_tokens", 0).put("ephemeral_1h_input_tokens", 0);
        usage.put("output_tokens", answer.output());
        usage.putObject("output_tokens_details").put("thinking_tokens", answer.reasoning());
        usage.put("service_tier", slip.batch() ? "batch" : "standard");
        return message;
    }

    private static void addContent(ArrayNode content, Answer answer, Slip slip) {
        if (answer.reasoning() > 0) {
            content.addObject().put("type", "thinking").put("thinking", "").put("signature", slip.id("simulated"));
        }
        if (answer.stop() == Answer.Stop.TOOL) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", slip.id("toolu_simulated_"))
                    .put("name", answer.tool())
                    .set("input", parsed(answer.text()));
        } else if (!answer.text().isEmpty() && answer.stop() != Answer.Stop.REFUSED) {
            content.addObject().put("type", "text").put("text", answer.text());
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("arguments of our making are no JSON", e);
        }
    }

    @Override
    public JsonNode answered(Answer answer, Slip slip) {
        return line(slip, Json.object().put("type", "succeeded").set("message", answer(answer, slip)));
    }

    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        return line(slip, Json.object().put("type", "errored").set("error", error(refusal, "")));
    }

    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        return line(slip, Json.object().put("type", expired ? "expired" : "canceled"));
    }

    private static ObjectNode line(Slip slip, JsonNode result) {
        return Json.object().put("custom_id", slip.customId()).set("result", result);
    }

    /** The error body; the request id is null inside result files. */
    static ObjectNode error(Refusal refusal, String requestId) {
        var body = Json.object().put("type", "error");
        body.putObject("error").put("type", refusal.type()).put("message", refusal.message());
        return body.put("request_id", requestId.isEmpty() ? null : requestId);
    }
}
