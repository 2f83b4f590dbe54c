package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What OpenAI refuses about one request. Reasoning models take no sampling parameters and no {@code max_tokens} (OpenAI
 * API reference and model pages, 2026-10).
 */
final class OpenAiRules {
    private static final Pattern REASONING = Pattern.compile("(?:o\\d|gpt-[5-9]).*");
    private static final List<String> SAMPLING =
            List.of("temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "logit_bias");

    private OpenAiRules() {}

    static boolean isReasoning(String model) {
        return REASONING.matcher(model).matches();
    }

    static Optional<Refusal> fault(JsonNode request) {
        if (request.path("model").asText().isEmpty()) return missing("model");
        if (!request.has("messages") && !request.has("input")) return missing("messages");
        if (request.has("messages") && !areMessages(request.get("messages"))) {
            return Optional.of(Refusal.invalid("invalid_value", "messages", "messages is not a list of messages"));
        }
        var cap = request.path("max_completion_tokens");
        if (!cap.isMissingNode() && !cap.isNull() && (!cap.canConvertToInt() || cap.asInt() < 1)) {
            return Optional.of(Refusal.invalid(
                    "integer_below_min_value", "max_completion_tokens", "max_completion_tokens must be at least 1"));
        }
        return isReasoning(request.path("model").asText()) ? reasoningFault(request) : Optional.empty();
    }

    private static boolean areMessages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) return false;
        for (var message : messages) if (message.path("role").asText().isEmpty()) return false;
        return true;
    }

    private static Optional<Refusal> reasoningFault(JsonNode request) {
        if (request.has("max_tokens")) {
            return Optional.of(Refusal.invalid(
                    "unsupported_parameter",
                    "max_tokens",
                    "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                            + " 'max_completion_tokens' instead."));
        }
        for (var name : SAMPLING) {
            if (!request.has(name) || isDefault(request.get(name))) continue;
            return Optional.of(Refusal.invalid(
                    "unsupported_value", name, "Unsupported value: '" + name + "' is not supported with this model."));
        }
        return Optional.empty();
    }

    private static boolean isDefault(JsonNode value) {
        return value.isNull() || value.isBoolean() && !value.asBoolean() || value.isNumber() && value.asDouble() == 1.0;
    }

    private static Optional<Refusal> missing(String param) {
        return Optional.of(
                Refusal.invalid("missing_required_parameter", param, "Missing required parameter: '" + param + "'."));
    }
}
