package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobState;
import route.flow.LockedException;
import route.flow.RowCounts;

class ExitCodeTest {

    private static final RowCounts WHOLE = new RowCounts(5, 5, 0, 0, 0);

    private static Failure failure(Throwable thrown) {
        return Failure.of(
                thrown, it -> it instanceof ArithmeticException ? Optional.of("the disk is full") : Optional.empty());
    }

    @Test
    void whatAnotherRoomKnowsHowToMendIsNoBug() {
        var full = failure(new ArithmeticException("internal words"));
        assertEquals(ExitCode.HELD, full.code());
        assertEquals("the disk is full", full.lines().get(0));
        assertFalse(full.isBug());
    }

    @Test
    void theNumbersAreThoseThatWerePromised() {
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6, 130),
                Arrays.stream(ExitCode.values()).map(ExitCode::code).toList());
    }

    @Test
    void aDeliveredJobIsZeroOnlyWhenEveryRowIsAccepted() {
        assertEquals(ExitCode.OK, ExitCode.of(Sample.job(JobState.DELIVERED, WHOLE, ""), true, false));
        assertEquals(ExitCode.PARTLY, ExitCode.of(Sample.job(JobState.DELIVERED, Sample.DONE, ""), true, false));
        var skipped = new RowCounts(5, 4, 0, 1, 0);
        assertEquals(ExitCode.PARTLY, ExitCode.of(Sample.job(JobState.DELIVERED, skipped, ""), true, false));
        assertEquals(ExitCode.PARTLY, ExitCode.of(Sample.job(JobState.CANCELLED, skipped, ""), true, false));
    }

    @Test
    void anInterruptDoesNotHideThatAJobWasDelivered() {
        assertEquals(ExitCode.OK, ExitCode.of(Sample.job(JobState.DELIVERED, WHOLE, ""), true, true));
    }

    @Test
    void anOpenJobIsATimeoutOnlyWhereItWasToBeFinished() {
        var open = Sample.job(JobState.RUNNING, Sample.GOING, "");
        assertEquals(ExitCode.OK, ExitCode.of(open, false, false));
        assertEquals(ExitCode.TIMEOUT, ExitCode.of(open, true, false));
        assertEquals(ExitCode.INTERRUPTED, ExitCode.of(open, true, true));
        assertEquals(ExitCode.INTERRUPTED, ExitCode.of(open, false, true));
    }

    @Test
    void aHeldJobIsFourEvenWhileItIsBeingCancelled() {
        assertEquals(ExitCode.HELD, ExitCode.of(Sample.job(JobState.HELD, Sample.GOING, "no key"), true, false));
        assertEquals(ExitCode.HELD, ExitCode.of(Sample.job(JobState.CANCELLING, Sample.GOING, "no key"), true, false));
    }

    @Test
    void ofSeveralTheGravestCounts() {
        assertEquals(ExitCode.OK, ExitCode.gravest(List.of()));
        assertEquals(ExitCode.HELD, ExitCode.gravest(List.of(ExitCode.OK, ExitCode.HELD, ExitCode.PARTLY)));
        assertEquals(ExitCode.LOCKED, ExitCode.gravest(List.of(ExitCode.LOCKED, ExitCode.HELD)));
        assertEquals(ExitCode.INTERRUPTED, ExitCode.gravest(List.of(ExitCode.LOCKED, ExitCode.INTERRUPTED)));
    }

    @Test
    void exceptionsBecomeCodesAndLines() {
        var input = failure(new InputException("one\ntwo \u001b[2J\nthree"));
        assertEquals(ExitCode.USAGE, input.code());
        assertEquals(List.of("one", "two ?[2J", "three"), input.lines());
        assertEquals(
                23, failure(new InputException("row\n".repeat(500))).lines().size());
        assertEquals(
                ExitCode.LOCKED, failure(new LockedException(new JobId("t7k2"))).code());
        var bug = failure(new NullPointerException());
        assertEquals(List.of("this is a bug: NullPointerException"), bug.lines());
        assertTrue(bug.isBug());
        assertEquals(
                ExitCode.BUG, failure(new OutOfMemoryError("Java heap space")).code());
    }

    @Test
    void aFullDiskOrAMissingPermissionIsToBeMended() {
        var full = failure(new UncheckedIOException(new FileSystemException("/s/x", null, "No space left on device")));
        assertEquals(ExitCode.HELD, full.code());
        assertEquals(
                List.of("/s/x: No space left on device", "the state is safe: mend this, then run the command again"),
                full.lines());
        assertFalse(full.isBug());
        var denied = failure(new UncheckedIOException(new AccessDeniedException("/s/x")));
        assertEquals("no permission for /s/x", denied.lines().get(0));
        var plain = new UncheckedIOException("the copy cannot be written", new IOException("No space left on device"));
        assertEquals(
                "the copy cannot be written: No space left on device",
                failure(plain).lines().get(0));
        assertEquals(ExitCode.HELD, failure(plain).code());
        var odd = new UncheckedIOException(new java.io.UnsupportedEncodingException("odd"));
        assertEquals(ExitCode.BUG, failure(odd).code());
    }

    @Test
    void whatIsNotFinishedSaysHowItGoesOn() {
        var held = Sample.job(JobState.HELD, Sample.GOING, "budget\nused up");
        assertEquals(
                List.of(
                        "job t7k2 is held: budget (and 1 more, see: route batch status t7k2)",
                        "when that is mended, continue with: route batch resume t7k2"),
                Standing.lines(held, ExitCode.HELD));
        var unread = Sample.job(JobState.CREATED, Sample.GOING, "row 3 of in.csv has no prompt");
        assertEquals(
                "if the input is to blame, end it with: route batch cancel t7k2, and submit the corrected one",
                Standing.lines(unread, ExitCode.HELD).get(2));
        var open = Sample.job(JobState.RUNNING, Sample.GOING, "");
        assertEquals(
                List.of("stopped; continue with: route batch resume t7k2"), Standing.lines(open, ExitCode.INTERRUPTED));
        assertEquals(List.of(), Standing.lines(open, ExitCode.OK));
        assertEquals(
                List.of("t7k2: 1 batch, 300 of 500 rows done; continue with: route batch wait t7k2"),
                Standing.sent(open));
    }
}
