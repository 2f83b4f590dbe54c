package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Tools and how they are chosen, from OpenAI's form to Gemini's. */
final class GeminiTools {
    private final ObjectNode request;
    private final Refusals refusals;

    GeminiTools(ObjectNode request, Refusals refusals) {
        this.request = request;
        this.refusals = refusals;
    }

    void add(Map<String, String> asked) {
        var tools = Json.read(asked.getOrDefault("tools", "null"));
        if (!tools.isArray() || tools.isEmpty()) return;
        var declarations = request.putArray("tools").addObject().putArray("functionDeclarations");
        for (var tool : tools) {
            if (tool.path("function").isObject()) declarations.add(declaration(tool.path("function")));
            else
                refusals.add("a tool of type " + Json.string(tool.path("type")) + ": only functions can be translated");
        }
        if (Json.read(asked.getOrDefault("parallel_tool_calls", "null")).equals(Json.read("false"))) {
            refusals.add("parallel_tool_calls: this provider cannot be kept to one call; leave it out");
        }
        choice(Json.read(asked.getOrDefault("tool_choice", "null")));
    }

    private ObjectNode declaration(JsonNode function) {
        var declaration = Json.object().put("name", Json.string(function.path("name")));
        var description = Json.string(function.path("description"));
        if (!description.isEmpty()) declaration.put("description", description);
        if (function.path("parameters").isObject()) {
            declaration.set("parametersJsonSchema", function.path("parameters"));
        }
        if (function.path("strict").asBoolean(false)) {
            refusals.add("a tool with strict: true has no counterpart at this provider; leave strict out");
        }
        return declaration;
    }

    private void choice(JsonNode asked) {
        if (asked.isNull()) return;
        var config = request.putObject("toolConfig").putObject("functionCallingConfig");
        switch (Json.string(asked)) {
            case "auto" -> config.put("mode", "AUTO");
            case "none" -> config.put("mode", "NONE");
            case "required" -> config.put("mode", "ANY");
            default -> {
                var name = Json.string(asked.at("/function/name"));
                if (name.isEmpty())
                    refusals.add("tool_choice " + Json.write(asked) + " has no counterpart at this provider");
                config.put("mode", "ANY").putArray("allowedFunctionNames").add(name);
            }
        }
    }
}
