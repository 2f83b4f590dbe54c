package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

class AnthropicRequestTest {
    private static final String OLD = "claude-sonnet-4-6";
    private static final String NEW = "claude-haiku-5-5";
    private static final Message HI = Message.plain("user", "hi");
    private static final String HEAD = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static Prompt chat(Map<String, String> params, Message... messages) {
        return new Prompt(Endpoint.CHAT, List.of(messages), params);
    }

    /** What follows the custom id. */
    private static String params(String model, Prompt prompt) {
        var request = new AnthropicRequest(prompt, model, 200);
        assertEquals(Optional.empty(), request.refusal());
        var line = new String(request.line("q-1"), StandardCharsets.UTF_8);
        var head = "{\"custom_id\":\"q-1\",\"params\":";
        assertTrue(line.startsWith(head), line);
        return line.substring(head.length(), line.length() - 1);
    }

    /** What the parameters became, after the message. */
    private static String translated(String model, Map<String, String> params) {
        var all = params(model, chat(params, HI));
        return all.substring(all.indexOf(HEAD) + HEAD.length(), all.length() - 1);
    }

    private static String refusal(String model, Prompt prompt) {
        return new AnthropicRequest(prompt, model, 200).refusal().orElse("");
    }

    private static Message rich(String role, String json) {
        return new Message(role, "text", json);
    }

    @Test
    void leadingSystemTurnsBecomeTheSystemText() {
        var prompt = chat(
                Map.of(),
                Message.plain("system", "Label."),
                Message.plain("developer", "Be brief."),
                HI,
                Message.plain("assistant", "hello"),
                Message.plain("user", "late parcel"));
        assertEquals(
                "{\"model\":\"claude-haiku-5-5\",\"max_tokens\":200,\"system\":\"Label.\\n\\nBe brief.\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                        + "{\"role\":\"assistant\",\"content\":\"hello\"},"
                        + "{\"role\":\"user\",\"content\":\"late parcel\"}]}",
                params(NEW, prompt));
    }

    @Test
    void parametersTakeAnthropicsNames() {
        assertEquals("", translated(NEW, Map.of()));
        assertEquals(",\"stop_sequences\":[\"END\"]", translated(NEW, Map.of("stop", "\"END\"")));
        assertEquals(",\"stop_sequences\":[\"a\",\"b\"]", translated(NEW, Map.of("stop", "[\"a\",\"b\"]")));
        assertEquals(",\"metadata\":{\"user_id\":\"u1\"}", translated(NEW, Map.of("user", "\"u1\"")));
        assertEquals(",\"output_config\":{\"effort\":\"low\"}", translated(NEW, Map.of("reasoning_effort", "\"low\"")));
        assertEquals(",\"thinking\":{\"type\":\"disabled\"}", translated(NEW, Map.of("reasoning_effort", "\"none\"")));
        assertEquals("", translated(NEW, Map.of("response_format", "{\"type\":\"text\"}")));
        var schema = "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{\"type\":\"object\"}}}";
        assertEquals(
                ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}",
                translated(NEW, Map.of("response_format", schema)));
    }

    @Test
    void theRowsOwnCapStands() {
        for (var name : List.of("max_tokens", "max_completion_tokens")) {
            assertTrue(params(NEW, chat(Map.of(name, "7"), HI)).contains("\"max_tokens\":7"));
            assertTrue(refusal(NEW, chat(Map.of(name, "0"), HI)).startsWith(name + " is 0"));
        }
        assertTrue(params(NEW, chat(Map.of("max_tokens", "null"), HI)).contains("\"max_tokens\":200"));
    }

