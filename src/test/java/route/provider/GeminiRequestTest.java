package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

class GeminiRequestTest {
    private static final Dialect GEMINI = Dialects.of("gemini");
    private static final String NEW = "gemini-3.8-flash";
    private static final String OLD = "gemini-2.5-flash";
    private static final List<Message> HELLO = List.of(Message.plain("user", "hi"));

    private static JsonNode rendered(String model, List<Message> messages, Map<String, String> params) {
        var prompt = new Prompt(Endpoint.CHAT, messages, params);
        assertEquals(Optional.empty(), GEMINI.refuses(prompt, model));
        return Json.read(new String(GEMINI.render("q-1", model, prompt, 100), StandardCharsets.UTF_8))
                .path("request");
    }

    private static JsonNode config(String model, Map<String, String> params) {
        return rendered(model, HELLO, params).path("generationConfig");
    }

    private static String refused(String model, List<Message> messages, Map<String, String> params) {
        return GEMINI.refuses(new Prompt(Endpoint.CHAT, messages, params), model)
                .orElse("not refused");
    }

    private static String refused(String name, String json) {
        return refused(NEW, HELLO, Map.of(name, json));
    }

    @Test
    void aWholeRequestIsWhatTheReferenceShows() {
        var messages = List.of(
                Message.plain("system", "Label complaints."),
                Message.plain("developer", "Be brief."),
                Message.plain("user", "late parcel"));
        var params = Map.of(
                "max_completion_tokens", "200",
                "temperature", "0.20",
                "top_p", "0.9",
                "seed", "7",
                "stop", "[\"END\"]",
                "presence_penalty", "0.5");
        assertEquals(Json.read("""
                {"systemInstruction":{"parts":[{"text":"Label complaints."},{"text":"Be brief."}]},
                 "contents":[{"role":"user","parts":[{"text":"late parcel"}]}],
                 "generationConfig":{"maxOutputTokens":200,"temperature":0.20,"topP":0.9,"seed":7,
                   "stopSequences":["END"],"presencePenalty":0.5}}
                """), rendered(NEW, messages, params));
        assertEquals(
                100,
                config(NEW, Map.of("max_tokens", "null"))
                        .path("maxOutputTokens")
                        .asInt());
        assertEquals(
                Json.read("[\"END\"]"), config(NEW, Map.of("stop", "\"END\"")).path("stopSequences"));
    }

    @Test
    void aFormatBecomesATypeAndASchema() {
        var json = config(NEW, Map.of("response_format", "{\"type\":\"json_object\"}"));
        assertEquals("application/json", json.path("responseMimeType").asText());
        assertFalse(json.has("responseJsonSchema"));
        var schema = config(
                NEW,
                Map.of(
                        "response_format",
                        "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}"));
        assertEquals(Json.read("{\"type\":\"object\"}"), schema.path("responseJsonSchema"));
        assertEquals("application/json", schema.path("responseMimeType").asText());
        assertFalse(
                config(NEW, Map.of("response_format", "{\"type\":\"text\"}")).has("responseMimeType"));
        assertTrue(refused("response_format", "{\"type\":\"grammar\"}").contains("grammar"));
        assertTrue(refused("response_format", "{\"type\":\"json_schema\"}").contains("without its schema"));
    }

    @Test
    void effortIsALevelForNewModelsAndABudgetForOlderOnes() {
        assertEquals(
                "LOW",
                config(NEW, effort("low")).at("/thinkingConfig/thinkingLevel").asText());
        assertEquals(
                "HIGH",
                config("gemini-flash-latest", effort("high"))
                        .at("/thinkingConfig/thinkingLevel")
                        .asText());
        assertEquals(
                8192,
                config(OLD, effort("medium"))
                        .at("/thinkingConfig/thinkingBudget")
                        .asInt());
        assertEquals(
                0,
                config(OLD, effort("none")).at("/thinkingConfig/thinkingBudget").asInt(-1));
        assertFalse(config("gemini-2.0-flash", effort("none")).has("thinkingConfig"));
        assertTrue(refused(NEW, HELLO, effort("none")).contains("minimal, low, medium, high"));
        assertTrue(refused("gemini-2.5-pro", HELLO, effort("none")).contains("minimal"));
        assertTrue(refused(NEW, HELLO, effort("xhigh")).contains("xhigh"));
        assertTrue(refused("gemini-2.0-flash", HELLO, effort("high")).contains("does not reason"));
    }

    private static Map<String, String> effort(String word) {
        return Map.of("reasoning_effort", "\"" + word + "\"");
    }

    @Test
    void toolsAndTheirChoiceAreTranslated() {
        var tools = "[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"description\":\"finds\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"integer\"}}}}}]";
        var request = rendered(NEW, HELLO, Map.of("tools", tools, "tool_choice", "\"required\""));
        assertEquals(Json.read("""
                [{"functionDeclarations":[{"name":"look_up","description":"finds",
                  "parametersJsonSchema":{"type":"object","properties":{"order":{"type":"integer"}}}}]}]
                """), request.path("tools"));
        assertEquals("ANY", request.at("/toolConfig/functionCallingConfig/mode").asText());
        var named = rendered(
                NEW,
                HELLO,
                Map.of("tools", tools, "tool_choice", "{\"type\":\"function\",\"function\":{\"name\":\"look_up\"}}"));
        assertEquals(
                Json.read("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"look_up\"]}"),
                named.at("/toolConfig/functionCallingConfig"));
        assertTrue(refused("tools", tools.replace("\"name\"", "\"strict\":true,\"name\""))
                .contains("strict"));
        assertTrue(refused("tools", "[{\"type\":\"web_search\"}]").contains("web_search"));
        assertTrue(refused(NEW, HELLO, Map.of("tools", tools, "parallel_tool_calls", "false"))
                .contains("parallel_tool_calls"));
    }

