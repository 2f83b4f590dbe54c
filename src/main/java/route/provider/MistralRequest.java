package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.Endpoint;
import route.domain.Prompt;

/**
 * A prompt said in Mistral's words (OpenAPI document, 2026-08), or the reasons why it cannot be. In a batch the model is
 * named once for all, at the creation.
 */
final class MistralRequest {
    // The uploaded file is checked as a whole, so one bad value would turn all rows back.
    private static final BigDecimal HOTTEST = new BigDecimal("1.5");
    private static final Set<String> ALIKE = Set.of(
            "top_p",
            "stop",
            "presence_penalty",
            "frequency_penalty",
            "parallel_tool_calls",
            "prompt_cache_key",
            // These are Mistral's own, and come with requests that were written for it.
            "random_seed",
            "safe_prompt",
            "prompt_mode",
            "output_dimension",
            "output_dtype");
    private static final Set<String> EFFORTS = Set.of("none", "low", "medium", "high");
    private static final Set<String> CHOICES = Set.of("auto", "none", "any", "required");
    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");

    private final ObjectNode body = Json.object();
    private final Refusals refusals = new Refusals();

    MistralRequest(Prompt prompt, int maxTokens) {
        switch (prompt.endpoint()) {
            case CHAT -> {
                body.set("messages", new MistralMessages(refusals).of(prompt.messages()));
                body.put("max_tokens", maxTokens);
                add(prompt.params());
            }
            case EMBEDDINGS -> add(prompt.params());
            case RESPONSES ->
                refusals.add(Endpoint.RESPONSES.path() + " is not spoken here; this provider takes chat requests");
        }
    }

    Optional<String> refusal() {
        return refusals.first();
    }

    /** The body of a call in real time. */
    String body(String model) {
        checkSendable();
        return Json.write(body.put("model", model));
    }

    byte[] line(String customId) {
        checkSendable();
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("custom_id", customId);
            out.writeFieldName("body");
            Json.copy(out, body);
            out.writeEndObject();
        });
    }

    private void checkSendable() {
        if (refusal().isPresent())
            throw new IllegalStateException("not to be sent: " + refusal().get());
    }

    private void add(Map<String, String> asked) {
        asked.forEach((name, json) -> {
            var value = Json.read(json);
            if (value.isMissingNode()) refusals.add(name + " is not JSON");
            else if (!value.isNull()) add(name, value);
        });
    }

    private void add(String name, JsonNode value) {
        switch (name) {
            case "max_tokens", "max_completion_tokens" -> cap(name, value);
            case "temperature" -> temperature(value);
            case "seed" -> seed(value);
            case "response_format" -> oneOf(name, value, Json.string(value.path("type")), FORMATS);
            case "reasoning_effort" -> oneOf(name, value, Json.string(value), EFFORTS);
            case "tools" -> tools(value);
            case "tool_choice" -> {
                if (value.isObject()) body.set(name, value);
                else oneOf(name, value, Json.string(value), CHOICES);
            }
            case "input", "encoding_format" -> body.set(name, value);
            case "dimensions" -> body.set("output_dimension", value);
            default -> {
                if (ALIKE.contains(name)) body.set(name, value);
                else if (!Indifferent.is(name, value)) {
                    refusals.add(name + " has no counterpart at this provider; leave it out");
                }
            }
        }
    }

    private void cap(String name, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToInt() && value.asInt() > 0) {
            body.put("max_tokens", value.asInt());
        } else {
            refusals.add(name + " is " + Json.write(value) + ": a whole number above 0 would be right");
        }
    }

    private void temperature(JsonNode value) {
        var fits = value.isNumber()
                && value.decimalValue().signum() >= 0
                && value.decimalValue().compareTo(HOTTEST) <= 0;
        if (fits) body.set("temperature", value);
        else refusals.add("temperature is " + Json.write(value) + ": this provider takes 0 to 1.5");
    }

    private void seed(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0) {
            body.set("random_seed", value);
        } else {
            refusals.add("seed is " + Json.write(value) + ": this provider takes a whole number from 0 on");
        }
    }

    private void oneOf(String name, JsonNode value, String word, Set<String> known) {
        if (known.contains(word)) body.set(name, value);
        else {
            refusals.add(name + " " + word + ": this provider knows "
                    + String.join(", ", known.stream().sorted().toList()));
        }
    }

    private void tools(JsonNode tools) {
        for (var tool : tools) {
            if (!tool.path("function").isObject())
                refusals.add("a tool of type " + Json.string(tool.path("type")) + ": only functions can be translated");
        }
        if (!tools.isEmpty()) body.set("tools", tools);
    }
}
