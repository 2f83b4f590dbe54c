package route.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
