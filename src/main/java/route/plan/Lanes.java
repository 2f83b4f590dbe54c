package route.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Provider;
import route.money.PriceBook;

/** The lanes of a job's models. May be asked by several threads. */
public final class Lanes {
    private static final int MOST_REMEMBERED = 1_000;

    private final JobSpec spec;
    private final PriceBook prices;
    private final Supplier<Turnarounds> recorded;
    private final Function<Provider, Duration> windows;
    private final Map<Case, Optional<Way>> chosen = new ConcurrentHashMap<>();
    private Optional<Turnarounds> turnarounds = Optional.empty();

    /**
     * @param recorded how long batches took; asked for once, when a deadline is first to be met
     * @param windows how long a provider allows itself for a batch
     */
    public Lanes(JobSpec spec, PriceBook prices, Supplier<Turnarounds> recorded, Function<Provider, Duration> windows) {
        this.spec = spec;
        this.prices = prices;
        this.recorded = recorded;
        this.windows = windows;
    }

    /** What a choice depends on. */
    private record Case(ModelRef model, Optional<Instant> deadline, Instant now, long rows) {}

    /** Whether what is left of a real-time batch may be asked now. */
    public Turn turn(ModelRef model, int discount, Optional<Instant> deadline, Instant now, long rows) {
        var lane = spec.urgency().lane();
        var wanted = new Wanted(lane, deadline, now, rows);
        return Turn.of(
                spec.providers().get(model.provider()), discount, wanted, deadline.isPresent() || lane.isEmpty());
    }

    /** How so many rows of a model are bought; empty where its provider does not offer the lane the job wants. */
    public Optional<Way> way(ModelRef model, Optional<Instant> deadline, Instant now, long rows) {
        var it = new Case(model, deadline, now, rows);
        var known = chosen.get(it);
        if (known != null) return known;
        var way = choose(it, spec.urgency().lane());
        // Most rows of a job are one of a few cases; where each has a deadline of its own, remembering is of no use.
        if (chosen.size() < MOST_REMEMBERED) chosen.put(it, way);
        return way;
    }

    /** The same for rows that are asked in real time and not otherwise. */
    public Optional<Way> realtime(ModelRef model, Optional<Instant> deadline, Instant now, long rows) {
        return choose(new Case(model, deadline, now, rows), Optional.of(Lane.REALTIME));
    }

    /** Whether a batch that is sent now is back before the deadline, as far as can be told. */
    public boolean batchIsInTime(ModelRef model, Optional<Instant> deadline, Instant now, long rows) {
        return choose(new Case(model, deadline, now, rows), Optional.of(Lane.BATCH))
                .filter(Way::inTime)
                .isPresent();
    }

    private Optional<Way> choose(Case it, Optional<Lane> lane) {
        var provider = spec.providers().get(it.model().provider());
        var hurries = it.deadline().isPresent();
        var measured = hurries && turnarounds().of(it.model()).isPresent();
        var takes = hurries ? takes(it.model()) : Duration.ZERO;
        var offer = new LaneChoice.Offer(provider, prices.find(it.model()), takes, measured);
        return LaneChoice.of(offer, new Wanted(lane, it.deadline(), it.now(), it.rows()));
    }

    /** Asks for what is recorded now, for whoever may not do so later from threads of their own. */
    public synchronized Turnarounds turnarounds() {
        if (turnarounds.isEmpty()) turnarounds = Optional.of(recorded.get());
        return turnarounds.get();
    }

    /** How long a batch of a model takes: as those before it did, else as long as its provider allows itself. */
    Duration takes(ModelRef model) {
        return turnarounds()
                .of(model)
                .orElseGet(() -> windows.apply(spec.providers().get(model.provider())));
    }

    /** Whether rows of a model may be asked in real time. */
    public boolean hasRealtime(ModelRef model) {
        return spec.providers().get(model.provider()).lanes().contains(Lane.REALTIME)
                && spec.urgency().lane().filter(it -> it != Lane.REALTIME).isEmpty();
    }

    /** When a batch that has not ended is cancelled, for its rows to be asked in real time instead. */
    public Instant callOff(ModelRef model, Instant deadline, Instant sentAt, long rows) {
        var rates = spec.providers().get(model.provider()).rates();
        return RealtimePace.callOff(deadline, sentAt.plus(takes(model)), rows, rates);
    }
}
