package route.cli;

import java.time.Duration;
import java.util.Optional;
import route.flow.Goal;

/** How far to drive a job, and for how long at most. */
record Errand(Goal goal, Optional<Duration> timeout) {

    boolean waits() {
        return goal == Goal.DELIVERED;
    }
}
