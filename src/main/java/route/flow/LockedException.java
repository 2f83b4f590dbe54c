package route.flow;

import route.domain.JobId;

/** Another process works on this job now. */
public final class LockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LockedException(JobId job) {
        this("job " + job + " is being worked on by another route process; it will go on there");
    }

    /** @param message what is in the way, for a person */
    LockedException(String message) {
        super(message);
    }
}
