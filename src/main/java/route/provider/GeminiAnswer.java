package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Usage;
import route.wire.Reply;

/** Reads a line of Gemini's result file (batch guide and API reference, 2026). */
final class GeminiAnswer {
    private static final int CANCELLED = 1;
    // The codes of google.rpc.Code; in real time the HTTP status stands in their place.
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(CANCELLED, "CANCELLED"),
            Map.entry(2, "UNKNOWN"),
            Map.entry(3, "INVALID_ARGUMENT"),
            Map.entry(4, "DEADLINE_EXCEEDED"),
            Map.entry(5, "NOT_FOUND"),
            Map.entry(7, "PERMISSION_DENIED"),
            Map.entry(8, "RESOURCE_EXHAUSTED"),
            Map.entry(9, "FAILED_PRECONDITION"),
            Map.entry(10, "ABORTED"),
            Map.entry(13, "INTERNAL"),
            Map.entry(14, "UNAVAILABLE"),
            Map.entry(16, "UNAUTHENTICATED"));
    private static final Set<String> PASSING =
            Set.of("DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "ABORTED", "INTERNAL", "UNAVAILABLE");

    private GeminiAnswer() {}

    /** An answer in real time as a result file would hold it. */
    static String line(String key, Reply reply) {
        var line = Json.object().put("key", key);
        var body = Json.read(reply.body());
        if (reply.isOk() && body.isObject()) return Json.write(line.set("response", body));
        var told = body.path("error").isObject() ? (ObjectNode) body.path("error") : Json.object();
        var message = Json.string(told.path("message"));
        var error = line.putObject("error")
                .put("code", reply.isOk() ? 500 : reply.status())
                .put("message", message.isEmpty() ? "the provider answered " + reply.status() : message);
        var status = Json.string(told.path("status"));
        if (!status.isEmpty()) error.put("status", status);
        return Json.write(line);
    }

    static ResultLine read(String line) {
        var tree = Json.read(line);
        if (!tree.isObject()) {
            return new ResultLine(
                    "",
                    new Outcome.Errored(
                            "unreadable_result_line", "the provider's result line is not a JSON object", true));
        }
        return new ResultLine(Json.string(tree.path("key")), outcome(tree));
    }

    // How a failed row looks in a file is not documented; inline it is an error object, the guide says "a status
    // object".
    private static Outcome outcome(JsonNode line) {
        var response = line.path("response");
        if (response.isObject() && !response.path("error").isObject()) return answered(response);
        for (var error : List.of(line.path("error"), response.path("error"), line.path("status"), line)) {
            if (error.isObject() && (error.has("code") || error.has("message"))) return errored(error);
        }
        return new Outcome.Errored("empty_result", "the provider's result line holds no answer and no error", true);
    }

    private static Outcome errored(JsonNode error) {
        var code = error.path("code").asInt(0);
        if (code == CANCELLED) return new Outcome.Unserved(Outcome.Reason.CANCELLED);
        var status = Json.string(error.path("status"));
        var name = status.isEmpty() ? NAMES.getOrDefault(code, code == 0 ? "error" : "code_" + code) : status;
        var message = ProviderWords.plain(Json.string(error.path("message")));
        // A model that is unknown or retired goes by the common name, so that its rows may go elsewhere.
        if (name.equals("NOT_FOUND") && message.contains("models/")) {
            return new Outcome.Errored("model_not_found", message, false);
        }
        var passing = PASSING.contains(name) || code == 408 || code == 425 || code == 429 || code >= 499;
        return new Outcome.Errored(ProviderWords.plain(name), message.isEmpty() ? "no reason given" : message, passing);
    }

    private static Outcome answered(JsonNode response) {
        var usage = usage(response.path("usageMetadata"));
        var candidate = response.path("candidates").path(0);
        return candidate.isObject() ? spoken(candidate, usage) : unspoken(response, usage);
    }

    /**
     * A blocked prompt has no candidate. Where tokens are reported for it they are on the provider's bill, so it counts as
     * an answer without words; where none are, as a refusal of the row.
     */
    private static Outcome unspoken(JsonNode response, Usage usage) {
        var reason = ProviderWords.plain(Json.string(response.at("/promptFeedback/blockReason")));
        if (!usage.equals(Usage.NONE)) {
            return new Outcome.Answered("", reason.isEmpty() ? Finish.OTHER : Finish.CONTENT_FILTER, usage);
        }
        return reason.isEmpty()
                ? new Outcome.Errored("no_answer", "the provider reports success but sends no answer", true)
                : new Outcome.Errored("blocked_prompt", "the prompt was blocked: " + reason, false);
    }

    private static Outcome spoken(JsonNode candidate, Usage usage) {
        var text = new StringBuilder();
        var calls = Json.object().putArray("tool_calls");
        for (var part : candidate.at("/content/parts")) {
            if (part.path("functionCall").isObject()) addCall(calls, part);
            else if (!part.path("thought").asBoolean(false)) text.append(Json.string(part.path("text")));
        }
        return calls.isEmpty()
                ? new Outcome.Answered(text.toString(), finish(candidate), usage)
                : new Outcome.Answered(Json.write(calls), Finish.TOOL_CALLS, usage);
    }

    // In OpenAI's form, so that the output column reads alike whoever answered. The signature, without which models
    // from
    // Gemini 3 on refuse the call in a later turn, goes where Google's own OpenAI-compatible API puts it.
    private static void addCall(ArrayNode calls, JsonNode part) {
        var called = part.path("functionCall");
        var id = Json.string(called.path("id"));
        var call = calls.addObject().put("id", id.isEmpty() ? "call_" + calls.size() : id);
        call.put("type", "function");
        var args = called.path("args").isObject() ? called.path("args") : Json.object();
        call.putObject("function").put("name", Json.string(called.path("name"))).put("arguments", Json.write(args));
        var signature = Json.string(part.path("thoughtSignature"));
        if (!signature.isEmpty()) call.withObject("/extra_content/google").put("thought_signature", signature);
    }

    private static Finish finish(JsonNode candidate) {
        return switch (Json.string(candidate.path("finishReason"))) {
            case "STOP" -> Finish.STOP;
            // CONTINUATION: the answer reached a limit of one request and could be gone on with.
            case "MAX_TOKENS", "CONTINUATION" -> Finish.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" ->
                Finish.CONTENT_FILTER;
            default -> Finish.OTHER;
        };
    }

    // Thoughts are billed as output but not counted among the candidates' tokens; cached tokens are part of the
    // prompt's.
    private static Usage usage(JsonNode usage) {
        var input = Json.tokens(usage.path("promptTokenCount")) + Json.tokens(usage.path("toolUsePromptTokenCount"));
        var cached = Math.min(input, Json.tokens(usage.path("cachedContentTokenCount")));
        var thoughts = Json.tokens(usage.path("thoughtsTokenCount"));
        return new Usage(input, cached, 0, Json.tokens(usage.path("candidatesTokenCount")) + thoughts, thoughts);
    }
}
