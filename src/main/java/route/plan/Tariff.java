package route.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import route.domain.OffPeak;

/**
 * Which of a provider's two prices holds when. Providers date a call by its end (DeepSeek, models and pricing, 2026-11),
 * so nothing is asked in the last minutes of the cheaper hours: what was asked in them also ends in them.
 */
record Tariff(OffPeak hours) {
    /** As long as a call may last. */
    private static final Duration CLOSING = Duration.ofMinutes(10);

    /** What may be asked. */
    enum Phase {
        CHEAP,
        /** Nothing: the cheaper hours are about to end. */
        CLOSED,
        FULL
    }

    Phase at(Instant moment) {
        if (hours.isPeak(moment)) return Phase.FULL;
        var change = hours.changesAfter(moment);
        var isClosing = change.isPresent() && change.get().isBefore(moment.plus(CLOSING));
        return isClosing ? Phase.CLOSED : Phase.CHEAP;
    }

    /** When the cheaper hours begin, or begin anew; empty where they never do. */
    Optional<Instant> nextCheap(Instant moment) {
        return hours.isPeak(moment)
                ? hours.changesAfter(moment)
                : hours.changesAfter(moment).flatMap(hours::changesAfter);
    }

    /** When the full price begins. */
    Optional<Instant> nextFull(Instant moment) {
        return hours.isPeak(moment)
                ? hours.changesAfter(moment).flatMap(hours::changesAfter)
                : hours.changesAfter(moment);
    }
}
