package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import route.domain.Message;

/** The turns of a chat, from OpenAI's form to Gemini's {@code contents}. */
final class GeminiTurns {
    private static final Pattern DATA_URL =
            Pattern.compile("data:(image/(?:png|jpeg|webp|heic|heif));base64,(.+)", Pattern.DOTALL);
    private static final Set<String> KNOWN = Set.of("role", "content", "tool_calls", "tool_call_id", "refusal");
    // Models from Gemini 3 on refuse a call without the signature it was made with; this word of Google's own documents
    // stands for calls that another model made, or whose signature was not kept.
    private static final String NOT_KEPT = "skip_thought_signature_validator";

    private final boolean signs;
    private final Refusals refusals;
    private final Map<String, String> called = new HashMap<>();

    GeminiTurns(String model, Refusals refusals) {
        this.signs = GeminiThinking.of(model) == GeminiThinking.LEVEL;
        this.refusals = refusals;
    }

    ArrayNode of(List<Message> turns) {
        var contents = Json.object().putArray("contents");
        for (var turn : turns) {
            switch (turn.role()) {
                case "user" -> spoken(contents, "user", turn);
                case "assistant" -> spoken(contents, "model", turn);
                case "tool" -> toolResult(contents, turn);
                case "system", "developer" ->
                    refusals.add(
                            "a system message after the first turn: this provider takes them at the beginning only");
                default -> refusals.add("a message of role " + turn.role());
            }
        }
        checkEnds(contents);
        return contents;
    }

    private void checkEnds(ArrayNode contents) {
        if (contents.isEmpty()) {
            refusals.add("no message besides the system's: this provider wants one of role user");
            return;
        }
        var last = contents.get(contents.size() - 1);
        if (Json.string(last.path("role")).equals("model")) {
            refusals.add("the last message is the assistant's: this provider wants the user's or a tool's last");
        }
    }

    private void spoken(ArrayNode contents, String role, Message turn) {
        var parts = contents.addObject().put("role", role).putArray("parts");
        if (turn.isPlain()) {
            text(parts, turn.text());
        } else {
            var rich = Json.read(turn.json());
            checkFields(rich);
            content(parts, rich.path("content"));
            for (var call : rich.path("tool_calls")) functionCall(parts, call);
        }
        if (parts.isEmpty()) refusals.add("an empty message: this provider takes none");
    }

    private void checkFields(JsonNode message) {
        message.properties().forEach(it -> {
            if (!KNOWN.contains(it.getKey()) && !it.getValue().isNull()) {
                refusals.add("the field " + it.getKey() + " of a message has no counterpart at this provider");
            }
        });
    }

    private void content(ArrayNode parts, JsonNode content) {
        if (content.isTextual()) {
            text(parts, content.asText());
            return;
        }
        for (var part : content) {
            switch (Json.string(part.path("type"))) {
                case "text" -> text(parts, Json.string(part.path("text")));
                case "image_url" -> image(parts, Json.string(part.at("/image_url/url")));
                default -> refusals.add("a message part of type " + Json.string(part.path("type")));
            }
        }
    }

    // Empty parts are refused by the provider, and say nothing.
    private static void text(ArrayNode parts, String text) {
        if (!text.isEmpty()) parts.addObject().put("text", text);
    }

    // What the API fetches by address is its own files, of a kind that has to be named: neither can be told from a URL.
    private void image(ArrayNode parts, String url) {
        var data = DATA_URL.matcher(url);
        if (data.matches()) {
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", data.group(1))
                    .put("data", data.group(2));
        } else {
            refusals.add("an image that is no base64 data: URL of PNG, JPEG, WebP, HEIC or HEIF:"
                    + " this provider fetches no web addresses");
        }
    }

    private void functionCall(ArrayNode parts, JsonNode call) {
        var arguments = Json.string(call.at("/function/arguments"));
        var args = arguments.isBlank() ? Json.object() : Json.read(arguments);
        if (!call.path("function").isObject() || !args.isObject()) {
            refusals.add("a tool call that is no function, or whose arguments are no JSON object");
            return;
        }
        var name = Json.string(call.at("/function/name"));
        called.put(Json.string(call.path("id")), name);
        var isFirst = parts.findParents("functionCall").isEmpty();
        var part = parts.addObject();
        part.putObject("functionCall").put("name", name).set("args", args);
        var kept = Json.string(call.at("/extra_content/google/thought_signature"));
        if (!kept.isEmpty()) part.put("thoughtSignature", kept);
        // Of calls made at once only the first carries one.
        else if (signs && isFirst) part.put("thoughtSignature", NOT_KEPT);
    }

    // Results are told by the function's name, and all of one turn's calls belong into the one turn that follows it.
    private void toolResult(ArrayNode contents, Message turn) {
        var rich = Json.read(turn.json());
        var name = called.getOrDefault(Json.string(rich.path("tool_call_id")), "");
        if (name.isEmpty()) {
            refusals.add("a tool message whose tool_call_id is of no tool call before it");
            return;
        }
        for (var part : rich.path("content")) {
            var type = Json.string(part.path("type"));
            if (!type.equals("text")) refusals.add("a tool message with a part of type " + type);
        }
        var response =
                resultsOf(contents).addObject().putObject("functionResponse").put("name", name);
        var said = Json.read(turn.text());
        response.set("response", said.isObject() ? said : Json.object().put("result", turn.text()));
    }

    private static ArrayNode resultsOf(ArrayNode contents) {
        var last = contents.path(contents.size() - 1);
        var isResults = last.at("/parts/0/functionResponse").isObject();
        var holder = isResults ? (ObjectNode) last : contents.addObject().put("role", "user");
        return holder.withArray("parts");
    }
}
