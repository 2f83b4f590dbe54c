package route.flow;

import java.time.Instant;

/** Waits. A test's sleeper moves its clock instead. */
public interface Sleeper {

    /** Returns at that moment, or at once if it has passed, or early when the process is asked to stop. */
    void until(Instant moment);

    /** Whether the process was asked to stop (Ctrl-C, SIGTERM): the flow leaves at the next safe point. */
    boolean stopping();
}
