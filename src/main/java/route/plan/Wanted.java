package route.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import route.domain.Lane;

/**
 * How soon rows are wanted, and what else bears on their lane.
 *
 * @param lane the lane a person chose; empty where it is chosen by price and deadline
 * @param deadline when the answers are wanted; empty where that does not matter
 * @param now the moment of the choice
 * @param rows how many there are
 */
public record Wanted(Optional<Lane> lane, Optional<Instant> deadline, Instant now, long rows) {

    /** How long there is; empty where it does not matter. */
    Optional<Duration> left() {
        return deadline.map(it -> Duration.between(now, it));
    }
}
