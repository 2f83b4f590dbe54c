package route.flow;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Plural;
import route.provider.CallException;
import route.provider.RemoteStatus;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.wire.NoAnswerException;

/** Looks after batches that a provider has: moves each on, or says when to look again. */
final class PollStep implements Step {
    /** A fresh batch may be unknown to a provider's other servers for a while. */
    private static final Duration SETTLING = Duration.ofMinutes(3);

    /** A batch this long past its expiry is stuck: it is cancelled, and given up after as long again. */
    private static final Duration STUCK = Duration.ofHours(1);

    private final Desk desk;
    private final CallOff callOff;

    /** Who left a call without an answer in this pass: each such wait is long, and keeps everybody else waiting. */
    private final Set<String> silent = new HashSet<>();

    PollStep(Desk desk) {
        this.desk = desk;
        this.callOff = new CallOff(desk);
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() != JobState.RUNNING && job.state() != JobState.CANCELLING) return 0;
        var moved = 0;
        silent.clear();
        for (var batch : desk.store().batches().ofJob(job.n())) {
            if (desk.world().sleeper().stopping()) return moved;
            var isDue = batch.lane() == Lane.BATCH
                    && isThere(batch)
                    && !batch.dueAt().isAfter(desk.now());
            if (isDue && !silent.contains(batch.model().provider())) moved += look(job, batch);
        }
        return moved;
    }

    private static boolean isThere(BatchRecord batch) {
        return switch (batch.state()) {
            case SUBMITTED, RUNNING, CANCELLING -> true;
            case PLANNED, SUBMITTING, ENDED, COLLECTED, REFUSED, LOST, DROPPED -> false;
        };
    }

    private int cancel(JobRecord job, BatchRecord batch) {
        if (batch.adopted()) return leaveAlone(job, batch);
        var remote = desk.remotes().of(batch.model());
        try {
            remote.dialect().cancel(batch.remoteId(), remote.wire());
            if (!remote.dialect().canCancel()) runsOn(job, batch);
            return move(batch, BatchState.CANCELLING);
        } catch (CallException e) {
            return trouble(job, batch, e);
        }
    }

    /** A batch that may be somebody else's is not cancelled: its results will tell whose it is. */
    private int leaveAlone(JobRecord job, BatchRecord batch) {
        desk.say(
                Event.Level.WARNING,
                job,
                "the batch " + batch.remoteId() + " at " + batch.model().provider()
                        + " is not cancelled there, for it is"
                        + " not proven to be ours: it runs to its end, and its answers are kept if they are ours"
                        + " (route batch resume " + job.id() + ")");
        return move(batch, BatchState.CANCELLING);
    }

    private void runsOn(JobRecord job, BatchRecord batch) {
        desk.say(
                Event.Level.WARNING,
                job,
                batch.model().provider() + " cannot stop a batch: " + batch.remoteId() + " runs to its end there and is"
                        + " billed; its answers are kept when it ends (route batch resume " + job.id() + ")");
    }

    private int look(JobRecord job, BatchRecord batch) {
        if (job.state() == JobState.CANCELLING && batch.state() != BatchState.CANCELLING) return cancel(job, batch);
        var remote = desk.remotes().of(batch.model());
        try {
            var status = remote.dialect().status(batch.remoteId(), remote.wire());
            desk.inTransaction(() -> {
                desk.store().batches().seen(batch.n(), status.word(), status.done());
                desk.store().batches().working(batch.n());
                status.expiresAt()
                        .filter(it -> batch.expiresAt().map(it::isAfter).orElse(true))
                        .ifPresent(it -> desk.store().batches().expires(batch.n(), it));
            });
            return moved(job, batch, status);
        } catch (CallException e) {
            return trouble(job, batch, e);
        }
    }

    private int moved(JobRecord job, BatchRecord batch, RemoteStatus status) {
        return switch (status.phase()) {
            case WAITING -> later(job, batch, status);
            case RUNNING -> on(batch, BatchState.RUNNING) + later(job, batch, status);
            case CANCELLING -> on(batch, BatchState.CANCELLING) + later(job, batch, status);
            case ENDED -> ended(job, batch, status.word());
            case REJECTED -> new TurnedDown(desk).narrow(job, batch, status.problem(), status.problemLine());
            case QUEUE_FULL ->
                batch.state() == BatchState.SUBMITTED
                        ? queueFull(job, batch, status)
                        : new TurnedDown(desk).giveBack(job, batch, status.problem());
            case UNKNOWN -> unknown(job, batch, status);
        };
    }

    private int on(BatchRecord batch, BatchState to) {
        return batch.state().next().contains(to) ? move(batch, to) : 0;
    }

    private int move(BatchRecord batch, BatchState to) {
        desk.inTransaction(() -> desk.store().batches().move(batch, to, desk.now()));
        return 1;
    }

    /** Nothing new; looks again later, unless the batch is long past the time at which it should have ended. */
    private int later(JobRecord job, BatchRecord batch, RemoteStatus status) {
        var now = desk.store().batches().get(batch.n());
        var overdue = overdue(now);
        if (overdue.compareTo(STUCK) > 0 && isNoticedOnlyNow(now, status)) {
            desk.inTransaction(
                    () -> desk.store().batches().expires(now.n(), desk.now().minus(STUCK)));
        } else if (overdue.compareTo(STUCK.multipliedBy(2)) > 0) {
            return ended(job, now, status.word() + ", but stuck");
        }
        if (overdue.compareTo(STUCK) > 0 && now.state() != BatchState.CANCELLING) return cancel(job, now);
        if (callOff.isDue(job, now)) return callOff.cancel(job, now);
        desk.later(now, asked(status.retryAfterSeconds()));
        callOff.moment(job, now)
                .filter(it -> it.isAfter(desk.now()))
                .ifPresent(it -> desk.inTransaction(() -> desk.store().batches().dueBefore(now.n(), it)));
        return 0;
    }

    private Duration overdue(BatchRecord batch) {
        return batch.expiresAt().map(it -> Duration.between(it, desk.now())).orElse(Duration.ZERO);
    }

    /**
     * Whether nothing was done yet about a batch that is stuck. However late that is noticed, its cancellation has its time:
     * results of a batch that still runs tell little, and it may yet be billed.
     */
    private static boolean isNoticedOnlyNow(BatchRecord batch, RemoteStatus status) {
        return status.expiresAt()
                .filter(it -> !batch.expiresAt().orElse(it).isAfter(it))
                .isPresent();
    }

    private static Optional<Integer> asked(int seconds) {
        return seconds > 0 ? Optional.of(seconds) : Optional.empty();
    }

    private int ended(JobRecord job, BatchRecord batch, String word) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.ENDED, desk.now());
            desk.store().batches().ended(batch.n(), desk.now());
            desk.store().batches().due(batch.n(), desk.now(), 0);
        });
        desk.say(
                Event.Level.NOTE,
                job,
                batch.model().provider() + " ended " + Plural.rows(batch.rows()) + " (" + word + ")");
        return 1;
    }

    /** Too much is queued at the provider: that is waiting, not failure. The uploaded file goes again later. */
    private int queueFull(JobRecord job, BatchRecord batch, RemoteStatus status) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.PLANNED, desk.now());
            desk.store().batches().disown(batch);
            desk.store().ledger().release(batch, desk.now());
            // Each full queue left a failed batch behind; the more there are, the longer it waits.
            var due = desk.pause().after(desk.now(), batch.strangers().size(), asked(status.retryAfterSeconds()));
            desk.store().batches().due(batch.n(), due, 0);
        });
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
        return later(job, batch, status);
    }

    private int trouble(JobRecord job, BatchRecord batch, CallException trouble) {
        if (trouble instanceof CallException.Declined e) return declined(job, batch, e);
        if (trouble.getCause() instanceof NoAnswerException)
            silent.add(batch.model().provider());
        var asked = trouble instanceof CallException.Busy e ? e.retryAfterSeconds() : Optional.<Integer>empty();
        desk.inTransaction(() -> desk.store().batches().failing(batch.n(), desk.now()));
        desk.say(
                Event.Level.DETAIL,
                job,
                batch.model().provider() + ": " + trouble.getMessage() + "; asking again later");
        desk.later(batch, asked);
        return 0;
    }

    private int declined(JobRecord job, BatchRecord batch, CallException.Declined e) {
        if (e.kind() == CallException.Declined.Kind.GONE) {
            var sent = batch.sentAt().orElse(desk.now());
            if (!desk.now().isBefore(sent.plus(SETTLING))) return new Gone(desk).heed(job, batch, e.getMessage());
        } else {
            desk.inTransaction(() -> desk.store().batches().failing(batch.n(), desk.now()));
            desk.hold(Remedy.held(batch, e));
        }
        desk.later(batch, Optional.empty());
        return 0;
    }
}
