package route.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import route.domain.Message;

/** The texts in a body of OpenAI's Responses API, for counting and classifying; the body itself is sent as it is. */
final class ResponsesInput {
    private ResponsesInput() {}

    /** {@code input} is a text or an array of items; {@code instructions} a text or null; both JSON. */
    static List<Message> read(String input, String instructions) throws UnusableException {
        var messages = new ArrayList<Message>();
        if (JsonText.isText(instructions)) {
            messages.add(Message.plain("system", JsonText.unquoted(instructions, "body.instructions")));
        }
        if (JsonText.isText(input)) {
            var text = JsonText.unquoted(input, "body.input");
            if (Blank.is(text)) throw new UnusableException("body.input", "'body.input' is empty");
            messages.add(Message.plain("user", text));
            return messages;
        }
        if (!JsonText.isArray(input)) {
            throw new UnusableException(
                    "body.input", "'body.input' is " + JsonText.kind(input) + ", not a text or an array");
        }
        var items = JsonText.elements(input, "body.input");
        if (items.isEmpty()) throw new UnusableException("body.input", "'body.input' is empty");
        int number = 0;
        for (var item : items) messages.add(item(item, "body.input[" + number++ + "]"));
        return messages;
    }

    private static Message item(String json, String field) throws UnusableException {
        if (!JsonText.isObject(json)) {
            throw new UnusableException(field, "'" + field + "' is " + JsonText.kind(json) + ", not an object");
        }
        var members = JsonText.members(json, field);
        var content = members.getOrDefault("content", "null");
        var text = JsonText.isNull(content) ? "" : ChatMessages.text(content, field + ".content");
        return new Message(role(members, field), text, json);
    }

    /** The role it says, or the one its kind implies: calls come from the model, outputs from a tool. */
    private static String role(Map<String, String> members, String field) throws UnusableException {
        var role = members.getOrDefault("role", "null");
        if (JsonText.isText(role)) return JsonText.unquoted(role, field);
        var type = members.getOrDefault("type", "null");
        if (!JsonText.isText(type)) return "user";
        var kind = JsonText.unquoted(type, field);
        if (kind.endsWith("_output")) return "tool";
        return kind.endsWith("_call") || kind.equals("reasoning") ? "assistant" : "user";
    }
}
