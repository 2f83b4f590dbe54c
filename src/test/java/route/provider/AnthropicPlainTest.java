package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/** Plain requests are written byte for byte as by the way that knows all others. */
class AnthropicPlainTest {
    private static final Message USER = Message.plain("user", "Caf\u00e9 \"x\"\n\u2028 \ud83d\ude00 \ud800 \u0001 end");

    private static Prompt chat(Message... messages) {
        return new Prompt(Endpoint.CHAT, List.of(messages), Map.of());
    }

    @Test
    void theyReadTheSameBothWays() {
        var system = Message.plain("system", "Be \u2028 brief.");
        for (var prompt : List.of(
                chat(USER),
                chat(system, USER),
                chat(Message.plain("system", " "), USER),
                chat(system, Message.plain("developer", ""), Message.plain("developer", "Label."), USER))) {
            assertTrue(AnthropicPlain.fits(prompt));
            for (var model : List.of("claude-haiku-5-5", "claude-sonnet-4-6", "odd \"name\"")) {
                assertEquals(
                        text(new AnthropicRequest(prompt, model, 77).line("q-1")),
                        text(AnthropicPlain.line("q-1", model, prompt, 77)));
            }
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void whatIsMoreThanPlainGoesTheOtherWay() {
        var rich = new Message("user", "x", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}");
        var answer = Message.plain("assistant", "yes");
        for (var prompt : List.of(
                chat(),
                chat(rich),
                chat(answer),
                chat(Message.plain("system", "s")),
                chat(Message.plain("user", " ")),
                chat(USER, answer, USER),
                chat(USER, Message.plain("system", "late"), USER),
                new Prompt(Endpoint.CHAT, List.of(USER), Map.of("temperature", "0")),
                new Prompt(Endpoint.EMBEDDINGS, List.of(USER), Map.of()))) {
            assertFalse(AnthropicPlain.fits(prompt), prompt.toString());
        }
    }
}
