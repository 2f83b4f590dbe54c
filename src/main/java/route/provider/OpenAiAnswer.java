package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Usage;

/** Reads a line of OpenAI's output and error files, and the answers in them (guide and captures, 2026-09). */
final class OpenAiAnswer {
    private static final Set<String> FINAL_CODES =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");
    private static final Set<String> PASSING_CODES = Set.of("server_error", "rate_limit_exceeded", "rate_limit_error");

    private OpenAiAnswer() {}

    static ResultLine read(byte[] line, int from, int length) {
        return OpenAiUsual.read(line, from, length)
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
        return new ResultLine(Json.string(tree.path("custom_id")), outcome(tree));
    }

    private static Outcome outcome(JsonNode line) {
        var response = line.path("response");
        if (!response.isObject()) return notExecuted(line.path("error"));
        var status = response.path("status_code").asInt(0);
        var body = unwrapped(response.path("body"));
        return status >= 200 && status < 300 ? answer(body) : refused(status, body);
    }

    private static Outcome notExecuted(JsonNode error) {
        var code = Json.string(error.path("code"));
        return switch (code) {
            case "batch_expired" -> new Outcome.Unserved(Outcome.Reason.EXPIRED);
            case "batch_cancelled" -> new Outcome.Unserved(Outcome.Reason.CANCELLED);
            case "" -> new Outcome.Errored("empty_result", message(error), true);
            default -> new Outcome.Errored(ProviderWords.plain(code), message(error), mayPass(code));
        };
    }

    // DeepInfra's error lines have no response, and the HTTP status as their code (captures, 2026-09).
    private static boolean mayPass(String code) {
        return code.matches("\\d{3}") ? passes(Integer.parseInt(code)) : PASSING_CODES.contains(code);
    }

    private static boolean passes(int status) {
        return status < 100 || status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
    }

    // Some servers of this dialect put the body into the line as a JSON string.
    private static JsonNode unwrapped(JsonNode body) {
        return body.isTextual() ? Json.read(body.asText()) : body;
    }

    static Outcome refused(int status, JsonNode body) {
        var error = body.path("error").isObject() ? body.path("error") : body;
        var code = code(error);
        return new Outcome.Errored(
                code.isEmpty() ? "http_" + status : code,
                message(error),
                passes(status) && !FINAL_CODES.contains(code));
    }

    static Outcome answer(JsonNode body) {
        if (body.path("output").isArray()) return OpenAiResponse.read(body);
        if (body.path("choices").path(0).isObject()) return chat(body);
        if (body.path("data").isArray()) {
            return new Outcome.Answered(Json.write(body.path("data")), Finish.STOP, usage(body.path("usage")));
        }
        if (body.path("error").isObject()) return failed(body.path("error"));
        var usage = usage(body.path("usage"));
        return usage.equals(Usage.NONE) ? unanswered() : new Outcome.Answered("", Finish.OTHER, usage);
    }

    private static Outcome unanswered() {
        return new Outcome.Errored("no_answer", "the provider reports success but sends no answer", true);
    }

    static Outcome failed(JsonNode error) {
        var code = code(error);
        return new Outcome.Errored(code.isEmpty() ? "failed" : code, message(error), PASSING_CODES.contains(code));
    }

    private static Outcome chat(JsonNode body) {
        var choice = body.path("choices").path(0);
        var message = choice.path("message");
        var usage = usage(body.path("usage"));
        // DeepSeek's word for a model that stopped half-way under load (API reference, 2026-11).
        if (Json.string(choice.path("finish_reason")).equals("insufficient_system_resource")) {
            return new Outcome.Errored("insufficient_system_resource", "the provider ran out of capacity", true);
        }
        // A choice that says nothing and that nobody counted is no answer either.
        if (message.isEmpty() && usage.equals(Usage.NONE)) return unanswered();
        var calls = message.path("tool_calls");
        if (calls.isArray() && !calls.isEmpty()) {
            return new Outcome.Answered(Json.write(calls), Finish.TOOL_CALLS, usage);
        }
        if (message.path("function_call").isObject()) {
            return new Outcome.Answered(Json.write(message.path("function_call")), Finish.TOOL_CALLS, usage);
        }
        var refusal = Json.string(message.path("refusal"));
        if (!refusal.isEmpty()) return new Outcome.Answered(refusal, Finish.REFUSAL, usage);
        return new Outcome.Answered(
                content(message.path("content")), finish(Json.string(choice.path("finish_reason"))), usage);
    }

    // Reasoning models of some servers answer with parts; those of type thinking are no answer.
    private static String content(JsonNode content) {
        if (!content.isArray()) return Json.string(content);
        return StreamSupport.stream(content.spliterator(), false)
                .filter(it -> it.path("type").asText("text").equals("text"))
                .map(it -> Json.string(it.path("text")))
                .collect(Collectors.joining());
    }

    static Finish finish(String reason) {
        return switch (reason) {
            case "stop", "eos" -> Finish.STOP;
            case "length", "model_length" -> Finish.LENGTH;
            case "tool_calls", "function_call" -> Finish.TOOL_CALLS;
            case "content_filter" -> Finish.CONTENT_FILTER;
            default -> Finish.OTHER;
        };
    }

    /** Chat, embeddings and responses name the same counts differently; cached tokens are part of the input. */
    static Usage usage(JsonNode usage) {
        var input = either(usage, "prompt_tokens", "input_tokens");
        var output = either(usage, "completion_tokens", "output_tokens");
        var inputDetails = details(usage, "prompt_tokens_details", "input_tokens_details");
        var outputDetails = details(usage, "completion_tokens_details", "output_tokens_details");
        return usage(
                input,
                Json.tokens(inputDetails.path("cached_tokens")),
                Json.tokens(inputDetails.path("cache_write_tokens")),
                output,
                Json.tokens(outputDetails.path("reasoning_tokens")));
    }

    /** No part is larger than its whole, whatever a provider says. */
    static Usage usage(long input, long saidCached, long saidWritten, long output, long saidReasoning) {
        var cached = Math.min(input, saidCached);
        var written = Math.min(input - cached, saidWritten);
        return new Usage(input, cached, written, output, Math.min(output, saidReasoning));
    }

    private static long either(JsonNode usage, String one, String other) {
        return Json.tokens(usage.has(one) ? usage.path(one) : usage.path(other));
    }

    private static JsonNode details(JsonNode usage, String one, String other) {
        return usage.path(one).isObject() ? usage.path(one) : usage.path(other);
    }

    private static String code(JsonNode error) {
        var code = Json.string(error.path("code"));
        return ProviderWords.plain(code.isEmpty() ? Json.string(error.path("type")) : code);
    }

    private static String message(JsonNode error) {
        var said = error.isTextual() ? error.asText() : Json.string(error.path("message"));
        var plain = ProviderWords.plain(said);
        return plain.isEmpty() ? "no reason given" : plain;
    }
}
