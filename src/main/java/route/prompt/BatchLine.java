package route.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import route.domain.Endpoint;
import route.domain.Fields;
import route.domain.Message;
import route.domain.Prompt;

/**
 * A line as the OpenAI Batch API takes it ({@code custom_id}, {@code method}, {@code url}, {@code body}; Batch API
 * guide, 2026-09), so that files written for it run as they are.
 *
 * @param id the line's custom_id
 * @param model the body's model; empty where it names none
 */
record BatchLine(String id, String model, Prompt prompt) {

    /**
     * Whether a row is meant as such a line: a custom_id with an object in {@code body}, or with any body and a url where
     * nothing else could be asked; or else a method and a url.
     */
    static boolean isOne(Fields fields) {
        var names = fields.names();
        boolean id = names.contains("custom_id");
        boolean body = names.contains("body");
        if (names.contains("method") && names.contains("url") && (id || body)) return true;
        if (!id || !body) return false;
        if (fields.json("body").map(JsonText::isObject).orElse(false)) return true;
        return names.contains("url") && !names.contains("prompt") && !names.contains("messages");
    }

    static BatchLine read(Fields fields) throws UnusableException {
        var id = text(fields, "custom_id");
        if (Blank.is(id)) throw new UnusableException("custom_id", "the batch line has no 'custom_id'");
        var method = text(fields, "method");
        if (Blank.is(method)) throw new UnusableException("method", "the batch line has no 'method'; it says POST");
        if (!method.equals("POST")) {
            throw new UnusableException("method", "'method' is " + Columns.shown(method) + "; a batch line says POST");
        }
        var endpoint = endpoint(text(fields, "url"));
        var body = fields.json("body").orElse("null");
        if (!JsonText.isObject(body)) {
            throw new UnusableException(
                    "body", JsonText.isNull(body) ? "the batch line has no 'body'" : "'body' is not an object");
        }
        return read(id, endpoint, JsonText.members(body, "body"));
    }

    private static BatchLine read(String id, Endpoint endpoint, Map<String, String> body) throws UnusableException {
        ChatParams.check(body, "body.");
        body.remove("stream");
        body.remove("stream_options");
        var model = body.getOrDefault("model", "null");
        body.remove("model");
        if (!JsonText.isText(model) && !JsonText.isNull(model)) {
            throw new UnusableException("body.model", "'body.model' is " + JsonText.kind(model) + ", not a text");
        }
        var messages = messages(endpoint, body);
        body.remove("messages");
        var name = JsonText.isNull(model) ? "" : JsonText.unquoted(model, "body.model");
        return new BatchLine(id, name, new Prompt(endpoint, messages, body));
    }

    private static List<Message> messages(Endpoint endpoint, Map<String, String> body) throws UnusableException {
        return switch (endpoint) {
            case CHAT -> ChatMessages.read(required(body, "messages"), "body.messages");
            case RESPONSES -> ResponsesInput.read(required(body, "input"), body.getOrDefault("instructions", "null"));
            case EMBEDDINGS -> embedded(required(body, "input"));
        };
    }

    private static List<Message> embedded(String input) throws UnusableException {
        var texts = JsonText.isArray(input) ? JsonText.elements(input, "body.input") : List.of(input);
        var messages = new ArrayList<Message>();
        for (var text : texts) {
            if (!JsonText.isText(text)) {
                throw new UnusableException(
                        "body.input", "'body.input' holds " + JsonText.kind(text) + "; only texts can be counted");
            }
            messages.add(Message.plain("user", JsonText.unquoted(text, "body.input")));
        }
        if (messages.stream().anyMatch(it -> it.text().isEmpty()) || messages.isEmpty()) {
            throw new UnusableException("body.input", "'body.input' is empty");
        }
        return messages;
    }

    private static String required(Map<String, String> body, String name) throws UnusableException {
        var value = body.getOrDefault(name, "null");
        if (!JsonText.isNull(value)) return value;
        throw new UnusableException("body." + name, "'body' has no '" + name + "'");
    }

    private static Endpoint endpoint(String url) throws UnusableException {
        var endpoint = Endpoint.ofPath(url);
        if (endpoint.isPresent()) return endpoint.get();
        throw new UnusableException(
                "url",
                "'url' is " + Columns.shown(url) + "; it must be " + Endpoint.CHAT.path() + ", "
                        + Endpoint.RESPONSES.path() + " or " + Endpoint.EMBEDDINGS.path());
    }

    private static String text(Fields fields, String name) throws UnusableException {
        var json = fields.json(name).orElse("null");
        if (JsonText.isNull(json)) return "";
        if (JsonText.isText(json)) return JsonText.unquoted(json, name);
        if (!JsonText.isObject(json) && !JsonText.isArray(json)) return json;
        throw new UnusableException(name, "'" + name + "' is " + JsonText.kind(json) + ", not a text");
    }
}
