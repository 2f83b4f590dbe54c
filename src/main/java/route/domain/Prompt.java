package route.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a row asks of a model, before any provider's dialect.
 *
 * @param endpoint the request form; anything but {@link Endpoint#CHAT} comes only from whole OpenAI batch lines
 * @param messages the chat in order; for other endpoints the texts found in the body, for counting only
 * @param params request parameters by OpenAI's names, each as JSON text ({@code temperature -> 0.2}), in the order
 *     given; never {@code model}, {@code messages} or {@code stream}. For endpoints other than CHAT the whole body
 */
public record Prompt(Endpoint endpoint, List<Message> messages, Map<String, String> params) {

    public Prompt {
        messages = List.copyOf(messages);
        params = params.isEmpty()
                ? Map.of()
                : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(params));
    }

    /** The most output tokens the row itself allows, from its parameters; 0 where it says nothing. */
    public int maxTokens() {
        if (params.isEmpty()) return 0;
        for (var name : List.of("max_completion_tokens", "max_tokens", "max_output_tokens")) {
            var value = params.get(name);
            if (value != null && value.matches("\\d{1,9}")) {
                return Integer.parseInt(value);
            }
        }
        return 0;
    }

    /** All text of the user's turns, joined by line ends: what the classifier judges. */
    public String userText() {
        return joined("user", "user");
    }

    /** All text of system and developer turns, joined by line ends. */
    public String systemText() {
        return joined("system", "developer");
    }

    private String joined(String role, String orRole) {
        var texts = new ArrayList<String>();
        for (var message : messages) {
            if (message.role().equals(role) || message.role().equals(orRole)) texts.add(message.text());
        }
        return texts.size() == 1 ? texts.get(0) : String.join("\n", texts);
    }
}
