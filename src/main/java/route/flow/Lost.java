package route.flow;

import route.domain.BatchState;
import route.domain.Outcome;
import route.domain.Plural;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Gives up a batch that its provider no longer knows, or whose results tell nothing. It may have been worked on and
 * billed: its worst case counts as spent, and no row of it is bought again unasked.
 */
final class Lost {
    private final Desk desk;

    Lost(Desk desk) {
        this.desk = desk;
    }

    void giveUp(JobRecord job, BatchRecord batch, String why) {
        desk.inTransaction(() -> {
            new Ending(desk).all(batch, new Outcome.Unserved(Outcome.Reason.LOST));
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
        desk.say(
                Event.Level.WARNING,
                job,
                batch.model().provider() + " gives no results for the batch " + batch.remoteId() + " (" + why
                        + "); its " + Plural.rows(batch.rows()) + " fail, and its worst case counts as spent");
    }
}
