package route.flow;

import java.time.Instant;
import java.util.Optional;
import route.domain.InputException;
import route.domain.JobState;
import route.store.Database;
import route.store.JobRecord;

/** Gives a job up: its next pass asks the providers to stop, and merges what was answered. For the job's owner. */
record Cancelling(Database store, Instant now) {

    /** Where the job then stands. */
    JobState of(JobRecord job) {
        return switch (job.state()) {
            case CREATED -> end(job, JobState.CANCELLED, Optional.of(now));
            case RUNNING, HELD -> end(job, JobState.CANCELLING, Optional.empty());
            case CANCELLING, CANCELLED -> job.state();
            case DELIVERED -> throw delivered(job);
        };
    }

    /** Asks the process that works on the job now to do so at its next step. */
    void ask(JobRecord job) {
        if (job.state() == JobState.DELIVERED) throw delivered(job);
        store.inTransaction(() -> store.jobs().askCancel(job.n()));
    }

    private static InputException delivered(JobRecord job) {
        return new InputException("job " + job.id() + " is delivered; there is nothing left to cancel");
    }

    private JobState end(JobRecord job, JobState state, Optional<Instant> endedAt) {
        store.inTransaction(() -> {
            store.jobs().hold(job.n(), "");
            store.jobs().move(job.n(), job.state(), state, endedAt);
            store.batches().dueNow(job.n(), now);
        });
        return state;
    }
}
