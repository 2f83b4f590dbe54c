package route.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.Ask;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prepared;

/** Rows that carry {@code messages}, or are whole lines of the OpenAI Batch API. */
class ChatRowsTest {
    private static final String CHAT = "\"url\":\"/v1/chat/completions\"";

    @Test
    void plainTurnsBecomePlainMessages() {
        var ready = ready("{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"hi\",\"refusal\":null}]}");
        assertEquals(
                List.of(Message.plain("system", "Be brief."), Message.plain("user", "hi")),
                ready.prompt().messages());
    }

    @Test
    void otherTurnsKeepTheirJsonByteForByte() {
        var parts = "{\"role\":\"user\", \"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + " {\"type\":\"image_url\",\"image_url\":{\"url\":\"https:\\/\\/x\"}},{\"type\":\"text\",\"text\":\"b\"}]}";
        var call = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"n\":1.10e400}]}";
        var answer = "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"42\"}";
        var ready = ready("{\"messages\":[" + parts + "," + call + "," + answer + "]}");
        assertEquals(
                List.of(
                        new Message("user", "a\nb", parts),
                        new Message("assistant", "", call),
                        new Message("tool", "42", answer)),
                ready.prompt().messages());
    }

    @Test
    void knownParametersTravelInOrderAndOtherFieldsAreTheUsersOwn() {
        var ready = ready("{\"user\":\"alice\",\"top_p\":0.90,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + "\"tools\":[ {} ],\"metadata\":{\"a\":1},\"temperature\":null,\"seed\":12345678901234567890}");
        assertEquals(
                "{top_p=0.90, tools=[ {} ], seed=12345678901234567890}",
                ready.prompt().params().toString());
    }

    @Test
    void aPromptIsAskedWithTheParametersBesideIt() {
        var ready =
                ready("{\"prompt\":\"hi\",\"temperature\":0.5,\"max_tokens\":7,\"stop\":[\"END\"],\"color\":\"red\"}");
        assertEquals(
                Map.of("temperature", "0.5", "stop", "[\"END\"]"),
                ready.prompt().params());
        assertEquals(7, ready.pins().maxTokens());
        // A template makes columns of everything.
        var ask = new Ask("prompt", "{{prompt}}", "", Map.of(), 10, "", false);
        var filled = new PromptBuilder(ask, List.of())
                .prepare(JsonRow.of("{\"prompt\":\"hi\",\"temperature\":0.5,\"n\":3}"));
        assertEquals(
                Map.of(),
                assertInstanceOf(Prepared.Ready.class, filled).prompt().params());
    }

    @Test
    void aNameThatIsNearlyAParametersIsPointedOut() {
        var builder = new PromptBuilder(new Ask("prompt", "", "", Map.of("tag", "seeds"), 10, "", false), List.of());
        var row = JsonRow.of(
                "{\"prompt\":\"hi\",\"temprature\":0,\"topP\":1,\"max-tokens\":5,\"reasoning_efort\":\"low\","
                        + "\"topic\":\"x\",\"shop\":\"y\",\"tool\":\"z\",\"seeds\":\"s\",\"temperature\":1,\"id\":\"a\"}");
        var said = " is taken for a column; the parameter is called ";
        assertEquals(
                List.of(
                        "'temprature'" + said + "temperature",
                        "'topP'" + said + "top_p",
                        "'max-tokens'" + said + "max_tokens",
                        "'reasoning_efort'" + said + "reasoning_effort"),
                builder.slips(row));
        assertEquals(
                List.of(),
                new PromptBuilder(new Ask("prompt", "{{prompt}}", "", Map.of(), 10, "", false), List.of()).slips(row));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|messages|'messages' holds no message",
                "\"hello\"|messages|'messages' is text, not an array of messages",
                "{}|messages|'messages' is an object, not an array of messages",
                "[1]|messages[0]|'messages[0]' is a number, not a message",
                "[{\"content\":\"x\"}]|messages[0]|'messages[0]' has no 'role'",
                "[{\"role\":\"robot\",\"content\":\"x\"}]|messages[0].role|'messages[0]' has the role 'robot';"
                        + " a role is system, developer, user, assistant or tool",
                "[{\"role\":\"user\",\"content\":null}]|messages[0].content|'messages[0]' has no content",
                "[{\"role\":\"user\"}]|messages[0].content|'messages[0]' has no content",
                "[{\"role\":\"user\",\"tool_calls\":[]}]|messages[0].content|'messages[0]' has no content",
                "[{\"role\":\"user\",\"content\":7}]|messages[0].content|"
                        + "'messages[0].content' is a number, not a text or an array of parts",
                "[{\"role\":\"user\",\"content\":[]}]|messages[0].content|'messages[0].content' holds no part",
                "[{\"role\":\"user\",\"content\":[\"x\"]}]|messages[0].content|"
                        + "'messages[0].content' holds text, not a part",
                "[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]|messages[0].content|"
                        + "'messages[0].content' holds a part without a 'type'",
                "[{\"role\":\"tool\",\"content\":\"1\"}]|messages[0]|"
                        + "'messages[0]' is a tool's answer without a 'tool_call_id'",
                "[{\"role\":\"user\",\"content\":\" \"}]|messages|every message in 'messages' is empty"
            })
    void messagesThatCannotBeSentSayWhy(String messages, String field, String reason) {
        assertEquals(new Prepared.Unusable(field, reason), prepare("{\"messages\":" + messages + "}"));
    }

