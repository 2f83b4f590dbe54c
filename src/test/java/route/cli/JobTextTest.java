package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import route.domain.JobState;

class JobTextTest {

    private final JobText text = new JobText(Sample.NOW, Sample.HERE, 80, Paint.OFF);

    @Test
    void theListHasALineForEachJobAndTheReasonItIsHeld() {
        var jobs = List.of(
                Sample.job(JobState.RUNNING, Sample.GOING, ""),
                Sample.job(JobState.HELD, Sample.GOING, "the budget of $5.00 is used up"));
        assertEquals("""
                job   name             state    rows done     cost  next due
                t7k2  support_tickets  RUNNING    300/500  $0.0412  in 30s    sandbox
                t7k2  support_tickets  HELD       300/500  $0.0412  in 30s    sandbox
                    held: the budget of $5.00 is used up
                """, text.list(jobs));
    }

    @Test
    void anEmptyListSaysSo() {
        assertEquals("no open jobs\n", text.list(List.of()));
    }

    @Test
    void oneJobIsShownWithItsBatches() {
        assertEquals("""
                job       t7k2, support_tickets
                state     RUNNING (sandbox)
                input     support_tickets.csv
                output    support_tickets.results.csv
                created   2026-11-20 07:28 UTC
                next due  in 30s
                rows      300 accepted, 0 failed, 0 skipped, 200 pending of 500
                tokens    71,234 in, 30,211 out
                cost      $0.0412   estimated $0.0441
                flagship  $0.5120   the same rows there, in real time
                saving    $0.4708   92 %

                round  model              lane   rows  state    at provider  due
                    1  openai/gpt-6-luna  batch   400  RUNNING  in_progress  in 30s
                    batch_1
                """, text.detail(Sample.job(JobState.RUNNING, Sample.GOING, "")));
    }

    @Test
    void theClosingBillSaysWhenNoMoneyWasSpent() {
        assertEquals("""
                job       t7k2, support_tickets, DELIVERED (sandbox)
                rows      498 accepted, 1 failed, 1 skipped of 500
                tokens    71,234 in, 30,211 out
                cost      $0.0412   estimated $0.0441
                flagship  $0.5120   the same rows there, in real time
                saving    $0.4708   92 %
                output    support_tickets.results.csv
                sandbox   simulated: no money was spent
                """, text.closing(Sample.job(JobState.DELIVERED, Sample.DONE, "")));
    }

    @Test
    void longReasonsAreWrappedAndWhatProvidersSayIsMadeHarmless() {
        var held =
                Sample.job(JobState.HELD, Sample.GOING, "key refused: \u001b]0;owned\u0007 " + "and so on ".repeat(20));
        for (var shown : List.of(text.list(List.of(held)), text.detail(held))) {
            assertTrue(shown.lines().allMatch(it -> it.length() <= 80), shown);
            assertTrue(shown.contains("key refused: ?]0;owned?"), shown);
        }
    }

    @Test
    void callsInDoubtAreSaidWithTheBill() {
        var job = Sample.doubtful(Sample.job(JobState.DELIVERED, Sample.GOING, ""), 3, "0.02");
        var line = "doubt     3 calls may have been paid for without an answer, at most $0.0200\n";
        assertTrue(text.detail(job).contains(line), text.detail(job));
        assertTrue(text.closing(job).contains(line), text.closing(job));
    }
}
