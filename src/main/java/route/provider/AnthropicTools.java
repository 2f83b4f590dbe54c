package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Tools and how they are chosen, from OpenAI's form to Anthropic's. */
final class AnthropicTools {
    private final ObjectNode params;
    private final Refusals refusals;

    AnthropicTools(ObjectNode params, Refusals refusals) {
        this.params = params;
        this.refusals = refusals;
    }

    void add(Map<String, String> asked) {
        var tools = Json.read(asked.getOrDefault("tools", "null"));
        if (!tools.isArray() || tools.isEmpty()) return;
        var translated = params.putArray("tools");
        for (var tool : tools) {
            if (tool.path("function").isObject()) translated.add(tool(tool.path("function")));
            else
                refusals.add("tools: a tool of type " + Json.string(tool.path("type"))
                        + ": only functions can be translated");
        }
        choice(
                Json.read(asked.getOrDefault("tool_choice", "null")),
                Json.read(asked.getOrDefault("parallel_tool_calls", "null")));
    }

    private static ObjectNode tool(JsonNode function) {
        var tool = Json.object().put("name", Json.string(function.path("name")));
        var description = Json.string(function.path("description"));
        if (!description.isEmpty()) tool.put("description", description);
        var schema = function.path("parameters");
        tool.set("input_schema", schema.isObject() ? schema : noParameters());
        if (function.path("strict").asBoolean(false)) tool.put("strict", true);
        return tool;
    }

    private static ObjectNode noParameters() {
        var schema = Json.object().put("type", "object");
        schema.putObject("properties");
        return schema;
    }

    private void choice(JsonNode asked, JsonNode parallel) {
        var oneAtATime = parallel.isBoolean() && !parallel.asBoolean();
        if (asked.isNull() && !oneAtATime) return;
        var choice = params.putObject("tool_choice");
        var word = asked.isNull() ? "auto" : Json.string(asked);
        switch (word) {
            case "auto", "none" -> choice.put("type", word);
            case "required" -> choice.put("type", "any");
            default -> named(choice, asked);
        }
        if (oneAtATime && !word.equals("none")) choice.put("disable_parallel_tool_use", true);
    }

    private void named(ObjectNode choice, JsonNode asked) {
        var name = Json.string(asked.at("/function/name"));
        if (name.isEmpty()) refusals.add("tool_choice " + Json.write(asked) + " has no counterpart at this provider");
        choice.put("type", "tool").put("name", name);
    }
}
