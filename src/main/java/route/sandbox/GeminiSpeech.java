package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Gemini's requests, answers, result lines and errors (batch guide and API reference v1beta, 2026). */
final class GeminiSpeech implements Speech {

    @Override
    public JsonNode request(JsonNode line) {
        return line.path("request");
    }

    @Override
    public Optional<Refusal> fault(JsonNode request, String version) {
        var fault = malformed(request);
        return fault.isEmpty() ? Optional.empty() : Optional.of(new Refusal(400, "", "", "", fault));
    }

    /** What is wrong with the form of a request; empty where nothing is. */
    static String malformed(JsonNode request) {
        var contents = request.path("contents");
        if (!contents.isArray() || contents.isEmpty()) return "contents is not specified";
        for (var turn : contents) {
            var role = turn.path("role").asText("user");
            if (!role.equals("user") && !role.equals("model")) return "Please use a valid role: user, model.";
            if (turn.path("parts").isEmpty()) return "contents.parts must not be empty.";
        }
        var config = request.path("generationConfig");
        var heat = config.path("temperature").asDouble(0);
        if (heat < 0 || heat > 2) return "temperature must be in the range [0, 2].";
        var cap = config.path("maxOutputTokens");
        return cap.isMissingNode() || cap.asInt(0) > 0 ? "" : "max_output_tokens must be positive.";
    }

    @Override
    public Question question(JsonNode request, String endpoint) {
        var system = Said.text(request.path("systemInstruction").path("parts"));
        var text = new StringBuilder();
        var tokens = 3;
        for (var turn : request.path("contents")) {
            text.append(Said.text(turn.path("parts"))).append('\n');
            tokens += TokenGuess.PER_MESSAGE;
        }
        tokens += TokenGuess.of(system) + TokenGuess.of(text.toString());
        var config = request.path("generationConfig");
        var tool = tool(request);
        var asksJson = config.path("responseMimeType").asText().equals("application/json");
        var prose = asksJson ? Question.Shape.JSON : Question.Shape.PROSE;
        return new Question(
                request.path("model").asText(),
                system.strip(),
                text.toString().strip(),
                config.path("maxOutputTokens").asInt(0),
                tool.isMissingNode() ? prose : Question.Shape.TOOL_CALL,
                tool.isMissingNode() ? config.path("responseJsonSchema") : tool.path("parametersJsonSchema"),
                tool.path("name").asText(""),
                tokens
                        + (tool.isMissingNode()
                                ? 0
                                : TokenGuess.of(request.get("tools").toString())),
                true,
                thinks(request.path("model").asText(), config.path("thinkingConfig")));
    }

    /** All but the lite models think without being asked, unless told not to. */
    private static boolean thinks(String model, JsonNode thinking) {
        if (thinking.has("thinkingBudget"))
            return thinking.get("thinkingBudget").asInt() != 0;
        return thinking.has("thinkingLevel") || !model.contains("lite");
    }

    /** The first tool, where one may be called and none has just answered. */
    private static JsonNode tool(JsonNode request) {
        var contents = request.path("contents");
        var last = contents.path(contents.size() - 1).at("/parts/0");
        var none = request.at("/toolConfig/functionCallingConfig/mode").asText().equals("NONE");
        return last.has("functionResponse") || none
                ? MissingNode.getInstance()
                : request.at("/tools/0/functionDeclarations/0");
    }

    @Override
    public Refusal busy(Digest digest) {
        return digest.dice(2, 1) == 0
                ? new Refusal(503, "", "", "", "The model is overloaded. (simulated)")
                : new Refusal(500, "", "", "", "An internal error has occurred. (simulated)");
    }

    @Override
    public Refusal unfit(String message) {
        return new Refusal(400, "", "", "", message);
    }

    @Override
    public JsonNode answer(Answer answer, Slip slip) {
        var body = Json.object();
        var candidate = body.putArray("candidates").addObject();
        if (answer.stop() != Answer.Stop.REFUSED) {
            addParts(candidate.putObject("content").put("role", "model").putArray("parts"), answer, slip);
        }
        candidate
                .put(
                        "finishReason",
                        switch (answer.stop()) {
                            case DONE, TOOL -> "STOP";
                            case CUT -> "MAX_TOKENS";
                            case REFUSED -> "SAFETY";
                        })
                .put("index", 0);
        var usage = body.putObject("usageMetadata").put("promptTokenCount", answer.input());
        if (answer.cached() > 0) usage.put("cachedContentTokenCount", answer.cached());
        usage.put("candidatesTokenCount", answer.output() - answer.reasoning());
        if (answer.reasoning() > 0) usage.put("thoughtsTokenCount", answer.reasoning());
        usage.put("totalTokenCount", answer.input() + answer.output());
        return body.put("modelVersion", slip.model()).put("responseId", slip.id("r"));
    }

    private static void addParts(ArrayNode parts, Answer answer, Slip slip) {
        var part = parts.addObject();
        if (answer.stop() == Answer.Stop.TOOL) {
            part.putObject("functionCall").put("name", answer.tool()).set("args", parsed(answer.text()));
            part.put("thoughtSignature", slip.id("simulated"));
        } else {
            part.put("text", answer.text());
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
        return Json.object().put("key", slip.customId()).set("response", answer(answer, slip));
    }

    @Override
    public JsonNode refused(Refusal refusal, Slip slip) {
        return error(slip, code(refusal.status()), refusal.message());
    }

    /** Never shown: a batch that stopped short has no results. */
    @Override
    public JsonNode unserved(boolean expired, Slip slip) {
        return error(slip, 1, "The operation was cancelled.");
    }

    private static ObjectNode error(Slip slip, int code, String message) {
        var line = Json.object().put("key", slip.customId());
        line.putObject("error").put("code", code).put("message", message);
        return line;
    }

    /** The body of a refused call. */
    static ObjectNode error(Refusal refusal) {
        var body = Json.object();
        var error = body.putObject("error")
                .put("code", refusal.status())
                .put("message", refusal.message())
                .put("status", word(refusal.status()));
        if (refusal.status() == 429) {
            error.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                    .put("retryDelay", "1s");
        } else if (refusal.code().equals("API_KEY_INVALID")) {
            error.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                    .put("reason", refusal.code())
                    .put("domain", "googleapis.com");
        }
        return body;
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ALREADY_EXISTS";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 500 -> "INTERNAL";
            case 503 -> "UNAVAILABLE";
            default -> "INVALID_ARGUMENT";
        };
    }

    /** The same as a number of google.rpc.Code, as rows of a result file have it. */
    private static int code(int status) {
        return switch (status) {
            case 429 -> 8;
            case 500 -> 13;
            case 503 -> 14;
            default -> 3;
        };
    }
}
