package route.flow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Plural;
import route.provider.CallException;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Sees to it that rows whose batch would miss their deadline are asked in real time: says when such a batch is to be
 * cancelled. What was answered by then is kept, and only what the provider says it did not work on is asked again.
 */
final class CallOff {
    private final Desk desk;

    CallOff(Desk desk) {
        this.desk = desk;
    }

    /** When a batch is to be cancelled; empty where it is left alone. */
    Optional<Instant> moment(JobRecord job, BatchRecord batch) {
        var isOut = batch.state() == BatchState.SUBMITTED || batch.state() == BatchState.RUNNING;
        if (!isOut || job.state() != JobState.RUNNING) return Optional.empty();
        var sent = batch.sentAt().orElse(desk.now());
        return batch.deadline().map(it -> desk.lanes().callOff(batch.model(), it, sent, batch.rows()));
    }

    /** Whether that is so now; where nothing can be done about it, that is said, and the batch stays. */
    boolean isDue(JobRecord job, BatchRecord batch) {
        if (moment(job, batch).filter(it -> !it.isAfter(desk.now())).isEmpty()) return false;
        var why = obstacle(batch);
        if (why.isEmpty()) return true;
        note(job, "a batch for " + batch.model() + " may miss its deadline, " + deadline(batch) + ": " + why);
        return false;
    }

    private String obstacle(BatchRecord batch) {
        if (!desk.lanes().hasRealtime(batch.model())) return "its rows cannot be asked in real time there";
        if (batch.adopted()) return "it is not proven to be ours, so it is not cancelled";
        return desk.remotes().of(batch.model()).dialect().canCancel() ? "" : "it cannot be cancelled there";
    }

    private static Instant deadline(BatchRecord batch) {
        return batch.deadline().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
    }

    private void note(JobRecord job, String note) {
        if (job.notes().contains(note)) return;
        desk.inTransaction(() -> desk.store().jobs().note(job.n(), note));
        desk.say(Event.Level.WARNING, job, note);
    }

    /**
     * Cancels a batch. The intention comes first, so that its rows are not charged with a try that they did not have.
     *
     * @return 1 once the provider has taken note, 0 where it takes none
     */
    int cancel(JobRecord job, BatchRecord batch) {
        if (batch.calledOff().isEmpty()) intend(job, batch);
        var remote = desk.remotes().of(batch.model());
        try {
            remote.dialect().cancel(batch.remoteId(), remote.wire());
        } catch (CallException.Declined e) {
            var why = "a batch for " + batch.model() + " may miss its deadline, " + deadline(batch)
                    + ": it cannot be cancelled (" + e.getMessage() + ")";
            note(job, why);
            desk.later(batch, Optional.empty());
            return 0;
        } catch (CallException e) {
            desk.say(Event.Level.DETAIL, job, batch.model().provider() + ": " + e.getMessage());
            soonAgain(batch, e);
            return 0;
        }
        // By now the pauses between two looks are long ones, and the time is short.
        var soon = desk.pause().after(desk.now(), 0, Optional.empty());
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.CANCELLING, desk.now());
            desk.store().batches().due(batch.n(), soon, 0);
        });
        return 1;
    }

    private void soonAgain(BatchRecord batch, CallException e) {
        var asked = e instanceof CallException.Busy it ? it.retryAfterSeconds() : Optional.<Integer>empty();
        var due = desk.pause().after(desk.now(), 0, asked);
        desk.inTransaction(() -> desk.store().batches().due(batch.n(), due, batch.tries()));
    }

    private void intend(JobRecord job, BatchRecord batch) {
        desk.inTransaction(() -> desk.store().batches().callOff(batch.n(), desk.now()));
        desk.say(
                Event.Level.NOTE,
                job,
                batch.model().provider() + " would miss the deadline with " + Plural.rows(batch.rows())
                        + "; the batch is cancelled, and what it leaves is asked in real time");
    }
}
