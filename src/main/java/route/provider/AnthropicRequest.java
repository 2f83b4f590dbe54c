package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/**
 * A prompt said in the words of Anthropic's Messages API (reference, 2026-11), or the reasons why it cannot be. What
 * has no counterpart is refused rather than dropped, so that no row quietly asks for something else.
 */
final class AnthropicRequest {
    private final ObjectNode params = Json.object();
    private final Refusals refusals = new Refusals();

    AnthropicRequest(Prompt prompt, String model, int maxTokens) {
        if (prompt.endpoint() != Endpoint.CHAT) {
            refusals.add(prompt.endpoint().path() + " is spoken by OpenAI only; this provider takes chat requests");
            return;
        }
        var version = AnthropicVersion.of(model);
        params.put("model", model);
        params.put("max_tokens", maxTokens);
        var system = leadingSystem(prompt.messages());
        if (!system.isEmpty()) params.put("system", String.join("\n\n", system));
        var turns = prompt.messages()
                .subList(leading(prompt.messages()), prompt.messages().size());
        params.set("messages", new AnthropicMessages(version, refusals).of(turns));
        new AnthropicParams(params, version, refusals).add(prompt.params());
    }

    Optional<String> refusal() {
        return refusals.first();
    }

    /** The body of a call in real time. */
    String body() {
        if (refusal().isPresent())
            throw new IllegalStateException("not to be sent: " + refusal().get());
        return Json.write(params);
    }

    byte[] line(String customId) {
        if (refusal().isPresent())
            throw new IllegalStateException("not to be sent: " + refusal().get());
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("custom_id", customId);
            out.writeFieldName("params");
            Json.copy(out, params);
            out.writeEndObject();
        });
    }

    private static int leading(List<Message> messages) {
        int count = 0;
        while (count < messages.size() && isSystem(messages.get(count))) count++;
        return count;
    }

    static boolean isSystem(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private List<String> leadingSystem(List<Message> messages) {
        var texts = new ArrayList<String>();
        for (var message : messages.subList(0, leading(messages))) {
            if (!message.isPlain()) onlyText(Json.read(message.json()));
            if (!message.text().isBlank()) texts.add(message.text());
        }
        return texts;
    }

    private void onlyText(JsonNode message) {
        for (var part : message.path("content")) {
            var type = Json.string(part.path("type"));
            if (!type.equals("text")) refusals.add("a system message with a part of type " + type);
        }
    }
}