    @Test
    void aRowWithPromptAndMessagesIsNotGuessedAt() {
        var line = "{\"prompt\":\"p\",\"messages\":[{\"role\":\"user\",\"content\":\"m\"}]}";
        assertEquals("messages", unusable(line).field());
        var builder = new PromptBuilder(new Ask("messages", "", "", Map.of(), 10), List.of());
        var ready = assertInstanceOf(Prepared.Ready.class, builder.prepare(JsonRow.of(line)));
        assertEquals("m", ready.prompt().userText());
    }

    @Test
    void nullMessagesAreNone() {
        assertEquals("p", ready("{\"prompt\":\"p\",\"messages\":null}").prompt().userText());
    }

    @Test
    void aParameterOfTheWrongKindIsNamed() {
        var trouble = unusable("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":\"cold\"}");
        assertEquals("temperature", trouble.field());
        assertTrue(trouble.reason().startsWith("'temperature' is text"), trouble.reason());
    }

    @Test
    void theJobsSystemTextGivesWayToTheRowsOwnTurn() {
        var ask = new Ask("prompt", "", "job", Map.of(), 10);
        var builder = new PromptBuilder(ask, List.of());
        for (var role : List.of("system", "developer")) {
            var line = "{\"messages\":[{\"role\":\"" + role
                    + "\",\"content\":\"own\"},{\"role\":\"user\",\"content\":\"x\"}]}";
            var ready = assertInstanceOf(Prepared.Ready.class, builder.prepare(JsonRow.of(line)));
            assertEquals("own", ready.prompt().systemText());
        }
        var without = builder.prepare(JsonRow.of("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));
        assertEquals(
                "job", assertInstanceOf(Prepared.Ready.class, without).prompt().systemText());
    }

    @Test
    void twoSystemTextsInOneRowAreRefused() {
        var line =
                "{\"system\":\"a\",\"messages\":[{\"role\":\"system\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"x\"}]}";
        assertEquals("system", unusable(line).field());
    }

    @Test
    void aBatchLineRunsAsItIs() {
        var ready = ready("{\"custom_id\":\"r-1\",\"method\":\"POST\"," + CHAT
                + ",\"tag\":\"legal\",\"body\":{\"model\":\"gpt-4o-mini\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":64,\"temperature\":0.70,"
                + "\"stream\":false,\"user\":\"u\",\"n\":1}}");
        assertEquals("r-1", ready.pins().id());
        assertEquals("gpt-4o-mini", ready.pins().model());
        assertEquals("legal", ready.pins().tag());
        assertEquals(
                "{max_tokens=64, temperature=0.70, user=\"u\", n=1}",
                ready.prompt().params().toString());
        assertEquals(64, ready.prompt().maxTokens());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\"|body|the batch line has no 'body'",
                "\"custom_id\":\"r\",\"url\":\"/v1/chat/completions\",\"body\":[]|method|"
                        + "the batch line has no 'method'; it says POST",
                "\"custom_id\":\"r\",\"method\":\"GET\",\"url\":\"/v1/chat/completions\",\"body\":{}|method|"
                        + "'method' is 'GET'; a batch line says POST",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/moderations\",\"body\":{}|url|"
                        + "'url' is '/v1/moderations'; it must be /v1/chat/completions, /v1/responses or /v1/embeddings",
                "\"custom_id\":\"\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}|custom_id|"
                        + "the batch line has no 'custom_id'",
                "\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}|custom_id|the batch line has no 'custom_id'",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"stream\":true}|"
                        + "body.stream|'body.stream' is true; a batch cannot stream",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"max_tokens\":-1}|"
                        + "body.max_tokens|'body.max_tokens' is -1; it must be a whole number above 0",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"n\":5}|"
                        + "body.n|'body.n' is 5; a row gets one answer",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":{}}|"
                        + "body.model|'body.model' is an object, not a text",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\"}|"
                        + "body.messages|'body' has no 'messages'",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"messages\":[]}|"
                        + "body.input|'body' has no 'input'",
                "\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"input\":[[1,2]]}|"
                        + "body.input|'body.input' holds an array; only texts can be counted"
            })
    void aBatchLineThatCannotRunSaysWhy(String members, String field, String reason) {
        assertEquals(new Prepared.Unusable(field, reason), prepare("{" + members + "}"));
    }

    @Test
    void aTicketWithACustomIdAndATextBodyIsNoBatchLine() {
        assertEquals(
                "p",
                ready("{\"custom_id\":\"1\",\"body\":\"text\",\"prompt\":\"p\"}")
                        .prompt()
                        .userText());
    }

    @Test
    void aResponsesLineKeepsItsBodyAndShowsItsTexts() {
        var ready = ready(
                "{\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":{\"model\":\"m\","
                        + "\"instructions\":\"Be brief.\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"hi\"}]},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}],\"max_output_tokens\":9}}");
        assertEquals(Endpoint.RESPONSES, ready.prompt().endpoint());
        assertEquals("Be brief.", ready.prompt().systemText());
        assertEquals("hi", ready.prompt().userText());
        assertEquals(9, ready.prompt().maxTokens());
        assertEquals(
                List.of("instructions", "input", "max_output_tokens"),
                List.copyOf(ready.prompt().params().keySet()));
    }

    @Test
    void theJobsSystemTextBecomesTheInstructionsOfAResponsesLine() {
        var builder = new PromptBuilder(new Ask("prompt", "", "say \"hi\"", Map.of(), 10), List.of());
        var line = "{\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":{\"input\":\"x\"}}";
        var ready = assertInstanceOf(Prepared.Ready.class, builder.prepare(JsonRow.of(line)));
        assertEquals("\"say \\\"hi\\\"\"", ready.prompt().params().get("instructions"));
    }

    @Test
    void anEmbeddingLineHasNoSystemText() {
        var builder = new PromptBuilder(new Ask("prompt", "", "job", Map.of(), 10), List.of());
        var line =
                "{\"custom_id\":\"r\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"input\":[\"a\",\"b\"]}}";
        var ready = assertInstanceOf(Prepared.Ready.class, builder.prepare(JsonRow.of(line)));
        assertEquals(
                List.of(Message.plain("user", "a"), Message.plain("user", "b")),
                ready.prompt().messages());
    }

    @Test
    void bracketsWithoutEndAreARowsTroubleAndNotTheProgramsEnd() {
        var deep = "[".repeat(400) + "]".repeat(400);
        assertEquals("messages[0]", unusable("{\"messages\":" + deep + "}").field());
        var row = new JsonRow(Map.of("messages", "[".repeat(100_000) + "]".repeat(100_000)));
        var builder = new PromptBuilder(new Ask("prompt", "", "", Map.of(), 10), List.of());
        var trouble = assertInstanceOf(Prepared.Unusable.class, builder.prepare(row));
        assertEquals("'messages' is nested too deeply", trouble.reason());
    }

    private static Prepared prepare(String line) {
        return new PromptBuilder(new Ask("prompt", "", "", Map.of(), 10), List.of()).prepare(JsonRow.of(line));
    }

    private static Prepared.Ready ready(String line) {
        return assertInstanceOf(Prepared.Ready.class, prepare(line));
    }

    private static Prepared.Unusable unusable(String line) {
        return assertInstanceOf(Prepared.Unusable.class, prepare(line));
    }
}
