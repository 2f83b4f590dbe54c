package route.flow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import route.domain.BillDetail.Kind;
import route.domain.Lane;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.Plural;
import route.domain.RowState;
import route.store.AttemptSum;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Closes a batch whose results have been read: every row gets an outcome, the charge is booked, and answers are accepted,
 * in one transaction.
 */
final class Accounting {
    /** What a row that the answers do not mention came to, where it was left unasked on purpose. */
    static final String UNASKED = "UNASKED";

    private final Desk desk;
    private final JobRecord job;
    private final BatchRecord batch;
    private final Calls calls;

    /** @param calls have their turn between two steps of it */
    Accounting(Desk desk, JobRecord job, BatchRecord batch, Calls calls) {
        this.desk = desk;
        this.job = job;
        this.batch = batch;
        this.calls = calls;
    }

    /**
     * How many rows no result mentioned and what they came to, and what the others cost.
     *
     * @param foreign how many attempts were for rows of other batches, which are forgotten
     */
    private record Booked(long missing, Outcome.Reason reason, Money cost, int foreign) {}

    /**
     * Closes the batch; false where rows are missing, and should not be given up yet.
     *
     * @param cameShort asked only where rows are missing
     */
    boolean close(BooleanSupplier cameShort) {
        var booked = desk.inTransaction(() -> {
            var sums = desk.store().tallies().sums(batch);
            var foreign = desk.store().tallies().removeForeign(batch, sums);
            if (AttemptSum.rows(sums) == batch.rows()) return Optional.of(book(0, foreign, sums));
            desk.store().rows().returned(batch);
            calls.turn();
            var missing = desk.store().rows().countInBatch(batch, RowState.PLANNED);
            return missing > 0 && cameShort.getAsBoolean()
                    ? Optional.<Booked>empty()
                    : Optional.of(book(missing, foreign, sums));
        });
        if (booked.isEmpty()) return false;
        // What was sent is not needed any more; what remains of it, where this is cut short, goes with the delivery.
        Home.removeFile(desk.home().shard(job.id(), batch.key()));
        say(booked.get());
        return true;
    }

    /** @param sums of the attempts that came */
    private Booked book(long missing, int foreign, List<AttemptSum> sums) {
        if (batch.unmentioned().equals(UNASKED)) {
            if (missing > 0) handBack();
            return new Booked(0, Outcome.Reason.MISSING, settle(sums), foreign);
        }
        var reason = reason(missing);
        if (missing > 0) new Ending(desk).all(batch, outcome(reason));
        // They may have been billed. A batch of calls in real time has counted such already.
        if (missing > 0
                && reason == Outcome.Reason.LOST
                && batch.lane() == Lane.BATCH
                && batch.problem().isEmpty()) desk.store().batches().doubtful(batch.n(), Math.toIntExact(missing));
        return new Booked(
                missing, reason, settle(missing > 0 ? desk.store().tallies().sums(batch) : sums), foreign);
    }

    /** Rows that were left unasked wait again, as if they had never been in the batch. */
    private void handBack() {
        desk.store().rows().waitAgain(batch);
        desk.store().jobs().hurry(job.n());
    }

    private Money settle(List<AttemptSum> sums) {
        calls.turn();
        desk.store().batches().collected(batch, desk.now(), sums);
        desk.store().ledger().release(batch, desk.now());
        var day = desk.today();
        var cost = desk.store().spend().add(batch, day.toString(), sums);
        desk.store().ledger().charge(batch, cost, desk.now());
        desk.store().quality().check(batch, day, sums);
        desk.store().tallies().add(batch, day.toString(), sums);
        calls.turn();
        accept(AttemptSum.rows(sums, Kind.ANSWERED) == batch.rows());
        calls.turn();
        return cost;
    }

    /** The judge accepts every answer, whatever it says, so answers are not shown to it one by one. */
    private void accept(boolean all) {
        var accepted = desk.store().rows().accept(batch, all);
        if (accepted < batch.rows()) desk.store().rows().returned(batch);
        desk.store().jobs().count(job.n(), accepted, 0, 0);
        if (accepted == batch.rows()) desk.store().batches().judged(batch.n());
    }

    /**
     * What the rows came to that no result mentions. Where the provider counts more rows as worked on than it gives results
     * for, they may have been billed, and must not be bought again unasked.
     */
    private Outcome.Reason reason(long missing) {
        return batch.done() > batch.rows() - missing
                ? Outcome.Reason.LOST
                : Outcome.Reason.valueOf(batch.unmentioned());
    }

    private Outcome outcome(Outcome.Reason reason) {
        return batch.problem().isEmpty()
                ? new Outcome.Unserved(reason)
                : new Outcome.Errored("rejected", batch.problem(), false);
    }

    private void say(Booked booked) {
        var provider = batch.model().provider();
        if (booked.foreign() > 0) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    Plural.of(booked.foreign(), "line") + " of no row of ours in the results of "
                            + SubmitStep.named(batch));
        }
        if (booked.missing() > 0) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    Plural.rows(booked.missing()) + " of " + batch.rows() + " have no result in "
                            + SubmitStep.named(batch) + " ("
                            + booked.reason().name().toLowerCase(Locale.ROOT) + ")");
        }
        desk.say(
                Event.Level.NOTE,
                job,
                "collected " + Plural.rows(collected()) + " from " + provider + " for " + booked.cost());
    }

    private long collected() {
        return batch.unmentioned().equals(UNASKED) ? batch.done() : batch.rows();
    }
}
