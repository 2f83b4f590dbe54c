package route.provider;

import java.util.stream.Collectors;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/**
 * The request that nearly all rows make: system texts at most, one turn of the user, no parameters. It is written
 * straight away, as {@link AnthropicRequest} would write it, whose trees take several times as long.
 */
final class AnthropicPlain {

    private AnthropicPlain() {}

    static boolean fits(Prompt prompt) {
        var messages = prompt.messages();
        if (prompt.endpoint() != Endpoint.CHAT || !prompt.params().isEmpty() || messages.isEmpty()) return false;
        var last = messages.get(messages.size() - 1);
        if (!last.isPlain() || !last.role().equals("user") || last.text().isBlank()) return false;
        return messages.stream().limit(messages.size() - 1L).allMatch(AnthropicPlain::isPlainSystem);
    }

    private static boolean isPlainSystem(Message message) {
        return message.isPlain() && AnthropicRequest.isSystem(message);
    }

    /** @param prompt one that {@link #fits} */
    static byte[] line(String customId, String model, Prompt prompt, int maxTokens) {
        var last = prompt.messages().size() - 1;
        var system = prompt.messages().stream()
                .limit(last)
                .map(Message::text)
                .filter(it -> !it.isBlank())
                .collect(Collectors.joining("\n\n"));
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("custom_id", customId);
            out.writeObjectFieldStart("params");
            out.writeFieldName("model");
            Json.text(out, model);
            out.writeNumberField("max_tokens", maxTokens);
            if (!system.isEmpty()) {
                out.writeFieldName("system");
                Json.text(out, system);
            }
            out.writeArrayFieldStart("messages");
            out.writeStartObject();
            out.writeStringField("role", "user");
            out.writeFieldName("content");
            Json.text(out, prompt.messages().get(last).text());
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
