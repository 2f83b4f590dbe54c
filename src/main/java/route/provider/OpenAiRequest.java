package route.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;
import route.provider.OpenAiVariant.Cap;

/** Writes a request line of OpenAI's batch files (batch guide, 2026). */
final class OpenAiRequest {
    // Said by us, or without meaning in a batch.
    private static final Set<String> LEFT_OUT = Set.of("model", "messages", "stream", "stream_options");
    // The o-series and everything from gpt-5 on refuse max_tokens (chat reference, 2026-11).
    private static final Pattern REFUSES_MAX_TOKENS = Pattern.compile("o\\d.*|gpt-([5-9]|\\d\\d).*");
    private static final Pattern OPENAI_FAMILY = Pattern.compile("o\\d.*|(gpt-\\d|chatgpt-|codex-).*");

    private OpenAiRequest() {}

    static Optional<String> refusal(Prompt prompt) {
        var count = prompt.params().getOrDefault("n", "1").strip();
        return count.equals("1") || count.equals("null")
                ? Optional.empty()
                : Optional.of("n is " + ProviderWords.plain(count) + ": a row has one answer; leave n out");
    }

    /** Whether a parameter says only what holds without it. */
    static boolean isUnset(String param, String json) {
        var value = Json.read(json);
        if (value.isNull()) return true;
        return switch (param) {
            case "presence_penalty", "frequency_penalty", "top_logprobs" -> value.isNumber() && value.asDouble() == 0;
            case "logprobs" -> value.isBoolean() && !value.asBoolean();
            case "logit_bias" -> value.isObject() && value.isEmpty();
            default -> false;
        };
    }

    /** As {@link #body(String, Prompt, int, Cap)}, with the cap named by the model's family. */
    static String body(String model, Prompt prompt, int maxTokens) {
        return body(model, prompt, maxTokens, Cap.BY_MODEL);
    }

    /** The body of a call in real time. */
    static String body(String model, Prompt prompt, int maxTokens, Cap cap) {
        var bytes = Json.bytes(out -> {
            out.writeStartObject();
            out.writeFieldName("model");
            Json.text(out, model);
            body(out, model, prompt, maxTokens, cap);
            out.writeEndObject();
        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] line(String customId, String model, Prompt prompt, int maxTokens) {
        return line(customId, model, prompt, maxTokens, Cap.BY_MODEL);
    }

    static byte[] line(String customId, String model, Prompt prompt, int maxTokens, Cap cap) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("custom_id", customId);
            out.writeStringField("method", "POST");
            out.writeStringField("url", prompt.endpoint().path());
            out.writeObjectFieldStart("body");
            out.writeFieldName("model");
            Json.text(out, model);
            body(out, model, prompt, maxTokens, cap);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** The fields of a body but for the model. */
    static void body(JsonGenerator out, String model, Prompt prompt, int maxTokens, Cap cap) throws IOException {
        if (prompt.endpoint() == Endpoint.CHAT) {
            messages(out, prompt.messages());
        }
        for (var param : prompt.params().entrySet()) {
            if (LEFT_OUT.contains(param.getKey()) || isOurs(prompt, param.getKey())) continue;
            if (cap == Cap.BY_MODEL && OpenAiFamily.isLeftOut(prompt, param.getKey(), model)) continue;
            Json.name(out, param.getKey());
            Json.copy(out, param.getValue());
        }
        switch (prompt.endpoint()) {
            case CHAT -> chatCap(out, model, prompt, maxTokens, cap);
            case RESPONSES -> responsesDefaults(out, prompt, maxTokens);
            case EMBEDDINGS -> {}
        }
    }

    private static void messages(JsonGenerator out, List<Message> messages) throws IOException {
        out.writeArrayFieldStart("messages");
        for (var message : messages) {
            if (message.isPlain()) {
                out.writeStartObject();
                out.writeStringField("role", message.role());
                out.writeFieldName("content");
                Json.text(out, message.text());
                out.writeEndObject();
            } else {
                Json.copy(out, message.json());
            }
        }
        out.writeEndArray();
    }

    // Caps on output get the name the model knows, and one that is null is none: a row without a cap has no price.
    private static boolean isOurs(Prompt prompt, String param) {
        return switch (prompt.endpoint()) {
            case CHAT -> param.equals("max_tokens") || param.equals("max_completion_tokens");
            case RESPONSES ->
                param.equals("max_output_tokens") && said(prompt, param).isEmpty();
            case EMBEDDINGS -> false;
        };
    }

    private static void chatCap(JsonGenerator out, String model, Prompt prompt, int maxTokens, Cap cap)
            throws IOException {
        switch (cap) {
            case BY_MODEL -> capByModel(out, model, prompt, maxTokens);
            case MAX_TOKENS -> oneCap(out, "max_tokens", prompt, maxTokens);
            case MAX_COMPLETION_TOKENS -> oneCap(out, "max_completion_tokens", prompt, maxTokens);
        }
    }

    private static void oneCap(JsonGenerator out, String name, Prompt prompt, int maxTokens) throws IOException {
        var own = said(prompt, "max_completion_tokens").or(() -> said(prompt, "max_tokens"));
        out.writeFieldName(name);
        Json.copy(out, own.orElse(Integer.toString(maxTokens)));
    }

    // The row's own cap under the row's own name, except where the model would refuse that name.
    private static void capByModel(JsonGenerator out, String model, Prompt prompt, int maxTokens) throws IOException {
        if (prompt.params().isEmpty()) {
            out.writeNumberField(capName(model), maxTokens);
            return;
        }
        var modern = said(prompt, "max_completion_tokens");
        var classic = said(prompt, "max_tokens");
        if (modern.isEmpty() && classic.isEmpty()) {
            out.writeNumberField(capName(model), maxTokens);
        }
        if (modern.isPresent()) {
            out.writeFieldName("max_completion_tokens");
            Json.copy(out, modern.get());
        }
        var renamed = REFUSES_MAX_TOKENS.matcher(OpenAiFamily.name(model)).matches();
        if (classic.isPresent() && !(renamed && modern.isPresent())) {
            out.writeFieldName(renamed ? "max_completion_tokens" : "max_tokens");
            Json.copy(out, classic.get());
        }
    }

    /**
     * What the cap on output is called: {@code max_completion_tokens} for OpenAI's own model families, and for all
     * others {@code max_tokens}, the one name that every server of this dialect knows.
     */
    private static String capName(String model) {
        return OPENAI_FAMILY.matcher(OpenAiFamily.name(model)).matches() ? "max_completion_tokens" : "max_tokens";
    }

    // Responses are stored at the provider for 30 days unless it is told not to.
    private static void responsesDefaults(JsonGenerator out, Prompt prompt, int maxTokens) throws IOException {
        if (said(prompt, "max_output_tokens").isEmpty()) {
            out.writeNumberField("max_output_tokens", maxTokens);
        }
        if (!prompt.params().containsKey("store")) {
            out.writeBooleanField("store", false);
        }
    }

    private static Optional<String> said(Prompt prompt, String param) {
        return Optional.ofNullable(prompt.params().get(param))
                .map(String::strip)
                .filter(it -> !it.equals("null"));
    }
}
