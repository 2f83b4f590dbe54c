package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Outcome.Answered;
import route.domain.Outcome.Errored;
import route.domain.Usage;
import route.wire.Reply;

class AnthropicAnswerTest {
    private static final Errored NO_ANSWER =
            new Errored("no_answer", "the provider reports success but sends no answer", true);

    private static Outcome inBatch(String message) {
        var line = ("{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":" + message + "}}")
                .getBytes(StandardCharsets.UTF_8);
        return new Anthropic().read(line, 0, line.length).outcome();
    }

    private static Outcome inRealTime(String body) {
        var reply = new Reply(200, Map.of(), body);
        return AnthropicAnswer.read(new Anthropic().line("a", reply)).outcome();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ok\":true}",
                "{\"content\":null,\"stop_reason\":null}",
                "{\"content\":\"x\",\"usage\":{}}",
                "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}"
            })
    void aSuccessThatIsNoMessageIsNoEmptyAnswer(String body) {
        assertEquals(NO_ANSWER, inBatch(body));
        assertEquals(NO_ANSWER, inRealTime(body));
    }

    @Test
    void anErrorUnderAnotherNameIsAnError() {
        var passing = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}";
        assertEquals(new Errored("overloaded_error", "m", true), inRealTime(passing));
        assertEquals(new Errored("overloaded_error", "m", true), inBatch(passing));
        assertEquals(new Errored("failed", "m", false), inRealTime("{\"error\":{\"message\":\"m\"}}"));
    }

    @Test
    void whatWasCountedIsAnAnswerBeItEmpty() {
        var usage = new Usage(3, 0, 0, 1, 0);
        var counted = "{\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}";
        assertEquals(new Answered("", Finish.OTHER, usage), inBatch(counted));
        var silent = "{\"content\":[],\"stop_reason\":\"refusal\",\"usage\":{}}";
        assertEquals(new Answered("", Finish.REFUSAL, Usage.NONE), inRealTime(silent));
    }
}
