package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Usage;

/** Reads a line of Anthropic's result file (batch guide, 2026-09). */
final class AnthropicAnswer {
    private static final Set<String> PASSING =
            Set.of("overloaded_error", "api_error", "rate_limit_error", "timeout_error");

    private AnthropicAnswer() {}

    static ResultLine read(byte[] line, int from, int length) {
        return AnthropicUsual.read(line, from, length)
                .orElseGet(() -> read(new String(line, from, length, StandardCharsets.UTF_8)));
    }

    /** Reads any line, however odd. */
    static ResultLine read(String line) {
        var tree = Json.read(line);
        if (!tree.isObject()) {
            return new ResultLine(
                    "",
                    new Outcome.Errored(
                            "unreadable_result_line", "the provider's result line is not a JSON object", true));
        }
        return new ResultLine(Json.string(tree.path("custom_id")), outcome(tree.path("result")));
    }

    private static Outcome outcome(JsonNode result) {
        var type = Json.string(result.path("type"));
        return switch (type) {
            case "succeeded" -> answered(result.path("message"));
            case "errored" -> errored(result.path("error"));
            case "canceled" -> new Outcome.Unserved(Outcome.Reason.CANCELLED);
            case "expired" -> new Outcome.Unserved(Outcome.Reason.EXPIRED);
            // It may have been billed, so nothing is tried again unasked.
            default -> new Outcome.Errored("unknown_result", "result of type " + ProviderWords.plain(type), false);
        };
    }

    // The error object is wrapped once more than in other answers.
    private static Outcome errored(JsonNode wrapped) {
        var error = wrapped.path("error").isObject() ? wrapped.path("error") : wrapped;
        var type = Json.string(error.path("type"));
        var detail = Json.string(error.at("/details/error_code"));
        var message = ProviderWords.plain(Json.string(error.path("message")));
        var code = ProviderWords.plain(detail.isEmpty() ? type : detail);
        return new Outcome.Errored(
                code.isEmpty() ? "failed" : code,
                message.isEmpty() ? "no reason given" : message,
                PASSING.contains(type) && !detail.endsWith("_spend_limit_reached"));
    }

    private static Outcome answered(JsonNode message) {
        var usage = usage(message.path("usage"));
        // Gateways answer 200 with what is no message; an empty answer would pass for one that was meant.
        if (!message.path("content").isArray() && usage.equals(Usage.NONE)) return unanswered(message);
        var text = new StringBuilder();
        var calls = Json.object().putArray("tool_calls");
        for (var block : message.path("content")) {
            switch (Json.string(block.path("type"))) {
                case "text" -> text.append(Json.string(block.path("text")));
                case "tool_use" -> calls.add(call(block));
                default -> {} // thinking, and whatever else is no answer
            }
        }
        if (!calls.isEmpty()) return new Outcome.Answered(Json.write(calls), Finish.TOOL_CALLS, usage);
        return new Outcome.Answered(text.toString(), finish(Json.string(message.path("stop_reason"))), usage);
    }

    private static Outcome unanswered(JsonNode message) {
        return message.path("error").isObject()
                ? errored(message)
                : new Outcome.Errored("no_answer", "the provider reports success but sends no answer", true);
    }

    // In OpenAI's form, so that the output column reads alike whoever answered.
    private static JsonNode call(JsonNode block) {
        var call = Json.object().put("id", Json.string(block.path("id"))).put("type", "function");
        call.putObject("function")
                .put("name", Json.string(block.path("name")))
                .put("arguments", Json.write(block.path("input").isObject() ? block.path("input") : Json.object()));
        return call;
    }

    static Finish finish(String reason) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> Finish.STOP;
            case "max_tokens", "model_context_window_exceeded" -> Finish.LENGTH;
            case "tool_use" -> Finish.TOOL_CALLS;
            case "refusal" -> Finish.REFUSAL;
            default -> Finish.OTHER;
        };
    }

    private static Usage usage(JsonNode usage) {
        return usage(
                Json.tokens(usage.path("input_tokens")),
                Json.tokens(usage.path("cache_read_input_tokens")),
                Json.tokens(usage.path("cache_creation_input_tokens")),
                Json.tokens(usage.path("output_tokens")),
                Json.tokens(usage.at("/output_tokens_details/thinking_tokens")));
    }

    /** Here {@code input_tokens} leaves out what the cache was read from or written with. */
    static Usage usage(long input, long read, long written, long output, long thinking) {
        return new Usage(input + written + read, read, written, output, Math.min(output, thinking));
    }
}
