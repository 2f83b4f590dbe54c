package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Set;

/** Request parameters that change nothing in an answer, so that a dialect without a counterpart may leave them out. */
final class Indifferent {
    // They steer where OpenAI stores, bills, watches or caches a request.
    private static final Set<String> ALWAYS = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "store",
            "metadata",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options");

    private Indifferent() {}

    /** Whether a parameter has no effect, or says aloud what holds anyway. */
    static boolean is(String name, JsonNode value) {
        return switch (name) {
            case "n" -> isNumber(value, 1);
            case "presence_penalty", "frequency_penalty", "top_logprobs" -> isNumber(value, 0);
            case "logprobs" -> value.isBoolean() && !value.asBoolean();
            case "logit_bias" -> value.isObject() && value.isEmpty();
            case "verbosity" -> Json.string(value).equals("medium");
            case "modalities" -> Json.write(value).equals("[\"text\"]");
            case "service_tier" -> Set.of("auto", "default").contains(Json.string(value));
            default -> always(name, value);
        };
    }

    /** Whether a parameter has no effect whatever it says, or is null. */
    static boolean always(String name, JsonNode value) {
        return value.isNull() || ALWAYS.contains(name);
    }

    private static boolean isNumber(JsonNode value, int wanted) {
        return value.isNumber() && value.decimalValue().compareTo(BigDecimal.valueOf(wanted)) == 0;
    }
}
