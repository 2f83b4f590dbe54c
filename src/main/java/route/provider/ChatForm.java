package route.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.Endpoint;
import route.domain.Prompt;

/**
 * OpenAI's chat form as another provider takes it. What has no counterpart there is refused by its name rather than
 * sent, since some of these providers drop silently what they do not know.
 *
 * @param cap its name for the most output tokens
 * @param taken the parameters it takes as they are
 * @param own the parameters it takes in another form, and how
 * @param inlineImages whether it takes images as {@code data:} URLs too
 * @param mostBytes the longest request it takes
 */
record ChatForm(String cap, Set<String> taken, Map<String, Turn> own, boolean inlineImages, long mostBytes) {
    private static final int MOST_BYTES_PER_CHARACTER = 6;

    /** What a parameter becomes. */
    interface Turn {
        void into(ObjectNode params, JsonNode value, Refusals refusals);
    }

    /** Why a prompt cannot be said here; empty where it can. */
    Optional<String> refusal(Prompt prompt) {
        if (prompt.endpoint() != Endpoint.CHAT) {
            return Optional.of(prompt.endpoint().path() + " is not taken here; this provider gets chat requests");
        }
        var refusals = new Refusals();
        new ChatMessages(inlineImages, refusals).check(prompt.messages());
        params(prompt, 1, refusals);
        if (refusals.first().isEmpty() && isTooLong(prompt)) {
            refusals.add("the request is longer than " + mostBytes + " bytes, the most this provider takes for one");
        }
        return refusals.first();
    }

    // Counted byte by byte only where it may be too long: almost never.
    private boolean isTooLong(Prompt prompt) {
        var characters = 0L;
        for (var message : prompt.messages()) {
            characters += message.text().length() + message.json().length();
        }
        if (characters * MOST_BYTES_PER_CHARACTER <= mostBytes / 2) return false;
        return Json.bytes(out -> {
                            out.writeStartObject();
                            write(out, prompt, 1);
                            out.writeEndObject();
                        })
                        .length
                > mostBytes;
    }

    /** Writes messages and parameters as fields of an object that is open. */
    void write(JsonGenerator out, Prompt prompt, int maxTokens) throws IOException {
        new ChatMessages(inlineImages, new Refusals()).write(out, prompt.messages());
        for (var param : params(prompt, maxTokens, new Refusals()).properties()) {
            Json.name(out, param.getKey());
            Json.copy(out, param.getValue());
        }
    }

    /** The body of a call in real time. */
    String body(String model, Prompt prompt, int maxTokens) {
        var bytes = Json.bytes(out -> {
            out.writeStartObject();
            out.writeFieldName("model");
            Json.text(out, model);
            write(out, prompt, maxTokens);
            out.writeEndObject();
        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private ObjectNode params(Prompt prompt, int maxTokens, Refusals refusals) {
        var params = Json.object().put(cap, maxTokens);
        prompt.params().forEach((name, json) -> {
            var value = Json.read(json);
            if (value.isMissingNode()) refusals.add(name + " is not JSON");
            else if (taken.contains(name) || !Indifferent.always(name, value))
                add(params, name, value, prompt, refusals);
        });
        return params;
    }

    private void add(ObjectNode params, String name, JsonNode value, Prompt prompt, Refusals refusals) {
        if (name.equals("max_tokens") || name.equals("max_completion_tokens")) {
            cap(params, name, value, prompt, refusals);
        } else if (isDefault(name, value)) {
            return;
        } else if (own.containsKey(name)) {
            own.get(name).into(params, value, refusals);
        } else if (taken.contains(name)) {
            params.set(name, value);
        } else if (name.equals("n")) {
            refusals.add("n is " + Json.write(value) + ": a row has one answer; leave n out");
        } else {
            refusals.add(name + " has no counterpart at this provider; leave it out");
        }
    }

    // Where a row says both, the newer name holds, as it does at OpenAI.
    private void cap(ObjectNode params, String name, JsonNode value, Prompt prompt, Refusals refusals) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1) {
            refusals.add(name + " is " + Json.write(value) + ": a whole number above 0 would be right");
            return;
        }
        var newer = Json.read(prompt.params().getOrDefault("max_completion_tokens", "null"));
        if (name.equals("max_completion_tokens") || newer.isNull()) params.put(cap, value.asInt());
    }

    // Said aloud what holds anyway: as good as not said.
    private static boolean isDefault(String name, JsonNode value) {
        return switch (name) {
            case "n" -> value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) == 0;
            case "presence_penalty", "frequency_penalty" ->
                value.isNumber() && value.decimalValue().signum() == 0;
            case "logprobs" -> value.isBoolean() && !value.asBoolean();
            case "parallel_tool_calls" -> value.isBoolean() && value.asBoolean();
            case "logit_bias" -> value.isObject() && value.isEmpty();
            case "service_tier" -> Set.of("auto", "default").contains(Json.string(value));
            default -> false;
        };
    }
}