    @Test
    void callsAndTheirResultsGoByName() {
        var messages = List.of(
                Message.plain("user", "where are orders 7 and 8?"),
                new Message("assistant", "", """
                        {"role":"assistant","content":null,"tool_calls":[
                         {"id":"a","type":"function","function":{"name":"look_up","arguments":"{\\"order\\":7}"}},
                         {"id":"b","type":"function","function":{"name":"ask","arguments":""}}]}"""),
                new Message(
                        "tool",
                        "{\"at\":\"home\"}",
                        "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"{\\\"at\\\":\\\"home\\\"}\"}"),
                new Message("tool", "lost", "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"lost\"}"));
        assertEquals(Json.read("""
                [{"role":"user","parts":[{"text":"where are orders 7 and 8?"}]},
                 {"role":"model","parts":[{"functionCall":{"name":"look_up","args":{"order":7}}},
                   {"functionCall":{"name":"ask","args":{}}}]},
                 {"role":"user","parts":[{"functionResponse":{"name":"look_up","response":{"at":"home"}}},
                   {"functionResponse":{"name":"ask","response":{"result":"lost"}}}]}]
                """), rendered(OLD, messages, Map.of()).path("contents"));
        var signed = rendered(NEW, messages, Map.of()).at("/contents/1/parts");
        assertEquals(
                "skip_thought_signature_validator",
                signed.at("/0/thoughtSignature").asText());
        assertFalse(signed.path(1).has("thoughtSignature"));
        assertTrue(refused(NEW, messages.subList(2, 4), Map.of()).contains("tool_call_id"));
    }

    @Test
    void aCallKeepsTheSignatureItCameWith() {
        var answer = "{\"key\":\"a\",\"response\":{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":"
                + "{\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"c2ln\"}]}}]}}";
        var calls = GEMINI.read(answer).outcome().fold(it -> it.text(), it -> "", it -> "");
        var messages = List.of(
                Message.plain("user", "go"),
                new Message("assistant", "", "{\"role\":\"assistant\",\"tool_calls\":" + calls + "}"),
                new Message("tool", "done", "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"done\"}"));
        assertEquals(
                "c2ln",
                rendered(NEW, messages, Map.of())
                        .at("/contents/1/parts/0/thoughtSignature")
                        .asText());
    }

    @Test
    void imagesTravelAsDataOnly() {
        var data = image("data:image/png;base64,iVBORw0KGgo=");
        assertEquals(
                Json.read(
                        "[{\"text\":\"what is it?\"},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}]"),
                rendered(NEW, data, Map.of()).at("/contents/0/parts"));
        assertTrue(refused(NEW, image("https://example.com/a.png"), Map.of()).contains("no web addresses"));
        assertTrue(refused(NEW, image("data:text/html;base64,AAAA"), Map.of()).contains("data: URL"));
    }

    private static List<Message> image(String url) {
        return List.of(new Message(
                "user",
                "what is it?",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what is it?\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}]}"));
    }

    @Test
    void whatCannotBeSaidIsRefusedByName() {
        assertTrue(refused("logprobs", "true").contains("logprobs"));
        assertTrue(refused("logit_bias", "{\"7\":1}").contains("logit_bias"));
        assertTrue(refused("service_tier", "\"flex\"").contains("service_tier"));
        assertTrue(refused("max_tokens", "0").contains("above 0"));
        assertTrue(refused("seed", "99999999999").contains("32 bits"));
        assertTrue(refused("temperature", "\"hot\"").contains("temperature"));
        assertTrue(refused("stop", "7").contains("stop"));
        assertTrue(refused("verbosity", "\"low\"").contains("verbosity"));
        var late = List.of(Message.plain("user", "hi"), Message.plain("system", "be kind"), Message.plain("user", "x"));
        assertTrue(refused(NEW, late, Map.of()).contains("at the beginning only"));
        assertTrue(refused(NEW, List.of(Message.plain("system", "x")), Map.of()).contains("role user"));
        assertTrue(refused(NEW, List.of(Message.plain("user", "hi"), Message.plain("assistant", "{")), Map.of())
                .contains("assistant's"));
        assertTrue(refused(NEW, List.of(Message.plain("user", "")), Map.of()).contains("empty message"));
        var named = new Message("user", "hi", "{\"role\":\"user\",\"name\":\"ann\",\"content\":\"hi\"}");
        assertTrue(refused(NEW, List.of(named), Map.of()).contains("name"));
        var embeddings = new Prompt(Endpoint.EMBEDDINGS, HELLO, Map.of("input", "\"hi\""));
        assertTrue(GEMINI.refuses(embeddings, NEW).orElseThrow().contains("/v1/embeddings"));
    }

    @Test
    void whatHasNoEffectIsLeftOut() {
        var params = Map.of(
                "user", "\"u1\"",
                "store", "true",
                "metadata", "{\"a\":\"b\"}",
                "logprobs", "false",
                "logit_bias", "{}",
                "service_tier", "\"auto\"",
                "verbosity", "\"medium\"",
                "prompt_cache_key", "\"k\"");
        assertEquals(Json.read("{\"maxOutputTokens\":100}"), config(NEW, params));
    }
}
