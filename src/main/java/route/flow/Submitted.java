package route.flow;

import java.util.List;
import route.domain.JobId;

/**
 * What handing in a job came to.
 *
 * @param notes what an open job made of settings that changed, for a person
 */
public record Submitted(JobId job, How how, List<String> notes) {

    public Submitted {
        notes = List.copyOf(notes);
    }

    Submitted(JobId job, How how) {
        this(job, how, List.of());
    }

    /** Whether the job is new. */
    public enum How {
        NEW,
        /** An open job with the same input and settings goes on. */
        CONTINUED,
        /** A delivered job with the same input and settings exists; nothing is sent. */
        DELIVERED_BEFORE
    }
}
