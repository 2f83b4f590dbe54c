package route.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.ModelRef;
import route.domain.Prompt;

class TokenCounterTest {
    private static final ModelRef LUNA = ModelRef.parse("openai/gpt-6-luna");
    private final TokenCounter counter = new TokenCounter();

    @Test
    void emptyTextHasNoTokens() {
        assertEquals(0, counter.count(""));
    }

    /** The numbers of tiktoken itself for o200k_base. */
    @ParameterizedTest
    @CsvSource({"hello world,2", "tiktoken is great!,6", "antidisestablishmentarianism,6", "2 + 2 = 4,7"})
    void knownTextsHaveTheirPublishedCounts(String text, int tokens) {
        assertEquals(tokens, counter.count(text));
    }

    @Test
    void aSpecialTokenInThePromptIsCountedAsText() {
        assertTrue(counter.count("<|endoftext|>") > 1);
    }

    @Test
    void oneUserTurnCostsSevenTokensMoreThanItsText() {
        var prompt = chat(Message.plain("user", "hello world"));
        assertEquals(2 + 3 + 1 + 3, counter.count(prompt, LUNA));
    }

    @Test
    void everyFurtherTurnCostsFourTokensMoreThanItsText() {
        var one = chat(Message.plain("user", "hello world"));
        var two = chat(Message.plain("system", "hello world"), Message.plain("user", "hello world"));
        assertEquals(counter.count(one, LUNA) + 6, counter.count(two, LUNA));
    }

    @Test
    void anEmbeddingIsItsTextAlone() {
        var prompt = new Prompt(Endpoint.EMBEDDINGS, List.of(Message.plain("user", "hello world")), Map.of());
        assertEquals(2, counter.count(prompt, ModelRef.parse("openai/text-embedding-3-small")));
    }

    @Test
    void toolsAreInputToo() {
        var bare = chat(Message.plain("user", "hello world"));
        var tools = new Prompt(Endpoint.CHAT, bare.messages(), Map.of("tools", "[{\"type\":\"function\"}]"));
        assertTrue(counter.count(tools, LUNA) > counter.count(bare, LUNA));
    }

    @Test
    void anInlinedPictureIsNotCountedByItsBytes() {
        var picture = "data:image/png;base64," + "QUJD".repeat(50_000);
        var json = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what is it\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + picture + "\"}}]}";
        int tokens = counter.count(chat(new Message("user", "what is it", json)), LUNA);
        assertTrue(tokens > 765 && tokens < 850, () -> "tokens: " + tokens);
    }

    @Test
    void textThatOnlyLooksLikeAnInlinedPictureIsCounted() {
        var json = "{\"role\":\"user\",\"name\":\"x\",\"content\":\"data: " + "one two three ".repeat(100) + "\"}";
        assertTrue(counter.count(chat(new Message("user", "", json)), LUNA) > 300);
    }

    @Test
    void toolCallsAreCountedThoughTheyAreNoText() {
        var json = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"find\",\"arguments\":\"{\\\"city\\\":\\\"Phoenix\\\"}\"}}]}";
        assertTrue(counter.count(chat(new Message("assistant", "", json)), LUNA) > 20);
    }

    @Test
    void aHalfCharacterIsCountedInBothEncodings() {
        var prompt = chat(Message.plain("user", "high \uD83D alone"));
        assertTrue(counter.count(prompt, LUNA) > 8);
        assertTrue(counter.count(prompt, ModelRef.parse("openai/gpt-4")) > 8);
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-6.1-sol,false,1000,true",
        "openai/gpt-5-mini,false,1000,true",
        "openai/gpt-4.1-nano,false,1000,true",
        "openai/gpt-4o-2024-08-06,false,1000,true",
        "openai/ft:gpt-4o-mini:acme::x1,false,1000,true",
        "hub/openai/gpt-4o,false,1000,true",
        "openai/o3-mini,false,1000,true",
        "openai/o1,false,1000,true",
        "openai/gpt-4-turbo,true,1000,true",
        "openai/gpt-3.5-turbo-0125,true,1000,true",
        "openai/text-embedding-3-small,true,1000,true",
        "anthropic/claude-haiku-5-5,false,1300,false",
        "gemini/gemini-2.5-flash-lite,false,1100,false",
        "nearby/ours-7b,false,1250,false",
        "nearby/olmo-2,false,1250,false"
    })
    void eachModelHasItsTokenizer(String model, boolean cl100k, int permille, boolean exact) {
        assertEquals(new Tokenizer(cl100k, permille, exact), Tokenizer.of(ModelRef.parse(model)));
    }

    @Test
    void anEstimateIsRoundedUp() {
        assertEquals(
                4, Tokenizer.of(ModelRef.parse("anthropic/claude-opus-5-5")).scaled(3));
        assertEquals(
                0, Tokenizer.of(ModelRef.parse("anthropic/claude-opus-5-5")).scaled(0));
    }

    @Test
    void onlyOpenAiModelsAreCountedExactly() {
        assertTrue(counter.isExact(LUNA));
        assertFalse(counter.isExact(ModelRef.parse("anthropic/claude-haiku-5-5")));
    }

    private static Prompt chat(Message... messages) {
        return new Prompt(Endpoint.CHAT, List.of(messages), Map.of());
    }
}
