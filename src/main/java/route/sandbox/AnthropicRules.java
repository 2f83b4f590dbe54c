package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Anthropic refuses about one request, under the API version it came with (Claude API versions page and migration
 * guide 2026-10-21, Messages reference, 2026-11).
 */
final class AnthropicRules {
    static final String CURRENT = "2026-10-21";
    static final String OLDER = "2023-06-01";

    private static final Set<String> SAMPLING = Set.of("temperature", "top_p", "top_k");
    private static final Set<String> KNOWN = Set.of(
            "model",
            "max_tokens",
            "messages",
            "system",
            "stop_sequences",
            "thinking",
            "output_config",
            "tools",
            "tool_choice",
            "metadata",
            "service_tier",
            "inference_geo",
            "cache_control",
            "container",
            "context_management",
            "mcp_servers",
            "stream");
    /** Models up to Claude 4.6 still take sampling parameters under the older version. */
    private static final Pattern OLD_MODEL =
            Pattern.compile("claude-(?:3.*|(?:opus|sonnet|haiku)-4(?:-[0-6])?(?:-\\d{8})?)");

    private AnthropicRules() {}

    static Optional<Refusal> fault(JsonNode params, String version) {
        var model = params.path("model").asText();
        if (model.isEmpty()) return invalid("model: Field required");
        if (model.contains("no-such-model")) {
            return Optional.of(new Refusal(404, "not_found_error", "", "", "model: " + model));
        }
        if (!params.path("max_tokens").canConvertToInt()) return invalid("max_tokens: Field required");
        if (params.get("max_tokens").asInt() < 1) return invalid("max_tokens: must be greater than or equal to 1");
        if (params.path("stream").asBoolean()) return invalid("stream: streaming is not supported in batches");
        return messages(params.path("messages"), version).or(() -> parameters(params, version, model));
    }

    private static Optional<Refusal> messages(JsonNode messages, String version) {
        if (!messages.isArray()) return invalid("messages: Field required");
        if (messages.isEmpty()) return invalid("messages: at least one message is required");
        var number = 0;
        for (var message : messages) {
            var role = message.path("role").asText();
            var system = role.equals("system") && version.equals(CURRENT);
            if (!system && !role.equals("user") && !role.equals("assistant")) {
                return invalid("messages." + number + ".role: unexpected role \"" + role + "\"");
            }
            if (Said.in(message).isEmpty() && message.path("content").size() == 0) {
                return invalid("messages." + number + ": text content blocks must be non-empty");
            }
            number++;
        }
        return Optional.empty();
    }

    private static Optional<Refusal> parameters(JsonNode params, String version, String model) {
        for (var name : (Iterable<String>) params::fieldNames) {
            if (SAMPLING.contains(name)) {
                if (version.equals(CURRENT)) return invalid(name + ": Extra inputs are not permitted");
                var harmless = !name.equals("top_k") && params.get(name).asDouble() == 1.0;
                if (!harmless && !OLD_MODEL.matcher(model).matches()) {
                    return invalid(name + ": not supported by this model");
                }
            } else if (!KNOWN.contains(name)) {
                return invalid(name + ": Extra inputs are not permitted");
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> invalid(String message) {
        return Optional.of(Refusal.invalid(message));
    }
}
