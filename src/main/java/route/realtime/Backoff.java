package route.realtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a request waits before it is asked again. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator chance;

    Backoff(RandomGenerator chance) {
        this.chance = chance;
    }

    /** Half a second, doubled with each try, between half of it and all of it. */
    Duration after(int tries) {
        var whole = FIRST.multipliedBy(1L << Math.min(tries, 10));
        var capped = whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
        return Duration.ofMillis((long) (capped.toMillis() * (0.5 + chance.nextDouble() / 2)));
    }
}
