package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** Request parameters, from OpenAI's names to Anthropic's. */
final class AnthropicParams {
    // They steer where OpenAI stores, bills or caches a request, not what is answered.
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "store",
            "metadata",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options");
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

    private final ObjectNode params;
    private final AnthropicVersion version;
    private final Refusals refusals;

    AnthropicParams(ObjectNode params, AnthropicVersion version, Refusals refusals) {
        this.params = params;
        this.version = version;
        this.refusals = refusals;
    }

    void add(Map<String, String> asked) {
        asked.forEach((name, json) -> {
            var value = Json.read(json);
            if (value.isMissingNode()) refusals.add(name + " is not JSON");
            else if (!value.isNull() && !WITHOUT_EFFECT.contains(name)) add(name, value);
        });
        new AnthropicTools(params, refusals).add(asked);
    }

    private void add(String name, JsonNode value) {
        switch (name) {
            case "max_tokens", "max_completion_tokens" -> cap(name, value);
            case "stop" -> stop(value);
            case "temperature", "top_p" -> sampling(name, value);
            case "top_k" -> topK(value);
            case "response_format" -> format(value);
            case "reasoning_effort" -> effort(Json.string(value));
            case "user", "safety_identifier" -> params.putObject("metadata").put("user_id", Json.string(value));
            case "tools", "tool_choice", "parallel_tool_calls" -> {} // AnthropicTools: they depend on each other
            default -> {
                if (!isDefault(name, value)) refusals.add(name + " has no counterpart at this provider; leave it out");
            }
        }
    }

    // Said aloud what holds anyway: as good as not said.
    private static boolean isDefault(String name, JsonNode value) {
        return switch (name) {
            case "n" -> isNumber(value, 1);
            case "presence_penalty", "frequency_penalty" -> isNumber(value, 0);
            case "logprobs" -> value.isBoolean() && !value.asBoolean();
            case "logit_bias" -> value.isObject() && value.isEmpty();
            case "service_tier" -> Set.of("auto", "default").contains(Json.string(value));
            default -> false;
        };
    }

    private static boolean isNumber(JsonNode value, int wanted) {
        return value.isNumber() && value.decimalValue().compareTo(BigDecimal.valueOf(wanted)) == 0;
    }

    private void cap(String name, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToInt() && value.asInt() > 0) {
            params.put("max_tokens", value.asInt());
        } else {
            refusals.add(name + " is " + Json.write(value) + ": a whole number above 0 would be right");
        }
    }

    private void stop(JsonNode value) {
        var sequences = params.putArray("stop_sequences");
        if (value.isTextual()) sequences.add(value);
        else if (value.isArray()) sequences.addAll((ArrayNode) value);
        else refusals.add("stop is neither a text nor a list of texts");
    }

    private void sampling(String name, JsonNode value) {
        if (isNumber(value, 1) && version == AnthropicVersion.CURRENT) return;
        if (version == AnthropicVersion.CURRENT) {
            refusals.add(name + ": Claude models after 4.6 take no sampling parameters; leave it out");
        } else if (!value.isNumber() || value.decimalValue().compareTo(BigDecimal.ONE) > 0) {
            refusals.add(name + " is " + Json.write(value) + ": this provider takes 0 to 1");
        } else {
            params.set(name, value);
        }
    }

    private void topK(JsonNode value) {
        if (version == AnthropicVersion.CURRENT) {
            refusals.add("top_k: Claude models after 4.6 take no sampling parameters; leave it out");
        } else {
            params.set("top_k", value);
        }
    }

    private void format(JsonNode value) {
        switch (Json.string(value.path("type"))) {
            case "text" -> {}
            case "json_schema" -> {
                var schema = value.at("/json_schema/schema");
                if (!schema.isObject()) refusals.add("response_format: json_schema without its schema");
                params.withObject("/output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", schema);
            }
            default ->
                refusals.add("response_format of type " + Json.string(value.path("type"))
                        + ": this provider knows json_schema only");
        }
    }

    private void effort(String effort) {
        if (effort.equals("none")) {
            params.putObject("thinking").put("type", "disabled");
        } else if (EFFORTS.contains(effort)) {
            params.withObject("/output_config").put("effort", effort);
        } else {
            refusals.add("reasoning_effort " + effort + ": this provider knows none, low, medium, high, xhigh, max");
        }
    }
}
