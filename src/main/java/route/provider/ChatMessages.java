package route.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import route.domain.Message;

/** The turns of a chat for providers that take OpenAI's form, but neither its newest role nor all of its parts. */
final class ChatMessages {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> FIELDS =
            Set.of("role", "content", "name", "tool_calls", "tool_call_id", "refusal");

    private final boolean inlineImages;
    private final Refusals refusals;

    ChatMessages(boolean inlineImages, Refusals refusals) {
        this.inlineImages = inlineImages;
        this.refusals = refusals;
    }

    void check(List<Message> messages) {
        for (var message : messages) {
            if (!ROLES.contains(message.role())) refusals.add("a message of role " + message.role());
            if (!message.isPlain()) check(Json.read(message.json()));
        }
    }

    private void check(JsonNode message) {
        message.properties().forEach(it -> {
            if (!FIELDS.contains(it.getKey()) && !it.getValue().isNull()) {
                refusals.add("the field " + it.getKey() + " of a message has no counterpart at this provider");
            }
        });
        for (var part : message.path("content")) {
            switch (Json.string(part.path("type"))) {
                case "text" -> {}
                case "image_url" -> image(Json.string(part.at("/image_url/url")));
                default -> refusals.add("a message part of type " + Json.string(part.path("type")));
            }
        }
    }

    private void image(String url) {
        if (url.startsWith("https://") || url.startsWith("http://")) return;
        if (!inlineImages) refusals.add("an image that is no web address: this provider's batches take no others");
        else if (!url.startsWith("data:image/")) {
            refusals.add("an image that is neither a web address nor a data: URL of an image");
        }
    }

    void write(JsonGenerator out, List<Message> messages) throws IOException {
        out.writeArrayFieldStart("messages");
        for (var message : messages) {
            if (!message.isPlain()) {
                rich(out, message);
                continue;
            }
            out.writeStartObject();
            out.writeStringField("role", role(message.role()));
            out.writeFieldName("content");
            Json.text(out, message.text());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void rich(JsonGenerator out, Message message) throws IOException {
        if (role(message.role()).equals(message.role())) {
            Json.copy(out, message.json());
            return;
        }
        var tree = (ObjectNode) Json.read(message.json());
        Json.copy(out, tree.put("role", role(message.role())));
    }

    // OpenAI's newer name for the same thing.
    private static String role(String role) {
        return role.equals("developer") ? "system" : role;
    }
}
