package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Outcome.Answered;
import route.domain.Outcome.Errored;
import route.domain.Usage;

class OpenAiAnswerTest {
    private static Outcome of(int status, String body) {
        return OpenAiAnswer.read(
                        "{\"custom_id\":\"a\",\"response\":{\"status_code\":" + status + ",\"body\":" + body + "}}")
                .outcome();
    }

    private static Answered chat(String finish, String usage) {
        var body = "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":" + finish + "}],\"usage\":"
                + usage + "}";
        return assertInstanceOf(Answered.class, of(200, body));
    }

    @ParameterizedTest
    @CsvSource({
        "\"stop\", STOP", "\"length\", LENGTH", "\"tool_calls\", TOOL_CALLS", "\"content_filter\", CONTENT_FILTER",
        "\"model_length\", LENGTH", "\"new_word\", OTHER", "null, OTHER", "7, OTHER"
    })
    void everyReasonToStopHasOurWord(String said, Finish finish) {
        assertEquals(finish, chat(said, "{}").finish());
    }

    @Test
    void oddCountsAreNoCrash() {
        assertEquals(Usage.NONE, chat("\"stop\"", "null").usage());
        assertEquals(
                Usage.NONE,
                chat("\"stop\"", "{\"prompt_tokens\":-5,\"completion_tokens\":\"x\"}")
                        .usage());
        assertEquals(
                new Usage(10, 10, 0, 3, 3),
                chat(
                                "\"stop\"",
                                "{\"prompt_tokens\":\"10\",\"completion_tokens\":3,\"prompt_tokens_details\":"
                                        + "{\"cached_tokens\":99,\"cache_write_tokens\":99},\"completion_tokens_details\":"
                                        + "{\"reasoning_tokens\":4}}")
                        .usage());
        chat("\"stop\"", "{\"prompt_tokens\":1e999999999,\"completion_tokens\":9999999999999999999999}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "400, false",
        "401, false",
        "404, false",
        "408, true",
        "409, true",
        "425, true",
        "429, true",
        "500, true",
        "503, true",
        "301, false"
    })
    void aRowsErrorMayPassOrNot(int status, boolean retryable) {
        var body = "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":null}}";
        assertEquals(new Errored("t", "m", retryable), of(status, body));
    }

    @Test
    void aChoiceThatSaysNothingAndThatNobodyCountedIsNoAnswer() {
        var none = new Errored("no_answer", "the provider reports success but sends no answer", true);
        assertEquals(none, of(200, "{\"choices\":[{}]}"));
        assertEquals(none, of(200, "{\"choices\":[{\"message\":{},\"finish_reason\":\"stop\"}],\"usage\":{}}"));
    }

    @Test
    void anEmptyAccountDoesNotPass() {
        var body = "{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}";
        assertFalse(assertInstanceOf(Errored.class, of(429, body)).retryable());
    }

    @Test
    void anErrorMayBeWrappedInText() {
        assertEquals(
                new Errored("3310", "bad file", false),
                of(400, "\"{\\\"message\\\":\\\"bad file\\\",\\\"code\\\":\\\"3310\\\"}\""));
    }

    @Test
    void contentInPartsIsJoinedWithoutItsThinking() {
        var body = "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[]},"
                + "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]},\"finish_reason\":\"stop\"}]}";
        assertEquals(new Answered("ab", Finish.STOP, Usage.NONE), of(200, body));
    }

    @Test
    void aResponsesAnswerIsTheTextOfItsMessages() {
        var body =
                "{\"object\":\"response\",\"status\":\"%s\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"},"
                        + "\"output\":[{\"type\":\"reasoning\",\"summary\":[]},{\"type\":\"message\",\"content\":["
                        + "{\"type\":\"output_text\",\"text\":\"deli\"},{\"type\":\"output_text\",\"text\":\"very\"}]}],"
                        + "\"usage\":{\"input_tokens\":30,\"input_tokens_details\":{\"cached_tokens\":20},"
                        + "\"output_tokens\":9,\"output_tokens_details\":{\"reasoning_tokens\":4}}}";
        var usage = new Usage(30, 20, 0, 9, 4);
        assertEquals(new Answered("delivery", Finish.STOP, usage), of(200, body.formatted("completed")));
        assertEquals(new Answered("delivery", Finish.LENGTH, usage), of(200, body.formatted("incomplete")));
    }

    @Test
    void aResponsesAnswerMayCallToolsRefuseOrFail() {
        var call = "{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"{}\"}";
        assertEquals(
                new Answered("[" + call + "]", Finish.TOOL_CALLS, Usage.NONE),
                of(200, "{\"status\":\"completed\",\"output\":[" + call + "]}"));
        assertEquals(
                new Answered("no", Finish.REFUSAL, Usage.NONE),
                of(
                        200,
                        "{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":"
                                + "[{\"type\":\"refusal\",\"refusal\":\"no\"}]}]}"));
        assertEquals(
                new Errored("server_error", "m", true),
                of(
                        200,
                        "{\"status\":\"failed\",\"output\":[],\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}"));
    }

    @Test
    void anEmbeddingsAnswerIsItsData() {
        var data = "[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.10,-2E-7]}]";
        assertEquals(
                new Answered(data, Finish.STOP, Usage.of(5, 0)),
                of(
                        200,
                        "{\"object\":\"list\",\"data\":" + data
                                + ",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}"));
    }

    @Test
    void anAnswerWithoutChoicesCountsAsBilledOnlyWhereItSaysSo() {
        assertEquals(
                new Answered("", Finish.OTHER, Usage.of(5, 1)),
                of(200, "{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}"));
        assertInstanceOf(Errored.class, of(200, "{\"choices\":[]}"));
    }
}
