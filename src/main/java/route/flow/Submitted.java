package route.flow;

import route.domain.JobId;

/** What handing in a job came to. */
public record Submitted(JobId job, How how) {

    /** Whether the job is new. */
    public enum How {
        NEW,
        /** An open job with the same input and settings goes on. */
        CONTINUED,
        /** A delivered job with the same input and settings exists; nothing is sent. */
        DELIVERED_BEFORE
    }
}
