package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Request parameters, from OpenAI's names to those of Gemini's {@code generationConfig} (API reference, 2026-11). */
final class GeminiParams {
    private static final Map<String, String> NUMBERS = Map.of(
            "temperature", "temperature",
            "top_p", "topP",
            "top_k", "topK",
            "seed", "seed",
            "presence_penalty", "presencePenalty",
            "frequency_penalty", "frequencyPenalty");

    private final ObjectNode config;
    private final String model;
    private final Refusals refusals;

    GeminiParams(ObjectNode config, String model, Refusals refusals) {
        this.config = config;
        this.model = model;
        this.refusals = refusals;
    }

    void add(Map<String, String> asked) {
        asked.forEach((name, json) -> {
            var value = Json.read(json);
            if (value.isMissingNode()) refusals.add(name + " is not JSON");
            else if (!value.isNull()) add(name, value);
        });
    }

    private void add(String name, JsonNode value) {
        switch (name) {
            case "max_tokens", "max_completion_tokens" -> cap(name, value);
            case "stop" -> stop(value);
            case "response_format" -> format(value);
            case "reasoning_effort" -> GeminiThinking.of(model).add(Json.string(value), model, config, refusals);
            case "tools", "tool_choice", "parallel_tool_calls" -> {} // GeminiTools: they depend on each other
            default -> {
                if (NUMBERS.containsKey(name)) number(name, value);
                else if (!Indifferent.is(name, value)) {
                    refusals.add(name + " has no counterpart at this provider; leave it out");
                }
            }
        }
    }

    private void number(String name, JsonNode value) {
        var whole = name.equals("seed") || name.equals("top_k");
        if (whole ? value.canConvertToInt() && value.isIntegralNumber() : value.isNumber()) {
            config.set(NUMBERS.get(name), value);
        } else {
            refusals.add(name + " is " + Json.write(value) + ": this provider takes a "
                    + (whole ? "whole number of 32 bits" : "number"));
        }
    }

    private void cap(String name, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToInt() && value.asInt() > 0) {
            config.put("maxOutputTokens", value.asInt());
        } else {
            refusals.add(name + " is " + Json.write(value) + ": a whole number above 0 would be right");
        }
    }

    private void stop(JsonNode value) {
        if (value.isTextual()) config.putArray("stopSequences").add(value);
        else if (value.isArray()) config.putArray("stopSequences").addAll((ArrayNode) value);
        else refusals.add("stop is neither a text nor a list of texts");
    }

    /** A schema goes as it is: which of its words the model heeds is the provider's to say. */
    private void format(JsonNode value) {
        switch (Json.string(value.path("type"))) {
            case "text" -> {}
            case "json_object" -> config.put("responseMimeType", "application/json");
            case "json_schema" -> {
                var schema = value.at("/json_schema/schema");
                if (!schema.isObject()) refusals.add("response_format: json_schema without its schema");
                config.put("responseMimeType", "application/json").set("responseJsonSchema", schema);
            }
            default ->
                refusals.add("response_format of type " + Json.string(value.path("type"))
                        + ": this provider knows text, json_object, json_schema");
        }
    }
}
