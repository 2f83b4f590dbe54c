package route.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Usage;

class JudgeTest {
    private final Judge judge = new Judge(3);

    @ParameterizedTest
    @EnumSource
    void anAnswerStandsHoweverItEnded(Finish finish) {
        assertInstanceOf(Verdict.Accept.class, judge.judge(new Outcome.Answered("yes", finish, Usage.of(3, 1)), 1));
    }

    @Test
    void aPassingErrorIsTriedAgainUntilTheLastTry() {
        var busy = new Outcome.Errored("429", "slow down", true);
        assertInstanceOf(Verdict.Retry.class, judge.judge(busy, 1));
        assertInstanceOf(Verdict.Retry.class, judge.judge(busy, 2));
        var last = assertInstanceOf(Verdict.Fail.class, judge.judge(busy, 3));
        assertEquals("429: slow down (after 3 tries)", last.because());
    }

    @Test
    void aFinalErrorFailsAtOnceWithItsReason() {
        var verdict = assertInstanceOf(
                Verdict.Fail.class, judge.judge(new Outcome.Errored("invalid_request", "no such field", false), 1));
        assertEquals("invalid_request: no such field", verdict.because());
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "CANCELLED", "MISSING"})
    void aRowNobodyWorkedOnGoesAgain(Outcome.Reason reason) {
        assertInstanceOf(Verdict.Retry.class, judge.judge(new Outcome.Unserved(reason), 1));
    }

    @Test
    void aRowOfALostBatchIsNotBoughtAgainUnasked() {
        var verdict = assertInstanceOf(Verdict.Fail.class, judge.judge(new Outcome.Unserved(Outcome.Reason.LOST), 1));
        assertTrue(verdict.because().contains("route batch retry"), verdict.because());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429: slow down: please (after 3 tries)|429",
                "rate_limit_exceeded (after 3 tries)|rate_limit_exceeded",
                "server_error|server_error",
                "no such thing as a code: really|other",
                "the batch expired before the row's turn|expired",
                "the provider's results do not mention the row|missing"
            })
    void whyARowFailedIsKnownByItsCode(String because, String code) {
        assertEquals(code, Judge.code(because));
    }
}
