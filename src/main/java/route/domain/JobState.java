package route.domain;

import java.util.EnumSet;
import java.util.Set;

/** Where a job stands. There is no failed job: rows fail, and a job is HELD with a reason a person can mend. */
public enum JobState {
    CREATED,
    RUNNING,
    HELD,
    CANCELLING,
    CANCELLED,
    DELIVERED;

    /** The states this one may turn into; a delivered job runs again only when a person retries its failed rows. */
    public Set<JobState> next() {
        return switch (this) {
            case CREATED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(HELD, CANCELLING, DELIVERED);
            case HELD -> EnumSet.of(RUNNING, CANCELLING);
            case CANCELLING -> EnumSet.of(CANCELLED);
            case DELIVERED -> EnumSet.of(RUNNING);
            case CANCELLED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** Whether work is left that a resume would do. */
    public boolean isOpen() {
        return this != DELIVERED && this != CANCELLED;
    }

    public JobState to(JobState target) {
        if (next().contains(target)) return target;
        throw new IllegalStateException("a job may not go from " + this + " to " + target);
    }
}
