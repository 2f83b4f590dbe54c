package route.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

class AnswerSchemaTest {

    private static Prompt prompt(Endpoint endpoint, Map<String, String> params) {
        return new Prompt(endpoint, List.of(Message.plain("user", "hi")), params);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{}}}  | true
            {"type":"object","additionalProperties":false,"required":[],"properties":{"a":{}}}     | false
            {"type":"object","required":["a"],"properties":{"a":{}}}                               | false
            {"type":"array","items":{"type":"object","properties":{"a":{}}}}                       | false
            {"type":"string"}                                                                      | true
            """)
    void itIsStrictWhereTheSchemaKeepsTheRulesForIt(String schema, boolean strict) {
        var asked = new AnswerSchema(schema).on(prompt(Endpoint.CHAT, Map.of()));
        assertEquals(
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":" + strict + ",\"schema\":"
                        + schema + "}}",
                asked.params().get("response_format"));
    }

    @Test
    void aRowThatAsksForAFormItselfKeepsIt() {
        var own = prompt(Endpoint.CHAT, Map.of("response_format", "{\"type\":\"text\"}"));
        assertSame(own, new AnswerSchema("{}").on(own));
        var vectors = prompt(Endpoint.EMBEDDINGS, Map.of());
        assertSame(vectors, new AnswerSchema("{}").on(vectors));
        assertSame(own, new AnswerSchema("").on(own));
    }

    @Test
    void responsesHaveAnotherPlaceForIt() {
        var asked = new AnswerSchema("{}").on(prompt(Endpoint.RESPONSES, Map.of("input", "\"hi\"")));
        assertTrue(asked.params().get("text").startsWith("{\"format\":{\"type\":\"json_schema\",\"name\":\"answer\""));
    }
}
