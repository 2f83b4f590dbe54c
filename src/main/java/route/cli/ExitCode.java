package route.cli;

import java.util.List;
import java.util.Optional;
import route.domain.JobState;
import route.flow.JobView;

/** How the program ends; the numbers are promised to scripts. */
public enum ExitCode {
    /** Delivered, or the command did what it says. */
    OK(0),
    /** A bug; the log has the details. */
    BUG(1),
    /** Usage, settings or input; nothing was sent. */
    USAGE(2),
    /** Delivered, but some rows failed or were skipped. */
    PARTLY(3),
    /** Held: the message says what to mend. */
    HELD(4),
    /** Another process has this job. */
    LOCKED(5),
    /** Not finished within the timeout. */
    TIMEOUT(6),
    /** Interrupted; the state is safe. */
    INTERRUPTED(130);

    /** Which of several jobs' codes the process ends with: the first of these that occurs. */
    private static final List<ExitCode> GRAVEST_FIRST =
            List.of(BUG, USAGE, INTERRUPTED, LOCKED, HELD, TIMEOUT, PARTLY, OK);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The gravest of several; OK for none. */
    static ExitCode gravest(List<ExitCode> codes) {
        return GRAVEST_FIRST.stream().filter(codes::contains).findFirst().orElse(OK);
    }

    /**
     * What a job's standing means after it was driven.
     *
     * @param waited whether the job was to be driven to its end
     * @param stopping whether the process was asked to stop meanwhile
     */
    static ExitCode of(JobView job, boolean waited, boolean stopping) {
        return ended(job).orElseGet(() -> stopping ? INTERRUPTED : waited ? TIMEOUT : OK);
    }

    private static Optional<ExitCode> ended(JobView job) {
        return switch (job.state()) {
            case DELIVERED, CANCELLED -> Optional.of(isWhole(job) ? OK : PARTLY);
            case HELD -> Optional.of(HELD);
            // A cancellation that cannot go on keeps its state and says why.
            case CREATED, RUNNING, CANCELLING -> job.held().isEmpty() ? Optional.empty() : Optional.of(HELD);
        };
    }

    private static boolean isWhole(JobView job) {
        var rows = job.rows();
        return job.state() == JobState.DELIVERED && rows.failed() == 0 && rows.skipped() == 0 && rows.pending() == 0;
    }
}
