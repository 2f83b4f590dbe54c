package route.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/**
 * A prompt said in the words of Gemini's {@code generateContent} (API reference v1beta, 2026-11), or the reasons why it
 * cannot be. What has no counterpart is refused rather than dropped, so that no row quietly asks for something else. The
 * model is named by the address, not in here.
 */
final class GeminiRequest {
    private final ObjectNode request = Json.object();
    private final Refusals refusals = new Refusals();

    GeminiRequest(Prompt prompt, String model, int maxTokens) {
        if (prompt.endpoint() != Endpoint.CHAT) {
            refusals.add(prompt.endpoint().path() + " is not spoken here; this provider takes chat requests");
            return;
        }
        var leading = leading(prompt.messages());
        addSystem(prompt.messages().subList(0, leading));
        var turns = prompt.messages().subList(leading, prompt.messages().size());
        request.set("contents", new GeminiTurns(model, refusals).of(turns));
        var config = request.putObject("generationConfig").put("maxOutputTokens", maxTokens);
        new GeminiParams(config, model, refusals).add(prompt.params());
        new GeminiTools(request, refusals).add(prompt.params());
    }

    Optional<String> refusal() {
        return refusals.first();
    }

    /** The body of a call in real time. */
    String body() {
        checkSendable();
        return Json.write(request);
    }

    byte[] line(String key) {
        checkSendable();
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("key", key);
            out.writeFieldName("request");
            Json.copy(out, request);
            out.writeEndObject();
        });
    }

    private void checkSendable() {
        if (refusal().isPresent())
            throw new IllegalStateException("not to be sent: " + refusal().get());
    }

    private static int leading(List<Message> messages) {
        int count = 0;
        while (count < messages.size() && isSystem(messages.get(count))) count++;
        return count;
    }

    private static boolean isSystem(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private void addSystem(List<Message> messages) {
        for (var message : messages) {
            for (var part : Json.read(message.json()).path("content")) {
                var type = Json.string(part.path("type"));
                if (!type.equals("text")) refusals.add("a system message with a part of type " + type);
            }
            if (message.text().isBlank()) continue;
            request.withObject("/systemInstruction")
                    .withArray("parts")
                    .addObject()
                    .put("text", message.text());
        }
    }
}
