package route.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import route.domain.ModelRef;

/**
 * How long batches took that have ended: of a model, or else of its provider, the 90th percentile of the last 50, where
 * there are at least 5.
 */
public final class Turnarounds {
    private static final int LEAST = 5;

    /** How many of the last batches of a model are remembered. */
    public static final int MOST = 50;

    private static final int PERCENTILE = 90;
    private static final int MEDIAN = 50;

    /** None recorded. */
    public static final Turnarounds NONE = new Turnarounds(List.of());

    /** A batch that has ended, and how long it took. */
    public record Took(ModelRef model, Duration time) {}

    private final Map<String, Duration> known = new HashMap<>();
    private final Map<String, Duration> usual = new HashMap<>();

    /** @param ended the newest first */
    public Turnarounds(List<Took> ended) {
        var times = new HashMap<String, List<Duration>>();
        for (var it : ended) {
            add(times, it.model().toString(), it.time());
            add(times, it.model().provider(), it.time());
        }
        times.forEach((name, all) -> {
            if (all.size() < LEAST) return;
            known.put(name, percentile(all, PERCENTILE));
            usual.put(name, percentile(all, MEDIAN));
        });
    }

    private static void add(Map<String, List<Duration>> times, String name, Duration time) {
        var all = times.computeIfAbsent(name, it -> new ArrayList<>());
        if (all.size() < MOST) all.add(time);
    }

    /** By nearest rank: so many per cent of all took no longer. */
    private static Duration percentile(List<Duration> times, int percentile) {
        var sorted = times.stream().sorted().toList();
        return sorted.get((sorted.size() * percentile + 99) / 100 - 1);
    }

    /**
     * When a batch that is under way will probably end: as half of them did; where it is late for that, as nine in ten
     * did; empty where it is late for that too, or too few have ended.
     */
    public Optional<Instant> end(ModelRef model, Instant sentAt, Instant now) {
        return Stream.of(usual, known)
                .map(it -> Optional.ofNullable(it.getOrDefault(model.toString(), it.get(model.provider()))))
                .flatMap(Optional::stream)
                .map(sentAt::plus)
                .filter(it -> it.isAfter(now))
                .findFirst();
    }

    /** How long a batch of this model takes; empty where too few have ended. */
    public Optional<Duration> of(ModelRef model) {
        return Optional.ofNullable(known.getOrDefault(model.toString(), known.get(model.provider())));
    }
}
