package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import route.domain.Message;

/** The turns of a chat, from OpenAI's form to Mistral's, which differs in few places (OpenAPI document, 2026-08). */
final class MistralMessages {
    private static final Set<String> PARTS = Set.of("text", "image_url");

    private final Refusals refusals;

    MistralMessages(Refusals refusals) {
        this.refusals = refusals;
    }

    ArrayNode of(List<Message> turns) {
        var messages = Json.object().putArray("messages");
        for (var turn : turns) {
            if (!turn.isPlain()) messages.add(rich(turn.role(), Json.read(turn.json())));
            else messages.addObject().put("role", role(turn.role())).put("content", turn.text());
        }
        var last = messages.path(messages.size() - 1);
        if (Json.string(last.path("role")).equals("assistant")) {
            refusals.add("the last message is the assistant's: this provider wants the user's or a tool's last");
        }
        return messages;
    }

    private String role(String role) {
        return switch (role) {
            case "developer" -> "system";
            case "system", "user", "assistant", "tool" -> role;
            default -> {
                refusals.add("a message of role " + role);
                yield role;
            }
        };
    }

    private ObjectNode rich(String role, JsonNode message) {
        var said = Json.object().put("role", role(role));
        message.properties().forEach(it -> {
            if (!it.getValue().isNull()) field(said, it.getKey(), it.getValue());
        });
        // What a model once said when it refused is a text like any other.
        var refusal = Json.string(message.path("refusal"));
        if (!refusal.isEmpty() && !said.has("content")) said.put("content", refusal);
        return said;
    }

    private void field(ObjectNode said, String name, JsonNode value) {
        switch (name) {
            case "role", "refusal" -> {}
            case "content" -> {
                for (var part : value) check(part);
                said.set("content", value);
            }
            case "tool_calls" -> {
                for (var call : value) {
                    if (!call.path("function").isObject()) refusals.add("a tool call that is no function");
                }
                said.set("tool_calls", value);
            }
            case "tool_call_id" -> said.set("tool_call_id", value);
            default -> refusals.add("the field " + name + " of a message has no counterpart at this provider");
        }
    }

    private void check(JsonNode part) {
        var type = Json.string(part.path("type"));
        if (!PARTS.contains(type)) refusals.add("a message part of type " + type);
    }
}
