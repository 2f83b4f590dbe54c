package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

class OpenAiRequestTest {
    private static String line(String model, Endpoint endpoint, List<Message> messages, Map<String, String> params) {
        var prompt = new Prompt(endpoint, messages, params);
        return new String(OpenAiRequest.line("q-1", model, prompt, 200), StandardCharsets.UTF_8);
    }

    private static String body(String model, Map<String, String> params) {
        var line = line(model, Endpoint.CHAT, List.of(), params);
        return line.substring(line.indexOf("\"messages\":[]") + "\"messages\":[]".length(), line.length() - 2);
    }

    @Test
    void aChatRequestIsWrittenInTheGuidesForm() {
        var params = new LinkedHashMap<String, String>();
        params.put("temperature", "0.20");
        params.put("stop", "[\"\\n\"]");
        var messages = List.of(Message.plain("system", "Label."), Message.plain("user", "late \"parcel\""));
        assertEquals(
                "{\"custom_id\":\"q-1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"system\",\"content\":\"Label.\"},"
                        + "{\"role\":\"user\",\"content\":\"late \\\"parcel\\\"\"}],"
                        + "\"temperature\":0.20,\"stop\":[\"\\n\"],\"max_completion_tokens\":200}}",
                line("gpt-4.1", Endpoint.CHAT, messages, params));
    }

    @Test
    void aRichMessageGoesOutAsItCame() {
        var rich = "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y\"}}]}";
        var line = line("gpt-6-luna", Endpoint.CHAT, List.of(new Message("user", "", rich)), Map.of());
        assertTrue(line.contains("\"messages\":[" + rich + "]"), line);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-6-luna, max_completion_tokens",
        "gpt-4o, max_completion_tokens",
        "openai/gpt-6.1-sol, max_completion_tokens",
        "ft:gpt-5-mini:org::id, max_completion_tokens",
        "o3, max_completion_tokens",
        "llama-3.3-70b-versatile, max_tokens",
        "openai/gpt-oss-120b, max_tokens",
        "mistral-small-2603, max_tokens",
        "olmo-2, max_tokens"
    })
    void theCapTakesTheNameTheModelKnows(String model, String name) {
        assertEquals(",\"" + name + "\":200", body(model, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"o4-mini", "gpt-5", "gpt-6.1-terra", "gpt-10-x"})
    void modelsThatRefuseMaxTokensGetTheOtherName(String model) {
        assertEquals(",\"max_completion_tokens\":7", body(model, Map.of("max_tokens", "7")));
        assertEquals(
                ",\"max_completion_tokens\":9", body(model, Map.of("max_tokens", "7", "max_completion_tokens", "9")));
    }

    @Test
    void aRowsOwnCapStandsAndOneThatIsNullIsNone() {
        assertEquals(",\"max_tokens\":7", body("gpt-4o", Map.of("max_tokens", "7")));
        assertEquals(",\"max_tokens\":7", body("llama-3", Map.of("max_tokens", "7")));
        assertEquals(",\"max_completion_tokens\":200", body("gpt-4o", Map.of("max_tokens", "null")));
    }

    @Test
    void aResponsesRowIsNotStoredAndAlwaysHasACap() {
        var params = new LinkedHashMap<String, String>();
        params.put("model", "\"someone-elses\"");
        params.put("input", "\"hi\"");
        params.put("max_output_tokens", "null");
        assertEquals(
                "{\"custom_id\":\"q-1\",\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":{\"model\":\"gpt-6-luna\","
                        + "\"input\":\"hi\",\"max_output_tokens\":200,\"store\":false}}",
                line("gpt-6-luna", Endpoint.RESPONSES, List.of(Message.plain("user", "hi")), params));
        params.put("max_output_tokens", "5");
        params.put("store", "true");
        var line = line("gpt-6-luna", Endpoint.RESPONSES, List.of(), params);
        assertTrue(line.endsWith("\"input\":\"hi\",\"max_output_tokens\":5,\"store\":true}}"), line);
    }

    @Test
    void anEmbeddingsRowGetsNothingAdded() {
        var line = line("text-embedding-3-small", Endpoint.EMBEDDINGS, List.of(), Map.of("input", "[\"a\",\"b\"]"));
        assertTrue(line.endsWith("\"body\":{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\"]}}"), line);
        assertFalse(line.contains("max_"));
    }
}
