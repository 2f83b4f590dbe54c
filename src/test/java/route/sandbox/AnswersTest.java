package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswersTest {
    @TempDir
    Path directory;

    private SandboxServer server;
    private Client client;

    @BeforeEach
    void open() {
        server = SandboxServer.start(directory, 0, SandboxOptions.defaults());
        client = Client.openAi(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static ObjectNode body(String prompt) throws Exception {
        return (ObjectNode) Json.MAPPER.readTree(Client.openAiLine("x", prompt)).path("body");
    }

    private JsonNode ask(JsonNode body) throws Exception {
        var reply = client.post("/chat/completions", new String(Json.bytes(body), StandardCharsets.US_ASCII));
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }

    private String say(String prompt) throws Exception {
        return ask(body(prompt)).at("/choices/0/message/content").asText();
    }

    @Test
    void aClassificationGetsOneOfItsLabels() throws Exception {
        for (var prompt : List.of(
                "Classify this ticket as one of: billing, delivery, damage.\n\nThe parcel is late.",
                "Labels: \"billing\" | \"delivery\" | \"damage\"\nWhere is it?",
                "Choose a category (billing, delivery or damage) for: where is it?")) {
            assertTrue(say(prompt).matches("\\[simulated\\] (billing|delivery|damage)"), prompt + " -> " + say(prompt));
        }
        assertTrue(say("Is it late? Answer yes or no.").matches("\\[simulated\\] (yes|no)"));
    }

    @Test
    void otherPromptsAreQuotedFromTheirStart() throws Exception {
        assertTrue(say("Why does rain smell?")
                .startsWith("[simulated] gpt-6-luna answers a prompt of 4 words: \"Why does rain smell?\""));
        assertTrue(say("\uD83D\uDE00".repeat(500)).startsWith("[simulated] "));
    }

    @Test
    void theSamePromptHasTheSameAnswer() throws Exception {
        assertEquals(say("Tell me a story."), say("Tell me a story."));
    }

    @Test
    void loneSurrogatesAndLineSeparatorsComeBackWhole() throws Exception {
        assertTrue(say("a\uD800 \u2028 b").contains("a\uD800"));
    }

    @Test
    void jsonModeGivesAJsonObjectThatSaysItIsSimulated() throws Exception {
        var body = body("Give JSON.");
        body.putObject("response_format").put("type", "json_object");
        var json =
                Json.MAPPER.readTree(ask(body).at("/choices/0/message/content").asText());
        assertTrue(json.path("simulated").asBoolean());
    }

    @Test
    void aSchemaThatTakesNoOtherPropertiesGetsNone() throws Exception {
        var body = body("Give JSON.");
        body.set("response_format", Json.MAPPER.readTree("""
                {"type":"json_schema","json_schema":{"name":"label","strict":true,"schema":{"type":"object",
                 "properties":{"label":{"type":"string"}},"required":["label"],"additionalProperties":false}}}"""));
        var json =
                Json.MAPPER.readTree(ask(body).at("/choices/0/message/content").asText());
        assertEquals("{\"label\":\"[simulated]\"}", json.toString());
    }

    @Test
    void aSchemaIsFilledIn() throws Exception {
        var body = body("Give JSON.");
        body.set("response_format", Json.MAPPER.readTree("""
                {"type":"json_schema","json_schema":{"name":"label","strict":true,"schema":{"type":"object",
                 "properties":{"label":{"enum":["a","b"]},"score":{"type":"integer","minimum":3},
                  "tags":{"type":"array","items":{"$ref":"#/$defs/tag"},"minItems":2},
                  "note":{"anyOf":[{"type":"string"},{"type":"null"}]}},
                 "$defs":{"tag":{"type":"object","properties":{"sure":{"type":"boolean"}}}}}}}"""));
        var json =
                Json.MAPPER.readTree(ask(body).at("/choices/0/message/content").asText());
        assertTrue(json.path("simulated").asBoolean());
        assertTrue(List.of("a", "b").contains(json.path("label").asText()));
        assertEquals(3, json.path("score").asInt());
        assertEquals(2, json.path("tags").size());
        assertTrue(json.at("/tags/0/sure").isBoolean());
        assertEquals("[simulated]", json.path("note").asText());
    }

    @Test
    void aToolIsCalledAndItsResultIsAnsweredInWords() throws Exception {
        var body = body("Where is order 7?");
        body.set("tools", Json.MAPPER.readTree("""
                [{"type":"function","function":{"name":"find_order","parameters":{"type":"object",
                  "properties":{"number":{"type":"integer"}}}}}]"""));
        var choice = ask(body).at("/choices/0");
        assertEquals("tool_calls", choice.path("finish_reason").asText());
        var call = choice.at("/message/tool_calls/0");
        assertEquals("find_order", call.at("/function/name").asText());
        assertTrue(Json.MAPPER
                .readTree(call.at("/function/arguments").asText())
                .path("number")
                .isInt());
        ((com.fasterxml.jackson.databind.node.ArrayNode) body.path("messages"))
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", call.path("id").asText())
                .put("content", "shipped");
        assertEquals("stop", ask(body).at("/choices/0/finish_reason").asText());
    }

    @Test
    void largeModelsReasonAndMaySpendTheirWholeCapOnIt() throws Exception {
        var body = body("Prove it.").put("model", "gpt-6.1-sol").put("max_completion_tokens", 5);
        var reply = ask(body);
        assertEquals(
                5, reply.at("/usage/completion_tokens_details/reasoning_tokens").asInt());
        assertEquals("", reply.at("/choices/0/message/content").asText());
        assertEquals("length", reply.at("/choices/0/finish_reason").asText());
        body.put("max_completion_tokens", 2000).put("reasoning_effort", "none");
        assertEquals(
                0,
                ask(body)
                        .at("/usage/completion_tokens_details/reasoning_tokens")
                        .asInt());
    }

    @Test
    void reasoningModelsRefuseMaxTokensAndOldOnesDoNot() throws Exception {
        var body = body("Hello").without(List.of("max_completion_tokens"));
        ((ObjectNode) body).put("max_tokens", 5);
        assertEquals(400, client.post("/chat/completions", body.toString()).status());
        ((ObjectNode) body).put("model", "gpt-4.1-mini");
        assertEquals(5, ask(body).at("/usage/completion_tokens").asInt());
    }

    @Test
    void responsesAndEmbeddingsHaveShapesOfTheirOwn() throws Exception {
        var response = client.post(
                        "/responses", "{\"model\":\"gpt-6.1-sol\",\"input\":\"Hi\",\"max_output_tokens\":900}")
                .json();
        assertEquals("reasoning", response.at("/output/0/type").asText());
        assertEquals("output_text", response.at("/output/1/content/0/type").asText());
        assertEquals(
                response.at("/usage/total_tokens").asInt(),
                response.at("/usage/input_tokens").asInt()
                        + response.at("/usage/output_tokens").asInt());
        var vectors = client.post("/embeddings", "{\"model\":\"embed\",\"input\":[\"a\",\"b\"],\"dimensions\":4}")
                .json();
        assertEquals(2, vectors.path("data").size());
        assertEquals(4, vectors.at("/data/1/embedding").size());
    }

    @Test
    void callsInRealTimeAreInTheBooksAndARetryPassesTheSecondTime() throws Exception {
        var body = body("try [[sandbox:retry]]").toString();
        assertTrue(client.post("/chat/completions", body).status() >= 429);
        assertEquals(200, client.post("/chat/completions", body).status());
        assertEquals(
                404,
                client.post("/chat/completions", body.replace("gpt-6-luna", "no-such-model"))
                        .status());
        var calls = server.books().calls();
        assertEquals(new Books.Calls("openai", "gpt-6-luna", 2, 1), calls.get(0));
        assertEquals(new Books.Calls("openai", "no-such-model", 1, 0), calls.get(1));
        assertEquals(1, server.books().billed());
    }

    @Test
    void aSchemaThatRefersToItselfManyTimesIsCutShort() throws Exception {
        var body = body("Give JSON.").put("max_completion_tokens", 100_000);
        body.set("response_format", Json.MAPPER.readTree("""
                {"type":"json_schema","json_schema":{"name":"tree","schema":{"type":"object","properties":{
                 "a":{"$ref":"#"},"b":{"$ref":"#"},"c":{"type":"array","minItems":90,"items":{"$ref":"#"}}}}}}"""));
        var text = ask(body).at("/choices/0/message/content").asText();
        assertTrue(Json.MAPPER.readTree(text).path("a").isObject());
        assertTrue(text.length() < 50_000);
    }

    @Test
    void aBatchOfResponsesOrEmbeddingsIsAnsweredInItsOwnShape() throws Exception {
        var clock = new Clock();
        try (var timed =
                SandboxServer.start(directory, 0, SandboxOptions.defaults().withErrorRate(0), clock)) {
            client = Client.openAi(timed);
            for (var endpoint : List.of("/v1/responses", "/v1/embeddings")) {
                var line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"" + endpoint
                        + "\",\"body\":{\"model\":\"m\",\"input\":\"hello there\"}}";
                var file = client.upload(line.getBytes(StandardCharsets.UTF_8));
                var creation = Client.creation(file).replace("/v1/chat/completions", endpoint);
                var id = client.post("/batches", creation).json().path("id").asText();
                clock.pass(java.time.Duration.ofMinutes(1));
                var batch = client.get("/batches/" + id).json();
                var answer = client.lines(
                                "/files/" + batch.path("output_file_id").asText() + "/content")
                        .get("a")
                        .at("/response/body");
                assertEquals(
                        endpoint.equals("/v1/responses") ? "response" : "list",
                        answer.path("object").asText());
                assertEquals(
                        answer.at("/usage/total_tokens").asInt(),
                        batch.at("/usage/total_tokens").asInt());
            }
        }
    }
}
