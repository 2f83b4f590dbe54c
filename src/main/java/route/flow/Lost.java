package route.flow;

import route.domain.BatchState;
import route.domain.Outcome;
import route.domain.Plural;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Gives up a batch that its provider no longer knows, or whose results tell nothing. It may have been worked on and
 * billed: its worst case counts as spent, and no row of it is bought again unless a person says so.
 */
final class Lost {
    private final Desk desk;

    Lost(Desk desk) {
        this.desk = desk;
    }

    void giveUp(JobRecord job, BatchRecord batch, String why) {
        close(job, batch, why, Outcome.Reason.LOST);
        desk.say(
                Event.Level.WARNING,
                job,
                batch.model().provider() + " gives no results for the batch " + batch.remoteId() + " (" + why
                        + "); its " + Plural.rows(batch.rows()) + " fail, and its worst case counts as spent");
    }

    /** The same where a person wants its rows to be bought again. */
    void resend(JobRecord job, BatchRecord batch) {
        close(job, batch, "gone for good, as a person said", Outcome.Reason.MISSING);
        desk.say(
                Event.Level.NOTE,
                job,
                "the batch " + batch.remoteId() + " at " + batch.model().provider()
                        + " is given up, and its worst case counts as spent; its " + Plural.rows(batch.rows())
                        + " go again");
    }

    private void close(JobRecord job, BatchRecord batch, String why, Outcome.Reason reason) {
        desk.inTransaction(() -> {
            new Ending(desk).all(batch, new Outcome.Unserved(reason));
            desk.store().batches().move(batch, BatchState.LOST, desk.now());
            desk.store().batches().problem(batch.n(), why);
            // Answers that were read before it vanished are on the bill all the same.
            var day = desk.today().toString();
            var sums = desk.store().tallies().sums(batch);
            var known = desk.store().spend().add(batch, day, sums);
            desk.store().tallies().add(batch, day, sums);
            var doubtful = desk.store().ledger().writeOff(batch, known, desk.now());
            desk.store()
                    .jobs()
                    .note(
                            job.n(),
                            "the batch " + batch.remoteId() + " was lost at "
                                    + batch.model().provider() + ": up to " + doubtful
                                    + " may have been billed there that is not on this bill");
        });
    }
}
