package route.flow;

import java.time.Duration;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Outcome;
import route.domain.RowState;
import route.provider.CallException;
import route.provider.RemoteStatus;
import route.store.BatchRecord;
import route.store.JobRecord;

/** Looks after batches that a provider has: moves each on, or says when to look again. */
final class PollStep implements Step {
    /** A fresh batch may be unknown to a provider's other servers for a while. */
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private final Desk desk;

    PollStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() != JobState.RUNNING && job.state() != JobState.CANCELLING) return 0;
        var moved = 0;
        for (var batch : desk.store().batches().ofJob(job.n())) {
            if (desk.world().sleeper().stopping()) return moved;
            var there = batch.state() == BatchState.SUBMITTED || batch.state() == BatchState.RUNNING;
            if (there && job.state() == JobState.CANCELLING) moved += cancel(job, batch);
            else if ((there || batch.state() == BatchState.CANCELLING)
                    && !batch.dueAt().isAfter(desk.now())) {
                moved += look(job, batch);
            }
        }
        return moved;
    }

    private int cancel(JobRecord job, BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        try {
            remote.dialect().cancel(batch.remoteId(), remote.wire());
            desk.inTransaction(() -> desk.store().batches().move(batch, BatchState.CANCELLING, desk.now()));
            return 1;
        } catch (CallException e) {
            return trouble(job, batch, e);
        }
    }

    private int look(JobRecord job, BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        try {
            return moved(job, batch, remote.dialect().status(batch.remoteId(), remote.wire()));
        } catch (CallException e) {
            return trouble(job, batch, e);
        }
    }

    private int moved(JobRecord job, BatchRecord batch, RemoteStatus status) {
        desk.inTransaction(() -> desk.store().batches().seen(batch.n(), status.word(), status.done()));
        return switch (status.phase()) {
            case WAITING -> later(batch, status);
            case RUNNING ->
                batch.state() == BatchState.SUBMITTED
                        ? move(batch, BatchState.RUNNING) + later(batch, status)
                        : later(batch, status);
            case CANCELLING ->
                batch.state() == BatchState.CANCELLING
                        ? later(batch, status)
                        : move(batch, BatchState.CANCELLING) + later(batch, status);
            case ENDED -> ended(job, batch, status);
            case REJECTED -> rejected(job, batch, status);
            case QUEUE_FULL -> queueFull(job, batch, status);
            case UNKNOWN -> unknown(job, batch, status);
        };
    }

    private int move(BatchRecord batch, BatchState to) {
        desk.inTransaction(() -> desk.store().batches().move(batch, to, desk.now()));
        return 1;
    }

    private int later(BatchRecord batch, RemoteStatus status) {
        var asked =
                status.retryAfterSeconds() > 0 ? Optional.of(status.retryAfterSeconds()) : Optional.<Integer>empty();
        return later(batch, asked);
    }

    /** Nothing moved; looks again after a pause that grows. */
    private int later(BatchRecord batch, Optional<Integer> askedSeconds) {
        var due = desk.pause().after(desk.now(), batch.tries(), askedSeconds);
        desk.inTransaction(() -> desk.store().batches().due(batch.n(), due, batch.tries() + 1));
        return 0;
    }

    private int ended(JobRecord job, BatchRecord batch, RemoteStatus status) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.ENDED, desk.now());
            desk.store().batches().ended(batch.n(), desk.now());
            desk.store().batches().due(batch.n(), desk.now(), 0);
        });
        desk.say(
                Event.Level.NOTE,
                job,
                batch.model().provider() + " ended a batch of " + batch.rows() + " rows (" + status.word() + ")");
        return 1;
    }

    /** The provider looked at the file and turned the whole batch down: no row was worked on, nothing is billed. */
    private int rejected(JobRecord job, BatchRecord batch, RemoteStatus status) {
        if (batch.state() != BatchState.SUBMITTED) return ended(job, batch, status);
        new Ending(desk).all(batch, RowState.IN_FLIGHT, new Outcome.Errored("batch_rejected", status.problem(), false));
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.REFUSED, desk.now());
            desk.store().batches().problem(batch.n(), status.problem());
            desk.store().ledger().release(batch, desk.now());
        });
        desk.say(
                Event.Level.WARNING,
                job,
                batch.model().provider() + " rejected a batch of " + batch.rows() + " rows: " + status.problem());
        return 1;
    }

    /** Too much is queued at the provider: that is waiting, not failure. The uploaded file goes again later. */
    private int queueFull(JobRecord job, BatchRecord batch, RemoteStatus status) {
        if (batch.state() != BatchState.SUBMITTED) return ended(job, batch, status);
        desk.inTransaction(() -> {
            desk.store().rows().moveBatch(batch, RowState.IN_FLIGHT, RowState.PLANNED);
            desk.store().batches().move(batch, BatchState.PLANNED, desk.now());
            desk.store().batches().sent(batch.n(), "", desk.now());
            desk.store().ledger().release(batch, desk.now());
        });
        later(batch, status);
        desk.say(
                Event.Level.NOTE,
                job,
                batch.model().provider() + "'s queue is full; the batch waits: " + status.problem());
        return 1;
    }

    private int unknown(JobRecord job, BatchRecord batch, RemoteStatus status) {
        if (!status.word().equals(batch.word())) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    batch.model().provider() + " says '" + status.word()
                            + "' of a batch, a word this version does not know; asking again later");
        }
        return later(batch, status);
    }

    private int trouble(JobRecord job, BatchRecord batch, CallException trouble) {
        if (trouble instanceof CallException.Declined e) return declined(job, batch, e);
        var asked = trouble instanceof CallException.Busy e ? e.retryAfterSeconds() : Optional.<Integer>empty();
        desk.say(
                Event.Level.DETAIL,
                job,
                batch.model().provider() + ": " + trouble.getMessage() + "; asking again later");
        return later(batch, asked);
    }

    private int declined(JobRecord job, BatchRecord batch, CallException.Declined e) {
        if (e.kind() != CallException.Declined.Kind.GONE) throw Reasons.held(batch, e);
        var sent = batch.sentAt().orElse(desk.now());
        if (desk.now().isBefore(sent.plus(SETTLING))) return later(batch, Optional.empty());
        lost(job, batch, e.getMessage());
        return 1;
    }

    /** It may have been worked on and billed: its worst case counts as spent, and no row of it is bought again unasked. */
    private void lost(JobRecord job, BatchRecord batch, String why) {
        new Ending(desk).all(batch, RowState.IN_FLIGHT, new Outcome.Unserved(Outcome.Reason.LOST));
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.LOST, desk.now());
            desk.store().batches().problem(batch.n(), why);
        });
        desk.say(
                Event.Level.WARNING,
                job,
                batch.model().provider() + " no longer knows the batch " + batch.remoteId() + "; its " + batch.rows()
                        + " rows fail, and its worst case stays reserved");
    }
}
