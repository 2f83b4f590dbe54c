package route.plan;

import java.time.Instant;
import java.util.Optional;
import route.domain.Lane;

/**
 * How rows of a model are bought.
 *
 * @param discount per cent off the lane's price: what the provider's cheaper hours take off
 * @param from when the first of them is asked; empty for as soon as may be
 * @param inTime whether the deadline is met, as far as can be told
 * @param why for a person; empty where there was no choice to make
 */
public record Way(Lane lane, int discount, Optional<Instant> from, boolean inTime, String why) {}
