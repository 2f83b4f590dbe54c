package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import route.domain.Message;

/** The turns of a chat, from OpenAI's form to Anthropic's. */
final class AnthropicMessages {
    private static final Pattern DATA_URL =
            Pattern.compile("data:(image/(?:png|jpeg|gif|webp));base64,(.+)", Pattern.DOTALL);
    private static final Set<String> KNOWN = Set.of("role", "content", "tool_calls", "tool_call_id", "refusal");

    private final AnthropicVersion version;
    private final Refusals refusals;

    AnthropicMessages(AnthropicVersion version, Refusals refusals) {
        this.version = version;
        this.refusals = refusals;
    }

    ArrayNode of(List<Message> turns) {
        var messages = Json.object().putArray("messages");
        for (var turn : turns) {
            switch (turn.role()) {
                case "user", "assistant" -> spoken(messages, turn);
                case "tool" -> toolResult(messages, turn);
                case "system", "developer" -> laterSystem(messages, turn);
                default -> refusals.add("a message of role " + turn.role());
            }
        }
        checkEnds(messages);
        return messages;
    }

    private void checkEnds(ArrayNode messages) {
        if (messages.isEmpty()) {
            refusals.add("no message besides the system's: this provider wants one of role user");
            return;
        }
        var last = messages.get(messages.size() - 1);
        if (version == AnthropicVersion.CURRENT
                && Json.string(last.path("role")).equals("assistant")) {
            refusals.add("the last message is the assistant's: models after Claude Opus 4.6 do not continue one");
        }
    }

    // A system turn between others is known to version 2026-10-21 only.
    private void laterSystem(ArrayNode messages, Message turn) {
        if (version == AnthropicVersion.SAMPLING) {
            refusals.add("a system message after the first turn: this model takes them at the beginning only");
        }
        if (!turn.isPlain()) refusals.add("a system message after the first turn that is more than plain text");
        messages.addObject().put("role", "system").put("content", turn.text());
    }

    private void spoken(ArrayNode messages, Message turn) {
        if (turn.isPlain()) {
            if (turn.text().isBlank()) refusals.add("an empty message: this provider takes none");
            messages.addObject().put("role", turn.role()).put("content", turn.text());
            return;
        }
        var rich = Json.read(turn.json());
        checkFields(rich);
        var blocks = messages.addObject().put("role", turn.role()).putArray("content");
        content(blocks, rich.path("content"));
        for (var call : rich.path("tool_calls")) toolUse(blocks, call);
        if (blocks.isEmpty()) refusals.add("an empty message: this provider takes none");
    }

    private void checkFields(JsonNode message) {
        message.properties().forEach(it -> {
            if (!KNOWN.contains(it.getKey()) && !it.getValue().isNull()) {
                refusals.add("the field " + it.getKey() + " of a message has no counterpart at this provider");
            }
        });
    }

    private void content(ArrayNode blocks, JsonNode content) {
        if (content.isTextual()) {
            text(blocks, content.asText());
            return;
        }
        for (var part : content) {
            switch (Json.string(part.path("type"))) {
                case "text" -> text(blocks, Json.string(part.path("text")));
                case "image_url" -> image(blocks, Json.string(part.at("/image_url/url")));
                default -> refusals.add("a message part of type " + Json.string(part.path("type")));
            }
        }
    }

    // Blank blocks are refused by the provider, and say nothing.
    private static void text(ArrayNode blocks, String text) {
        if (!text.isBlank()) blocks.addObject().put("type", "text").put("text", text);
    }

    private void image(ArrayNode blocks, String url) {
        var data = DATA_URL.matcher(url);
        var source = blocks.addObject().put("type", "image").putObject("source");
        if (data.matches()) {
            source.put("type", "base64").put("media_type", data.group(1)).put("data", data.group(2));
        } else if (url.startsWith("https://") || url.startsWith("http://")) {
            source.put("type", "url").put("url", url);
        } else {
            refusals.add("an image that is neither a web address nor a base64 data: URL of PNG, JPEG, GIF or WebP");
        }
    }

    private void toolUse(ArrayNode blocks, JsonNode call) {
        var arguments = Json.string(call.at("/function/arguments"));
        var input = arguments.isBlank() ? Json.object() : Json.read(arguments);
        if (!call.path("function").isObject() || !input.isObject()) {
            refusals.add("a tool call that is no function, or whose arguments are no JSON object");
            return;
        }
        var block = blocks.addObject().put("type", "tool_use");
        block.put("id", Json.string(call.path("id")));
        block.put("name", Json.string(call.at("/function/name")));
        block.set("input", input);
    }

    // All results of one turn's calls belong into the one user message that follows it.
    private void toolResult(ArrayNode messages, Message turn) {
        var rich = Json.read(turn.json());
        var id = Json.string(rich.path("tool_call_id"));
        if (id.isEmpty()) refusals.add("a tool message without tool_call_id");
        var result = resultsOf(messages).addObject().put("type", "tool_result").put("tool_use_id", id);
        if (rich.path("content").isArray()) {
            content(result.putArray("content"), rich.path("content"));
        } else {
            result.put("content", turn.text());
        }
    }

    private static ArrayNode resultsOf(ArrayNode messages) {
        var last = messages.path(messages.size() - 1);
        var isResults = Json.string(last.at("/content/0/type")).equals("tool_result");
        var holder = isResults ? (ObjectNode) last : messages.addObject().put("role", "user");
        return holder.withArray("content");
    }
}
