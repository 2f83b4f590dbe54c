package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick readers of result lines say what the thorough ones say, or nothing. */
class UsualLineTest {
    private static final String OPENAI =
            "{\"id\":\"batch_req_1\",\"custom_id\":\"q-1\",\"response\":{\"status_code\":200,"
                    + "\"request_id\":\"r\",\"body\":{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Caf\u00e9 \\u00e9\\n\ud83d\ude00\","
                    + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":20,"
                    + "\"completion_tokens\":9,\"total_tokens\":29,\"prompt_tokens_details\":{\"cached_tokens\":7},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":4}}}},\"error\":null}";
    private static final String ANTHROPIC = "{\"custom_id\":\"q-1\",\"result\":{\"type\":\"succeeded\",\"message\":{"
            + "\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Caf\u00e9 \"},"
            + "{\"type\":\"text\",\"text\":\"\\ud83d\\ude00\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{"
            + "\"input_tokens\":20,\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":2,\"output_tokens\":9,"
            + "\"output_tokens_details\":{\"thinking_tokens\":4}}}}}";
    private static final List<String> PIECES = List.of(
            "null", "\"\"", "0", "-1", "1.5", "{}", "[]", ",", ":", "\"", "{", "}", "\\", "\u0000", " ", "true");

    private static ResultLine openAi(byte[] line) {
        return OpenAiAnswer.read(line, 0, line.length);
    }

    private static ResultLine anthropic(byte[] line) {
        return AnthropicAnswer.read(line, 0, line.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theUsualLinesAreReadQuickly() {
        var openAi = bytes(OPENAI);
        assertEquals(
                OpenAiAnswer.read(OPENAI),
                OpenAiUsual.read(openAi, 0, openAi.length).orElseThrow());
        var anthropic = bytes(ANTHROPIC);
        assertEquals(
                AnthropicAnswer.read(ANTHROPIC),
                AnthropicUsual.read(anthropic, 0, anthropic.length).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tool_calls\":[{\"id\":\"x\"}]",
                "\"function_call\":{\"name\":\"x\"}",
                "\"refusal\":\"no\"",
                "\"content\":\"another\"",
                "\"content\":[{\"type\":\"text\",\"text\":\"part\"}]"
            })
    void aMessageThatSaysMoreIsReadThoroughly(String member) {
        var line = OPENAI.replace("\"role\":\"assistant\"", "\"role\":\"assistant\"," + member);
        assertTrue(OpenAiUsual.read(bytes(line), 0, bytes(line).length).isEmpty());
        assertEquals(OpenAiAnswer.read(line), openAi(bytes(line)));
    }

    @Test
    void ofTwoMembersWithOneNameTheSameCounts() {
        for (var name : List.of("custom_id", "response", "choices", "usage", "finish_reason", "prompt_tokens")) {
            var line = OPENAI.replace("\"" + name + "\":", "\"" + name + "\":null,\"" + name + "\":");
            assertEquals(OpenAiAnswer.read(line), openAi(bytes(line)), name);
        }
        for (var name : List.of("custom_id", "result", "type", "content", "text", "usage", "output_tokens")) {
            var line = ANTHROPIC.replace("\"" + name + "\":", "\"" + name + "\":null,\"" + name + "\":");
            assertEquals(AnthropicAnswer.read(line), anthropic(bytes(line)), name);
        }
    }

    @Test
    void spoiltLinesAreReadAsTheThoroughReaderReadsThem() {
        compare(OPENAI, UsualLineTest::openAi, OpenAiAnswer::read);
        compare(ANTHROPIC, UsualLineTest::anthropic, AnthropicAnswer::read);
    }

    private static void compare(
            String line, Function<byte[], ResultLine> quick, Function<String, ResultLine> thorough) {
        var random = new Random(11);
        for (var run = 0; run < 20_000; run++) {
            var spoilt = spoilt(random, line);
            var text = new String(spoilt, StandardCharsets.UTF_8);
            assertEquals(thorough.apply(text), quick.apply(spoilt), () -> text);
        }
    }

    /** Something is left out, doubled or put in, once or twice; or a byte is another. */
    private static byte[] spoilt(Random random, String line) {
        var text = new StringBuilder(line);
        for (var times = 1 + random.nextInt(2); times > 0; times--) {
            var from = random.nextInt(text.length());
            var to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to));
                default -> text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        var bytes = bytes(text.toString());
        if (random.nextInt(4) == 0 && bytes.length > 0)
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return bytes;
    }
}
