package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import route.domain.Finish;
import route.domain.Outcome;

/** Reads an answer of {@code /v1/responses}: a list of items, of which only messages and tool calls are answers. */
final class OpenAiResponse {

    private OpenAiResponse() {}

    static Outcome read(JsonNode body) {
        if (Json.string(body.path("status")).equals("failed")) return OpenAiAnswer.failed(body.path("error"));
        var usage = OpenAiAnswer.usage(body.path("usage"));
        var calls = items(body, "function_call");
        if (!calls.isEmpty()) {
            var list = Json.object().putArray("calls").addAll(calls);
            return new Outcome.Answered(Json.write(list), Finish.TOOL_CALLS, usage);
        }
        var refusal = joined(body, "refusal", "refusal");
        return refusal.isEmpty()
                ? new Outcome.Answered(joined(body, "output_text", "text"), finish(body), usage)
                : new Outcome.Answered(refusal, Finish.REFUSAL, usage);
    }

    private static Finish finish(JsonNode body) {
        return switch (Json.string(body.path("status"))) {
            case "completed", "" -> Finish.STOP;
            case "incomplete" ->
                switch (Json.string(body.at("/incomplete_details/reason"))) {
                    case "max_output_tokens" -> Finish.LENGTH;
                    case "content_filter" -> Finish.CONTENT_FILTER;
                    default -> Finish.OTHER;
                };
            default -> Finish.OTHER;
        };
    }

    private static List<JsonNode> items(JsonNode body, String type) {
        var found = new ArrayList<JsonNode>();
        for (var item : body.path("output")) {
            if (Json.string(item.path("type")).equals(type)) found.add(item);
        }
        return found;
    }

    private static String joined(JsonNode body, String partType, String field) {
        var text = new StringBuilder();
        for (var item : items(body, "message")) {
            for (var part : item.path("content")) {
                if (Json.string(part.path("type")).equals(partType)) text.append(Json.string(part.path(field)));
            }
        }
        return text.toString();
    }
}
