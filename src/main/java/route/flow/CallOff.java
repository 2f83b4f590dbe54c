package route.flow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobState;
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
        if (!isOut || job.state() != JobState.RUNNING || batch.calledOff().isPresent()) return Optional.empty();
        var sent = batch.sentAt().orElse(desk.now());
        return batch.deadline().map(it -> desk.lanes().callOff(batch.model(), it, sent, batch.rows()));
    }

    /** Whether that is so now; where its rows cannot be asked in real time, that is said, and the batch stays. */
    boolean isDue(JobRecord job, BatchRecord batch) {
        var isLate = moment(job, batch).filter(it -> !it.isAfter(desk.now())).isPresent();
        if (!isLate || desk.lanes().hasRealtime(batch.model())) return isLate;
        var note = "a batch for " + batch.model() + " may miss its deadline, "
                + batch.deadline().orElseThrow().truncatedTo(ChronoUnit.SECONDS) + ": its rows "
                + "cannot be asked in real time there";
        if (!job.notes().contains(note)) {
            desk.inTransaction(() -> desk.store().jobs().note(job.n(), note));
            desk.say(Event.Level.WARNING, job, note);
        }
        return false;
    }

    /** Notes the intention, so that its rows are not charged with a try that they did not have. */
    void intend(JobRecord job, BatchRecord batch) {
        desk.inTransaction(() -> desk.store().batches().callOff(batch.n(), desk.now()));
        desk.say(
                Event.Level.NOTE,
                job,
                batch.model().provider() + " would miss the deadline with " + SubmitStep.counted(batch.rows())
                        + "; the batch is cancelled, and what it leaves is asked in real time");
    }
}
