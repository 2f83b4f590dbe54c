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
import route.wire.Body;

class MistralRequestTest {
    private static final Dialect MISTRAL = Dialects.of("mistral");
    private static final String MODEL = "mistral-small-2603";
    private static final List<Message> HELLO = List.of(Message.plain("user", "hi"));

    private static JsonNode rendered(Prompt prompt) {
        assertEquals(Optional.empty(), MISTRAL.refuses(prompt, MODEL));
        return Json.read(new String(MISTRAL.render("q-1", MODEL, prompt, 100), StandardCharsets.UTF_8));
    }

    private static JsonNode body(List<Message> messages, Map<String, String> params) {
        return rendered(new Prompt(Endpoint.CHAT, messages, params)).path("body");
    }

    private static String refused(List<Message> messages, Map<String, String> params) {
        return MISTRAL.refuses(new Prompt(Endpoint.CHAT, messages, params), MODEL)
                .orElse("not refused");
    }

    private static String refused(String name, String json) {
        return refused(HELLO, Map.of(name, json));
    }

    @Test
    void aLineHoldsIdAndBodyAndTheJobTheModel() {
        var prompt = new Prompt(
                Endpoint.CHAT,
                List.of(Message.plain("developer", "Be brief."), Message.plain("user", "late parcel")),
                Map.of("max_completion_tokens", "200", "seed", "7", "temperature", "1.50", "stop", "\"END\""));
        assertEquals(Json.read("""
                {"custom_id":"q-1","body":{"messages":[{"role":"system","content":"Be brief."},
                  {"role":"user","content":"late parcel"}],"max_tokens":200,"random_seed":7,"temperature":1.50,"stop":"END"}}
                """), rendered(prompt));
        var asked = ((Body.Json) MISTRAL.ask(MODEL, prompt, 100).body()).text();
        assertEquals(MODEL, Json.read(asked).path("model").asText());
        assertEquals(
                100,
                body(HELLO, Map.of("max_tokens", "null")).path("max_tokens").asInt());
    }

    @Test
    void toolsFormatsAndImagesGoAsTheyAre() {
        var tools =
                "[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"parameters\":{\"type\":\"object\"}}}]";
        var format =
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{\"type\":\"object\"},\"strict\":true}}";
        var message = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what is it?\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.com/a.png\"}}]}";
        var body = body(
                List.of(new Message("user", "what is it?", message)),
                Map.of(
                        "tools", tools,
                        "tool_choice", "\"required\"",
                        "parallel_tool_calls", "false",
                        "response_format", format,
                        "reasoning_effort", "\"high\""));
        assertEquals(Json.read(tools), body.path("tools"));
        assertEquals(Json.read(format), body.path("response_format"));
        assertEquals(Json.read(message), body.at("/messages/0"));
        assertEquals("required", body.path("tool_choice").asText());
        assertFalse(body.path("parallel_tool_calls").asBoolean(true));
        assertEquals("high", body.path("reasoning_effort").asText());
    }

    @Test
    void callsAndTheirResultsKeepTheirIds() {
        var messages = List.of(
                Message.plain("user", "where is 7?"),
                new Message("assistant", "", """
                        {"role":"assistant","content":null,"refusal":null,"tool_calls":[
                         {"id":"a","type":"function","function":{"name":"look_up","arguments":"{}"}}]}"""),
                new Message("tool", "home", "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"home\"}"));
        assertEquals(Json.read("""
                [{"role":"user","content":"where is 7?"},
                 {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"look_up","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"a","content":"home"}]
                """), body(messages, Map.of()).path("messages"));
    }

    @Test
    void embeddingsAreSpokenAndResponsesAreNot() {
        var embeddings = new Prompt(Endpoint.EMBEDDINGS, HELLO, Map.of("input", "\"hi\"", "dimensions", "256"));
        assertEquals(
                Json.read("{\"input\":\"hi\",\"output_dimension\":256}"),
                rendered(embeddings).path("body"));
        var responses = new Prompt(Endpoint.RESPONSES, HELLO, Map.of("input", "\"hi\""));
        assertTrue(MISTRAL.refuses(responses, MODEL).orElseThrow().contains("/v1/responses"));
    }

    @Test
    void whatWouldTurnTheWholeFileBackIsRefusedByName() {
        assertTrue(refused("temperature", "1.6").contains("0 to 1.5"));
        assertTrue(refused("temperature", "-0.1").contains("0 to 1.5"));
        assertTrue(refused("max_tokens", "-1").contains("above 0"));
        assertTrue(refused("seed", "-1").contains("seed"));
        assertTrue(refused("logprobs", "true").contains("logprobs"));
        assertTrue(refused("logit_bias", "{\"7\":1}").contains("logit_bias"));
        assertTrue(refused("response_format", "{\"type\":\"grammar\"}").contains("grammar"));
        assertTrue(refused("reasoning_effort", "\"xhigh\"").contains("xhigh"));
        assertTrue(refused("tool_choice", "\"maybe\"").contains("maybe"));
        assertTrue(refused("tools", "[{\"type\":\"web_search\"}]").contains("web_search"));
        assertTrue(refused(List.of(Message.plain("user", "hi"), Message.plain("assistant", "{")), Map.of())
                .contains("assistant's"));
        var audio = new Message("user", "", "{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}");
        assertTrue(refused(List.of(audio), Map.of()).contains("input_audio"));
        var named = new Message("user", "hi", "{\"role\":\"user\",\"name\":\"ann\",\"content\":\"hi\"}");
        assertTrue(refused(List.of(named), Map.of()).contains("name"));
    }

    @Test
    void whatHasNoEffectIsLeftOut() {
        var params =
                Map.of("user", "\"u1\"", "store", "true", "logprobs", "false", "n", "1", "service_tier", "\"auto\"");
        var body = body(HELLO, params);
        assertEquals(2, body.size(), body.toString());
    }
}
