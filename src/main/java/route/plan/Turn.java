package route.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import route.domain.Provider;

/**
 * Whether the rows of a real-time batch may be asked now. A batch has one price, so it is asked only in hours that have
 * that price.
 */
public sealed interface Turn {

    /** They may. */
    record Now() implements Turn {}

    /** They may at that moment, and wait until then. */
    record Later(Instant at) implements Turn {}

    /** They are not asked at this price any more: they go into another batch. */
    record Over() implements Turn {}

    /**
     * The turn of a batch.
     *
     * @param discount per cent off at which it is asked; 0 for the full price
     * @param wanted with the rows that are left of it
     * @param mayWait whether it may wait for cheaper hours at all
     */
    static Turn of(Provider provider, int discount, Wanted wanted, boolean mayWait) {
        if (provider.offPeak().isEmpty()) return discount == 0 ? new Now() : new Over();
        var tariff = new Tariff(provider.offPeak().get());
        var phase = tariff.at(wanted.now());
        if (discount == 0) return full(tariff, phase, wanted.now());
        if (discount != tariff.hours().discount()) return new Over();
        if (phase == Tariff.Phase.CHEAP) return new Now();
        var need = RealtimePace.of(wanted.rows(), provider.rates());
        return tariff.nextCheap(wanted.now())
                .filter(it -> mayWait && isInTime(it, need, wanted.deadline()))
                .<Turn>map(Later::new)
                .orElse(new Over());
    }

    private static Turn full(Tariff tariff, Tariff.Phase phase, Instant now) {
        return switch (phase) {
            case FULL -> new Now();
            case CLOSED -> tariff.change(now).<Turn>map(Later::new).orElse(new Over());
            case CHEAP -> new Over();
        };
    }

    private static boolean isInTime(Instant start, Duration need, Optional<Instant> deadline) {
        return deadline.map(it -> !start.plus(need).isAfter(it)).orElse(true);
    }
}
