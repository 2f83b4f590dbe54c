package route.flow;

import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Outcome;
import route.domain.RowState;
import route.provider.CallException;
import route.provider.Shard;
import route.provider.Sighting;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Hands batches to their providers. The intention and the reservation are committed before the call that costs money; an
 * unclear answer is looked for before anything is sent again.
 */
final class SubmitStep implements Step {
    private final Desk desk;

    SubmitStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() != JobState.RUNNING && job.state() != JobState.CANCELLING) return 0;
        var moved = 0;
        for (var batch : desk.store().batches().inState(job.n(), BatchState.SUBMITTING)) {
            if (!batch.dueAt().isAfter(desk.now())) moved += settle(job, batch);
        }
        for (var batch : desk.store().batches().inState(job.n(), BatchState.PLANNED)) {
            if (desk.world().sleeper().stopping()) return moved;
            if (job.state() == JobState.CANCELLING) moved += drop(batch);
            else if (!batch.dueAt().isAfter(desk.now())) moved += send(job, batch);
        }
        return moved;
    }

    /** A batch that was never sent gives its rows back. */
    private int drop(BatchRecord batch) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.DROPPED, desk.now());
            desk.store().rows().moveBatch(batch, RowState.PLANNED, RowState.CLASSIFIED);
        });
        return 1;
    }

    private int send(JobRecord job, BatchRecord batch) {
        desk.progress(job.id(), "sending", batch.n(), 0);
        try {
            var ready = upload(job, batch);
            intend(job, ready);
            return create(job, desk.store().batches().get(batch.n()));
        } catch (CallException.Busy e) {
            return wait(job, desk.store().batches().get(batch.n()), e);
        } catch (CallException.Unclear e) {
            // An upload costs nothing: an unclear one is simply made again.
            return wait(job, desk.store().batches().get(batch.n()), new CallException.Busy(e.getMessage(), 0, e));
        } catch (CallException.Declined e) {
            return declined(job, desk.store().batches().get(batch.n()), e);
        }
    }

    private BatchRecord upload(JobRecord job, BatchRecord batch) {
        if (!batch.uploadId().isEmpty()) return batch;
        var remote = desk.remotes().of(batch.model());
        var uploadId = remote.dialect().upload(shard(job, batch), remote.wire());
        desk.inTransaction(() -> desk.store().batches().uploaded(batch.n(), uploadId));
        return desk.store().batches().get(batch.n());
    }

    /** From here on the money may be spent: commits the intention and the reservation, or holds the job. */
    private void intend(JobRecord job, BatchRecord batch) {
        desk.inTransaction(() -> {
            var budget = desk.spec().maxCost();
            var committed = desk.store().ledger().committed(job.n());
            if (budget.isPresent() && committed.plus(batch.worstCost()).isMoreThan(budget.get())) {
                throw new HeldException("the next batch may cost up to " + batch.worstCost() + ", and "
                        + committed + " of the budget of " + budget.get() + " is spent or in flight; "
                        + "submit again with a higher --max-cost, or with a lower --max-tokens");
            }
            desk.store().batches().move(batch, BatchState.SUBMITTING, desk.now());
            desk.store().batches().intent(batch.n(), desk.now());
            desk.store().ledger().reserve(batch, desk.now());
        });
    }

    private int create(JobRecord job, BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        try {
            accepted(job, batch, remote.dialect().create(shard(job, batch), batch.uploadId(), remote.wire()));
        } catch (CallException.Unclear e) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    "no clear answer from " + batch.model().provider() + "; looking whether the batch arrived ("
                            + e.getMessage() + ")");
            later(batch, Optional.empty());
        }
        return 1;
    }

    private void accepted(JobRecord job, BatchRecord batch, String remoteId) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.SUBMITTED, desk.now());
            desk.store().batches().due(batch.n(), desk.pause().after(desk.now(), 0, Optional.empty()), 0);
            desk.store().batches().sent(batch.n(), remoteId, desk.now());
            desk.store().rows().moveBatch(batch, RowState.PLANNED, RowState.IN_FLIGHT);
        });
        desk.say(
                Event.Level.NOTE,
                job,
                batch.model().provider() + " accepted a batch of " + batch.rows() + " rows for "
                        + batch.model().model() + " (" + remoteId + ")");
    }

    /** A creation that was cut short, by the network or by the end of a process, is looked for at the provider. */
    private int settle(JobRecord job, BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        var since = batch.intentAt().orElseThrow();
        try {
            var sighting = remote.dialect().find(shard(job, batch), batch.uploadId(), since, remote.wire());
            if (sighting instanceof Sighting.Found it) {
                accepted(job, batch, it.remoteId());
                return 1;
            }
            if (sighting instanceof Sighting.Unsure it) {
                throw new HeldException("a batch of " + batch.rows() + " rows for " + batch.model()
                        + " may or may not have arrived: " + it.facts());
            }
            if (desk.now().isBefore(since.plus(desk.pause().grace()))) {
                later(batch, Optional.empty());
                return 0;
            }
            unsend(batch);
            var provider = batch.model().provider();
            desk.say(Event.Level.NOTE, job, "the batch did not arrive at " + provider + "; it is sent again");
            return 1;
        } catch (CallException.Busy e) {
            later(batch, e.retryAfterSeconds());
        } catch (CallException.Unclear e) {
            later(batch, Optional.empty());
        } catch (CallException.Declined e) {
            throw Reasons.held(batch, e);
        }
        return 0;
    }

    private int wait(JobRecord job, BatchRecord batch, CallException.Busy e) {
        desk.say(
                Event.Level.WARNING, job, batch.model().provider() + " is busy, trying again later: " + e.getMessage());
        if (batch.state() == BatchState.SUBMITTING) unsend(batch);
        later(batch, e.retryAfterSeconds());
        return 0;
    }

    /** Turned down: for its rows, which then fail; or for the account or the address, which a person has to mend. */
    private int declined(JobRecord job, BatchRecord batch, CallException.Declined e) {
        if (batch.state() == BatchState.SUBMITTING && Reasons.concernsRows(e)) {
            refused(job, batch, e.getMessage());
            return 1;
        }
        if (batch.state() == BatchState.SUBMITTING) unsend(batch);
        throw Reasons.held(batch, e);
    }

    private void refused(JobRecord job, BatchRecord batch, String why) {
        new Ending(desk).all(batch, RowState.PLANNED, new Outcome.Errored("refused", why, false));
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.REFUSED, desk.now());
            desk.store().batches().problem(batch.n(), why);
            desk.store().ledger().release(batch, desk.now());
        });
        var provider = batch.model().provider();
        desk.say(Event.Level.WARNING, job, provider + " refused a batch of " + batch.rows() + " rows: " + why);
    }

    /** It certainly never arrived: back to PLANNED, the reservation ends. */
    private void unsend(BatchRecord batch) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.PLANNED, desk.now());
            desk.store().ledger().release(batch, desk.now());
        });
    }

    private void later(BatchRecord batch, Optional<Integer> askedSeconds) {
        var due = desk.pause().after(desk.now(), batch.tries(), askedSeconds);
        desk.inTransaction(() -> desk.store().batches().due(batch.n(), due, batch.tries() + 1));
    }

    private Shard shard(JobRecord job, BatchRecord batch) {
        return new Shard(
                batch.key(),
                job.id().value(),
                PlanStep.idPrefix(batch.key()),
                batch.model(),
                batch.endpoint(),
                desk.home().shard(job.id(), batch.key()),
                batch.rows(),
                batch.bytes(),
                batch.digest());
    }
}
