package route.flow;

import java.util.List;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Outcome;
import route.domain.Plural;
import route.domain.RowState;
import route.provider.CallException;
import route.store.AttemptRecord;
import route.store.BatchRecord;
import route.store.JobRecord;

/** What becomes of a batch that a provider turned down, be it after it was made, before any row of it was worked on. */
final class TurnedDown {
    /**
     * With so many rejected batches of a model and none accepted in between, something is wrong that is not in the rows.
     * A rejection that names the row to blame does not count: with that row gone, the others may well be good.
     */
    private static final int MOST_IN_A_ROW = 200;

    /**
     * So many are enough for any job, which so comes to an end: as many bad rows are found with them where the provider
     * names them, else some hundred, be they spread over a hundred thousand. A batch that is rejected after that fails
     * as a whole, good rows and bad: to go on, the bad ones that were found have to leave the input.
     */
    private static final int MOST_REJECTIONS = 2_000;

    /** After so many tries in a row it is not the uploaded file that the provider does not find, but the address. */
    private static final int MOST_UPLOADS = 3;

    private static final int NOT_FOUND = 404;

    private final Desk desk;

    TurnedDown(Desk desk) {
        this.desk = desk;
    }

    /** A call before or at the creation was refused. */
    int declined(JobRecord job, BatchRecord batch, CallException.Declined e) {
        var creating = batch.state() == BatchState.SUBMITTING;
        return switch (Remedy.of(e, creating)) {
            case MEND -> mend(batch, e);
            case UPLOAD_AGAIN ->
                isUnknownAccount(batch, e)
                        ? wait(job, batch, e)
                        : batch.tries() < MOST_UPLOADS ? uploadAgain(batch) : mend(batch, e);
            case ELSEWHERE -> elsewhere(job, batch, Remedy.closes(batch, e), e.getMessage());
            case NARROW -> narrow(job, batch, e.getMessage(), 0);
        };
    }

    /**
     * Whether a key of another project is the likely reason: the batch was looked for and not found, and now its file is
     * not there either. The creation before may have worked, in the project of the other key.
     */
    private static boolean isUnknownAccount(BatchRecord batch, CallException.Declined e) {
        return batch.resent() > 0 && e.status() == NOT_FOUND;
    }

    /** It stays in doubt, and is looked for again. */
    private int wait(JobRecord job, BatchRecord batch, CallException.Declined e) {
        desk.hold("a batch of " + Plural.rows(batch.rows()) + " for " + batch.model()
                + " may have arrived, and with this key the provider does not know its file either; if the key is of"
                + " another project, set the right one, then route batch resume " + job.id()
                + "; else say with --adopt BATCH_ID which it is, or with --resend that it did not arrive ("
                + e.getMessage() + ")");
        // It was looked for before as long as it should be.
        desk.inTransaction(() -> desk.store()
                .batches()
                .sought(batch.n(), desk.now().minus(desk.pause().grace())));
        desk.later(batch, Optional.empty());
        return 0;
    }

    private int mend(BatchRecord batch, CallException.Declined e) {
        if (batch.state() == BatchState.SUBMITTING) unsend(batch);
        desk.hold(Remedy.held(batch, e));
        desk.later(desk.store().batches().get(batch.n()), Optional.empty());
        return 0;
    }

    private int uploadAgain(BatchRecord batch) {
        unsend(batch);
        desk.inTransaction(() -> desk.store().batches().uploaded(batch.n(), ""));
        desk.later(desk.store().batches().get(batch.n()), Optional.empty());
        return 1;
    }

    /** It certainly never arrived: back to PLANNED, the reservation ends. */
    void unsend(BatchRecord batch) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.PLANNED, desk.now());
            desk.store().ledger().release(batch, desk.now());
        });
    }

    /** Closes a model or provider to this job; the batch's rows wait for their tier's next candidate. */
    int elsewhere(JobRecord job, BatchRecord batch, String what, String why) {
        if (batch.state() == BatchState.SUBMITTING) unsend(batch);
        var planned = desk.store().batches().get(batch.n());
        desk.inTransaction(() -> {
            desk.store().jobs().shut(job.n(), what, why, desk.now());
            desk.store().batches().move(planned, BatchState.DROPPED, desk.now());
            desk.store().batches().problem(batch.n(), why);
            desk.store().rows().waitAgain(batch);
            desk.store().jobs().hurry(job.n());
        });
        desk.say(Event.Level.WARNING, job, what + " is closed to this job: " + why);
        return 1;
    }

    /**
     * Something in the batch is unacceptable. Where the provider names the request, that row fails and the others go again;
     * where it does not, the batch is halved until the row is found.
     *
     * @param line which request of the batch is to blame, from 1; 0 where that is not known
     */
    int narrow(JobRecord job, BatchRecord batch, String why, int line) {
        var culprit = line > 0 && line <= batch.rows() ? nth(batch, line) : Optional.<Long>empty();
        var hopeless = batch.rows() == 1 || isHopeless(batch);
        desk.inTransaction(() -> {
            if (hopeless) new Ending(desk).all(batch, rejected(why));
            culprit.ifPresent(row -> {
                desk.store().attempts().add(batch.n(), List.of(AttemptRecord.unbilled(row, rejected(why), -1, 0, 0)));
                desk.store().rows().returned(batch);
            });
            var tallies = desk.store().tallies();
            tallies.add(batch, desk.today().toString(), tallies.sums(batch));
            desk.store().rows().waitAgain(batch);
            if (!hopeless && culprit.isEmpty()) desk.store().rows().split(batch);
            desk.store().batches().move(batch, BatchState.REFUSED, desk.now());
            desk.store().batches().rejected(batch.n(), why);
            desk.store().ledger().release(batch, desk.now());
            desk.store().jobs().hurry(job.n());
        });
        desk.say(
                Event.Level.WARNING,
                job,
                batch.model().provider() + " rejected a batch of " + Plural.rows(batch.rows()) + ": " + why);
        return 1;
    }

    /** Not one row was worked on, and the batch does not go again: its rows wait as before. */
    int giveBack(JobRecord job, BatchRecord batch, String why) {
        desk.inTransaction(() -> {
            desk.store().rows().waitAgain(batch);
            desk.store().batches().move(batch, BatchState.REFUSED, desk.now());
            desk.store().batches().problem(batch.n(), why);
            desk.store().ledger().release(batch, desk.now());
            desk.store().jobs().hurry(job.n());
        });
        return 1;
    }

    private Optional<Long> nth(BatchRecord batch, int line) {
        var rows = desk.store().rows().inBatch(batch, RowState.PLANNED, 0, line);
        return rows.size() == line ? Optional.of(rows.get(line - 1)) : Optional.empty();
    }

    private boolean isHopeless(BatchRecord batch) {
        // Where a batch is refused before it is made, one that was made is accepted; else one that was seen at work.
        var atOnce = batch.state() == BatchState.PLANNED || batch.state() == BatchState.SUBMITTING;
        var rejections = desk.store().batches().rejections(batch.job(), batch.model(), atOnce);
        return rejections.inARow() >= MOST_IN_A_ROW || rejections.all() >= MOST_REJECTIONS;
    }

    private static Outcome rejected(String why) {
        return new Outcome.Errored("rejected", why, false);
    }
}
