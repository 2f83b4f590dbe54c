package route.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import route.domain.Message;

/**
 * Reads an array of messages in the form of OpenAI's chat completions API (API reference, "Create chat completion",
 * 2026-09). A turn that is only a role and a text becomes a plain message; any other keeps its JSON byte for byte.
 */
final class ChatMessages {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> TEXT_PARTS = Set.of("text", "input_text", "output_text");
    private static final Set<String> INSTEAD_OF_CONTENT = Set.of("tool_calls", "function_call", "refusal", "audio");

    private ChatMessages() {}

    static List<Message> read(String json, String field) throws UnusableException {
        if (!JsonText.isArray(json)) {
            throw new UnusableException(
                    field, "'" + field + "' is " + JsonText.kind(json) + ", not an array of messages");
        }
        var messages = new ArrayList<Message>();
        for (var element : JsonText.elements(json, field)) {
            messages.add(message(element, field + "[" + messages.size() + "]"));
        }
        if (messages.isEmpty()) throw new UnusableException(field, "'" + field + "' holds no message");
        if (messages.stream().allMatch(it -> it.isPlain() && Blank.is(it.text()))) {
            throw new UnusableException(field, "every message in '" + field + "' is empty");
        }
        return messages;
    }

    private static Message message(String json, String field) throws UnusableException {
        if (!JsonText.isObject(json)) {
            throw new UnusableException(field, "'" + field + "' is " + JsonText.kind(json) + ", not a message");
        }
        var members = JsonText.members(json, field);
        members.values().removeIf(JsonText::isNull);
        var role = role(members, field);
        var content = members.getOrDefault("content", "");
        if (content.isEmpty()) return withoutContent(role, members, json, field);
        if (role.equals("tool") && !JsonText.isText(members.getOrDefault("tool_call_id", ""))) {
            throw new UnusableException(field, "'" + field + "' is a tool's answer without a 'tool_call_id'");
        }
        var text = text(content, field + ".content");
        return JsonText.isText(content) && members.size() == 2
                ? Message.plain(role, text)
                : new Message(role, text, json);
    }

    private static String role(Map<String, String> members, String field) throws UnusableException {
        var json = members.getOrDefault("role", "");
        if (json.isEmpty()) throw new UnusableException(field, "'" + field + "' has no 'role'");
        var role = JsonText.isText(json) ? JsonText.unquoted(json, field) : json;
        if (ROLES.contains(role)) return role;
        throw new UnusableException(
                field + ".role",
                "'" + field + "' has the role " + Columns.shown(role)
                        + "; a role is system, developer, user, assistant or tool");
    }

    private static Message withoutContent(String role, Map<String, String> members, String json, String field)
            throws UnusableException {
        if (role.equals("assistant") && members.keySet().stream().anyMatch(INSTEAD_OF_CONTENT::contains)) {
            return new Message(role, "", json);
        }
        throw new UnusableException(field + ".content", "'" + field + "' has no content");
    }

    /** The text of a content: the text itself, or its text parts, a line each. */
    static String text(String content, String field) throws UnusableException {
        if (JsonText.isText(content)) return JsonText.unquoted(content, field);
        if (!JsonText.isArray(content)) {
            throw new UnusableException(
                    field, "'" + field + "' is " + JsonText.kind(content) + ", not a text or an array of parts");
        }
        var texts = new ArrayList<String>();
        var parts = JsonText.elements(content, field);
        if (parts.isEmpty()) throw new UnusableException(field, "'" + field + "' holds no part");
        for (var part : parts) {
            if (!JsonText.isObject(part)) {
                throw new UnusableException(field, "'" + field + "' holds " + JsonText.kind(part) + ", not a part");
            }
            addText(JsonText.members(part, field), texts, field);
        }
        return String.join("\n", texts);
    }

    private static void addText(Map<String, String> part, List<String> texts, String field) throws UnusableException {
        var type = part.getOrDefault("type", "");
        if (!JsonText.isText(type)) throw new UnusableException(field, "'" + field + "' holds a part without a 'type'");
        if (!TEXT_PARTS.contains(JsonText.unquoted(type, field))) return;
        var text = part.getOrDefault("text", "");
        if (!JsonText.isText(text))
            throw new UnusableException(field, "'" + field + "' holds a text part without text");
        texts.add(JsonText.unquoted(text, field));
    }
}
