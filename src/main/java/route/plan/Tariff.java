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
    private static final Duration CHEAP_CLOSING = Duration.ofMinutes(10);

    /** What is about to be asked at the full price must not slip into the cheaper hours. */
    private static final Duration FULL_CLOSING = Duration.ofSeconds(5);

    /** What may be asked. */
    enum Phase {
        CHEAP,
        /** Nothing: the price is about to change. */
        CLOSED,
        FULL
    }

    Phase at(Instant moment) {
        var isPeak = hours.isPeak(moment);
        var change = hours.changesAfter(moment);
        var closing = isPeak ? FULL_CLOSING : CHEAP_CLOSING;
        if (change.isPresent() && change.get().isBefore(moment.plus(closing))) return Phase.CLOSED;
        return isPeak ? Phase.FULL : Phase.CHEAP;
    }

    /** When the cheaper hours begin, or begin anew; empty where they never do. */
    Optional<Instant> nextCheap(Instant moment) {
        return hours.isPeak(moment)
                ? hours.changesAfter(moment)
                : hours.changesAfter(moment).flatMap(hours::changesAfter);
    }

    /** When the price changes. */
    Optional<Instant> change(Instant moment) {
        return hours.changesAfter(moment);
    }
}
