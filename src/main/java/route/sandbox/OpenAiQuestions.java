package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a chat, responses or embeddings request asks. */
final class OpenAiQuestions {
    private static final Pattern LARGE = Pattern.compile(".*(?:sol|astra|pro|opus)\\b.*|o\\d.*");

    private static final List<String> CAPS = List.of("max_completion_tokens", "max_output_tokens", "max_tokens");

    private OpenAiQuestions() {}

    static Question read(JsonNode request, String endpoint) {
        var system = new StringBuilder(request.path("instructions").asText(""));
        var text = new StringBuilder();
        var turns = request.has("messages") ? request.get("messages") : request.path("input");
        var tokens = 3;
        if (turns.isTextual()) {
            text.append(turns.asText());
            tokens += TokenGuess.PER_MESSAGE;
        }
        for (var turn : turns) {
            var role = turn.path("role").asText();
            var isSystem = role.equals("system") || role.equals("developer");
            (isSystem ? system : text)
                    .append(turn.isTextual() ? turn.asText() : Said.in(turn))
                    .append('\n');
            tokens += TokenGuess.PER_MESSAGE;
        }
        var told = system.toString();
        var asked = text.toString();
        tokens += TokenGuess.of(told) + TokenGuess.of(asked);
        var schema = schema(request);
        var tool = tool(request, turns);
        var model = request.path("model").asText();
        return new Question(
                model,
                told.strip(),
                asked.strip(),
                cap(request),
                endpoint.endsWith("/embeddings") ? Question.Shape.VECTORS : shape(request, tool),
                tool.isMissingNode() ? schema : tool.path("parameters"),
                tool.path("name").asText(""),
                tokens
                        + (tool.isMissingNode()
                                ? 0
                                : TokenGuess.of(request.get("tools").toString())),
                true,
                LARGE.matcher(model).matches()
                        && OpenAiRules.isReasoning(model)
                        && !effort(request).equals("none"));
    }

    private static String effort(JsonNode request) {
        return request.path("reasoning_effort")
                .asText(request.path("reasoning").path("effort").asText(""));
    }

    private static int cap(JsonNode request) {
        for (var name : CAPS) {
            var cap = request.path(name).asInt(0);
            if (cap > 0) return cap;
        }
        return 0;
    }

    /** Chat says {@code response_format}, Responses say {@code text.format}. */
    private static JsonNode format(JsonNode request) {
        return request.has("response_format")
                ? request.get("response_format")
                : request.path("text").path("format");
    }

    private static JsonNode schema(JsonNode request) {
        var format = format(request);
        return format.has("json_schema") ? format.get("json_schema").path("schema") : format.path("schema");
    }

    private static Question.Shape shape(JsonNode request, JsonNode tool) {
        if (!tool.isMissingNode()) return Question.Shape.TOOL_CALL;
        return format(request).path("type").asText().startsWith("json") ? Question.Shape.JSON : Question.Shape.PROSE;
    }

    /** The first tool, where one may be called and none has just answered. */
    private static JsonNode tool(JsonNode request, JsonNode turns) {
        var last = turns.isArray() && !turns.isEmpty() ? turns.get(turns.size() - 1) : MissingNode.getInstance();
        var answered = last.path("role").asText().equals("tool")
                || last.path("type").asText().equals("function_call_output");
        if (answered || request.path("tool_choice").asText().equals("none")) return MissingNode.getInstance();
        for (var tool : request.path("tools")) {
            var function = tool.has("function") ? tool.get("function") : tool;
            if (function.has("name")) return function;
        }
        return MissingNode.getInstance();
    }
}
