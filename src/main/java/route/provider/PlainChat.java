package route.provider;

import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/**
 * A chat in which there is nothing to translate, as in most rows: texts of the system, then of user and assistant, the
 * last one the user's, and no parameters. Whether it can be said is known without saying it.
 */
final class PlainChat {
    private PlainChat() {}

    static boolean is(Prompt prompt) {
        if (prompt.endpoint() != Endpoint.CHAT || !prompt.params().isEmpty()) return false;
        boolean begun = false;
        boolean asked = false;
        for (var message : prompt.messages()) {
            boolean leads = !begun && AnthropicRequest.isSystem(message);
            if (!message.isPlain() || !leads && !isSpoken(message)) return false;
            begun = begun || !leads;
            asked = message.role().equals("user");
        }
        return asked;
    }

    private static boolean isSpoken(Message message) {
        boolean speaker = message.role().equals("user") || message.role().equals("assistant");
        return speaker && !message.text().isBlank();
    }
}
