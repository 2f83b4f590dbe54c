package route.flow;

import java.util.Map;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Plural;
import route.provider.CallException;
import route.provider.Shard;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Hands batches to their providers. The intention and the reservation are committed before the call that costs money; an
 * unclear answer is looked for ({@link Doubt}) before anything is sent again.
 */
final class SubmitStep implements Step {
    /** Our word for a batch whose file the provider has, but has not made ready. */
    private static final String PREPARING = "preparing";

    private final Desk desk;
    private final Doubt doubt;
    private final TurnedDown turnedDown;
    private final Allowance allowance;

    SubmitStep(Desk desk) {
        this.desk = desk;
        this.doubt = new Doubt(desk);
        this.turnedDown = new TurnedDown(desk);
        this.allowance = new Allowance(desk);
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() != JobState.RUNNING && job.state() != JobState.CANCELLING) return 0;
        var moved = 0;
        for (var batch : desk.store().batches().inState(job.n(), BatchState.SUBMITTING)) {
            if (!batch.dueAt().isAfter(desk.now())) moved += doubt.settle(job, batch);
        }
        for (var batch : desk.store().batches().inState(job.n(), BatchState.PLANNED)) {
            if (desk.world().sleeper().stopping()) return moved;
            if (job.state() == JobState.CANCELLING) moved += drop(batch);
            else if (batch.lane() == Lane.BATCH && !batch.dueAt().isAfter(desk.now())) moved += send(job, batch);
        }
        return moved;
    }

    /** A batch that was never sent gives its rows back. */
    private int drop(BatchRecord batch) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.DROPPED, desk.now());
            desk.store().rows().waitAgain(batch);
        });
        return 1;
    }

    /**
     * Whether it waited until its deadline came too near for a batch. That fewer rows than were planned together might be
     * had cheaper in real time is no reason: planned together again, they would become the same batch.
     */
    private boolean isTooLate(JobRecord job, BatchRecord batch) {
        var model = batch.model();
        var deadline = batch.deadline();
        if (deadline.isEmpty() || desk.way(job, model, deadline, batch.rows()).lane() == batch.lane()) return false;
        return desk.store().batches().wasCalledOff(job.n(), model)
                || !desk.lanes().batchIsInTime(model, deadline, desk.now(), batch.rows());
    }

    /** Its rows go into another batch at once. */
    private int drop(JobRecord job, BatchRecord batch) {
        desk.inTransaction(() -> desk.store().jobs().hurry(job.n()));
        return drop(batch);
    }

    private int send(JobRecord job, BatchRecord batch) {
        var closed = desk.store().jobs().closed(job.n());
        var why = PlanStep.closedBecause(closed, batch.model());
        if (!why.isEmpty()) return turnedDown.elsewhere(job, batch, what(closed, batch), why);
        if (isTooLate(job, batch)) return drop(job, batch);
        if (!allowance.hasRoom(batch)) {
            desk.later(batch, Optional.empty());
            return 0;
        }
        try {
            var ready = upload(job, batch);
            if (ready.isEmpty()) return 0;
            return desk.remotes().of(batch.model()).dialect().isRecognisable()
                    ? create(job, ready.get())
                    : createAlone(job, ready.get());
        } catch (CallException.Busy e) {
            note(batch, e.isPreparing());
            return busy(job, again(batch), e.getMessage(), e.retryAfterSeconds());
        } catch (CallException.Unclear e) {
            // Only an upload ends here, and it costs nothing: an unclear one is simply made again.
            note(batch, false);
            return busy(job, again(batch), e.getMessage(), Optional.empty());
        } catch (CallException.Declined e) {
            return turnedDown.declined(job, again(batch), e);
        }
    }

    /** What is closed: the model, or its whole provider, whose rows wait for a person where no other may answer them. */
    static String what(Map<String, String> closed, BatchRecord batch) {
        var model = batch.model().toString();
        return closed.containsKey(model) ? model : batch.model().provider();
    }

    private BatchRecord again(BatchRecord batch) {
        return desk.store().batches().get(batch.n());
    }

    private void sending(JobRecord job, BatchRecord batch) {
        var isCounted = batch.state() != BatchState.PLANNED;
        var sent = Extent.sent(desk, job) + (isCounted ? 0 : batch.rows());
        desk.progress(job.id(), "sending", sent, job.rows());
    }

    /** The batch with its file at the provider, where that wants it first; empty while the file is on its way. */
    private Optional<BatchRecord> upload(JobRecord job, BatchRecord batch) {
        if (!batch.uploadId().isEmpty()) return Optional.of(batch);
        var remote = desk.remotes().of(batch.model());
        var shard = shard(desk, job, batch);
        var errand = "upload " + batch.n();
        if (desk.courier().isNew(errand)) sending(job, batch);
        var brought = desk.courier().bring(errand, () -> remote.dialect().upload(shard, remote.wire()));
        return brought.map(uploadId -> {
            desk.inTransaction(() -> {
                desk.store().batches().uploaded(batch.n(), uploadId);
                desk.store().batches().working(batch.n());
            });
            return again(batch);
        });
    }

    /**
     * Where a lost batch could only be told from others by its time and size, one is created at a time: over all jobs of
     * this home, and while none is in doubt.
     */
    private int createAlone(JobRecord job, BatchRecord batch) {
        var provider = batch.model().provider();
        var lock = OsLock.tryTake(desk.home().creating(provider));
        if (lock.isEmpty()) {
            desk.later(batch, Optional.empty());
            return 0;
        }
        try {
            var inDoubt = desk.store().atProvider().openAt(provider, desk.spec().sandbox()).stream()
                    .anyMatch(it -> it.state() == BatchState.SUBMITTING);
            if (!inDoubt) return create(job, batch);
            desk.say(
                    Event.Level.NOTE,
                    job,
                    "a batch waits until another one at " + provider + " is no longer in doubt (route batch status)");
            desk.later(batch, Optional.empty());
            return 0;
        } finally {
            lock.get().close();
        }
    }

    private int create(JobRecord job, BatchRecord planned) {
        var refusal = intend(planned);
        if (refusal.isPresent()) {
            desk.holdOnce(Allowance.NEXT, refusal.get());
            desk.later(planned, Optional.empty());
            return 0;
        }
        var batch = again(planned);
        var remote = desk.remotes().of(batch.model());
        try {
            var remoteId = remote.dialect().create(shard(desk, job, batch), batch.uploadId(), remote.wire());
            accepted(desk, job, batch, remoteId, true);
        } catch (CallException.Unclear e) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    "no clear answer from " + batch.model().provider() + "; looking whether the batch arrived ("
                            + e.getMessage() + ")");
            desk.later(batch, Optional.empty());
        }
        return 1;
    }

    /** From here on money may be spent: commits the intention and the reservation; why not, where the budget is too small. */
    private Optional<String> intend(BatchRecord batch) {
        return desk.inTransaction(() -> {
            var refusal = allowance.refusal(batch);
            if (refusal.isEmpty()) {
                desk.store().batches().move(batch, BatchState.SUBMITTING, desk.now());
                desk.store().batches().intent(batch.n(), desk.now());
                desk.store().ledger().reserve(batch, desk.now());
            }
            return refusal;
        });
    }

    /** Writes down that the provider has the batch. */
    static void accepted(Desk desk, JobRecord job, BatchRecord batch, String remoteId, boolean certain) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.SUBMITTED, desk.now());
            desk.store().batches().due(batch.n(), desk.pause().after(desk.now(), 0, Optional.empty()), 0);
            desk.store().batches().sent(batch.n(), remoteId, desk.now());
            desk.store().batches().adopted(batch.n(), !certain);
            desk.store().batches().working(batch.n());
        });
        desk.say(
                Event.Level.NOTE,
                job,
                batch.model().provider() + " accepted " + Plural.rows(batch.rows()) + " for "
                        + batch.model().model() + " (" + remoteId + ")");
    }

    /** A batch as people are told of it; one that is asked in real time has no id. */
    static String named(BatchRecord batch) {
        var provider = batch.model().provider();
        return batch.remoteId().isEmpty()
                ? "a real-time batch of " + provider
                : "the batch " + batch.remoteId() + " of " + provider;
    }

    /** A provider that takes its time over a file is not out of reach: what failed before that, or after, counts anew. */
    private void note(BatchRecord batch, boolean preparing) {
        if (preparing == again(batch).word().equals(PREPARING)) return;
        desk.inTransaction(() -> {
            desk.store().batches().seen(batch.n(), preparing ? PREPARING : "", 0);
            desk.store().batches().working(batch.n());
        });
    }

    /** Certainly not accepted: back to PLANNED, and again later; elsewhere where the provider is out of reach too long. */
    private int busy(JobRecord job, BatchRecord batch, String why, Optional<Integer> askedSeconds) {
        var provider = batch.model().provider();
        if (batch.state() == BatchState.SUBMITTING) turnedDown.unsend(batch);
        desk.inTransaction(() -> desk.store().batches().failing(batch.n(), desk.now()));
        var since = again(batch).failingAt().orElse(desk.now());
        if (!desk.now().isBefore(since.plus(desk.spec().failoverAfter()))) {
            return turnedDown.elsewhere(job, again(batch), provider, "out of reach since " + since + ": " + why);
        }
        desk.say(Event.Level.WARNING, job, provider + " is busy or out of reach, trying again later: " + why);
        desk.later(again(batch), askedSeconds);
        return 0;
    }

    static Shard shard(Desk desk, JobRecord job, BatchRecord batch) {
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