    @Test
    void samplingIsForModelsUpToFourSix() {
        assertEquals(",\"temperature\":0.20", translated(OLD, Map.of("temperature", "0.20")));
        assertEquals(",\"top_k\":5", translated(OLD, Map.of("top_k", "5")));
        assertTrue(refusal(OLD, chat(Map.of("temperature", "1.5"), HI)).contains("0 to 1"));
        for (var name : List.of("temperature", "top_p", "top_k")) {
            assertTrue(refusal(NEW, chat(Map.of(name, "0"), HI)).startsWith(name), name);
        }
        assertEquals("", translated(NEW, Map.of("temperature", "1.0", "top_p", "1")));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-6, SAMPLING",
        "claude-opus-4-7, CURRENT",
        "claude-sonnet-4-20250514, SAMPLING",
        "claude-3-5-haiku-20241022, SAMPLING",
        "claude-3-opus-20240229, SAMPLING",
        "claude-2.1, SAMPLING",
        "claude-haiku-4-5-20251001, SAMPLING",
        "claude-opus-5, CURRENT",
        "claude-fable-5-2, CURRENT",
        "claude-opus-10, CURRENT",
        "house-model, CURRENT"
    })
    void theModelDecidesTheVersion(String model, AnthropicVersion version) {
        assertEquals(version, AnthropicVersion.of(model));
    }

    @ParameterizedTest
    @CsvSource({
        "seed;1",
        "logprobs;true",
        "top_logprobs;3",
        "n;2",
        "presence_penalty;0.5",
        "frequency_penalty;-1",
        "logit_bias;{\"1\":2}",
        "verbosity;\"low\"",
        "service_tier;\"flex\"",
        "no_such_thing;{}",
    })
    void whatHasNoCounterpartIsNamedInTheRefusal(String pair) {
        var at = pair.indexOf(';');
        var name = pair.substring(0, at);
        assertTrue(refusal(NEW, chat(Map.of(name, pair.substring(at + 1)), HI)).contains(name));
    }

    @Test
    void whatHoldsAnywayOrChangesNoAnswerIsLeftOut() {
        var params = new LinkedHashMap<String, String>();
        params.put("n", "1");
        params.put("presence_penalty", "0.0");
        params.put("logprobs", "false");
        params.put("logit_bias", "{}");
        params.put("service_tier", "\"auto\"");
        params.put("store", "true");
        params.put("metadata", "{\"a\":\"b\"}");
        params.put("seed", "null");
        assertEquals("", translated(NEW, params));
    }

    @Test
    void toolsAreTranslatedWithTheirChoice() {
        var params = new LinkedHashMap<String, String>();
        params.put("tool_choice", "\"required\"");
        params.put("parallel_tool_calls", "false");
        params.put(
                "tools",
                "[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"description\":\"d\",\"strict\":true,"
                        + "\"parameters\":{\"type\":\"object\"}}},{\"type\":\"function\",\"function\":{\"name\":\"b\"}}]");
        assertEquals(
                ",\"tools\":[{\"name\":\"look_up\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\"},"
                        + "\"strict\":true},{\"name\":\"b\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}],"
                        + "\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true}",
                translated(NEW, params));
        params.put("tool_choice", "{\"type\":\"function\",\"function\":{\"name\":\"b\"}}");
        assertTrue(translated(NEW, params)
                .endsWith("{\"type\":\"tool\",\"name\":\"b\",\"disable_parallel_tool_use\":true}"));
        params.put("tool_choice", "\"sometimes\"");
        assertTrue(refusal(NEW, chat(params, HI)).contains("tool_choice"));
        params.put("tools", "[{\"type\":\"web_search\"}]");
        assertTrue(refusal(NEW, chat(params, HI)).contains("web_search"));
    }

    @Test
    void toolCallsAndTheirResultsKeepTogether() {
        var call = rich(
                "assistant",
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"look_up\",\"arguments\":\"{\\\"order\\\":7}\"}}]}");
        var one = new Message("tool", "sent", "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"sent\"}");
        var two = new Message("tool", "paid", "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"paid\"}");
        var params = params(NEW, chat(Map.of(), HI, call, one, two));
        assertTrue(
                params.endsWith("{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c1\","
                        + "\"name\":\"look_up\",\"input\":{\"order\":7}}]},{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"sent\"},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"c2\",\"content\":\"paid\"}]}]}"),
                params);
    }

    @Test
    void imagesAreTranslated() {
        var message = rich(
                "user",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what?\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y.png\"}},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw==\"}}]}");
        var params = params(NEW, chat(Map.of(), message));
        assertTrue(
                params.contains("[{\"type\":\"text\",\"text\":\"what?\"},"
                        + "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x/y.png\"}},"
                        + "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                        + "\"data\":\"iVBORw==\"}}]"),
                params);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"file:///etc/passwd\"}}]}",
                "{\"role\":\"user\",\"content\":\"hi\",\"name\":\"bob\"}",
                "{\"role\":\"user\",\"content\":[]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\" \"}]}",
                "not json"
            })
    void messagesThatCannotBeSaidAreRefused(String json) {
        assertTrue(refusal(NEW, chat(Map.of(), rich("user", json))).length() > 10);
    }

    @Test
    void chatsOfAShapeTheProviderRefusesAreRefusedBefore() {
        assertTrue(refusal(NEW, chat(Map.of(), Message.plain("system", "x"))).contains("no message"));
        assertTrue(refusal(NEW, chat(Map.of(), Message.plain("user", " \n"))).contains("empty"));
        assertTrue(
                refusal(NEW, chat(Map.of(), HI, Message.plain("function", "x"))).contains("function"));
        var prefilled = chat(Map.of(), HI, Message.plain("assistant", "{"));
        assertTrue(refusal(NEW, prefilled).contains("assistant"));
        assertEquals("", refusal(OLD, prefilled));
        var later = chat(Map.of(), HI, Message.plain("system", "now in French"), HI);
        assertTrue(refusal(OLD, later).contains("system"));
        assertTrue(params(NEW, later).contains("{\"role\":\"system\",\"content\":\"now in French\"}"));
        var embeddings = new Prompt(Endpoint.EMBEDDINGS, List.of(), Map.of());
        assertTrue(refusal(NEW, embeddings).contains("/v1/embeddings"));
    }

    @Test
    void aRefusedPromptIsNeverWritten() {
        var request = new AnthropicRequest(chat(Map.of("seed", "1"), HI), NEW, 1);
        assertThrows(IllegalStateException.class, () -> request.line("q-1"));
    }
}
