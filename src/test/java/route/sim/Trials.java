package route.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import route.domain.JobState;

/**
 * Many worlds, each lived to its end and audited: {@code -Dsim.first=K} begins at another seed, {@code -Dsim.seed=K} runs
 * one and tells its story.
 *
 * @param test what to name in a command that runs one of them again
 */
public record Trials(String test) {
    private static final int SHOWN = 3;
    private static final int THREADS = 2;

    /** How often what happened in so many worlds; fails where one of them ends otherwise than it should. */
    public Map<String, Long> run(long many, LongFunction<SimWorld> worlds) throws InterruptedException {
        return run(1, many, worlds);
    }

    /** @param first the first seed, unless the command says another */
    public Map<String, Long> run(long first, long many, LongFunction<SimWorld> worlds) throws InterruptedException {
        var one = Long.getLong("sim.seed");
        var from = Long.getLong("sim.first", first);
        var seeds = one == null ? LongStream.range(from, from + many).toArray() : new long[] {one};
        var failures = Collections.synchronizedList(new ArrayList<Failure>());
        var counts = new ConcurrentSkipListMap<String, Long>();
        var next = new AtomicLong();
        var pool = Executors.newFixedThreadPool(THREADS);
        for (var thread = 0; thread < THREADS; thread++) {
            pool.submit(() -> {
                for (var i = next.getAndIncrement(); i < seeds.length; i = next.getAndIncrement()) {
                    run(worlds.apply(seeds[(int) i]), seeds[(int) i], one != null, failures, counts);
                }
            });
        }
        pool.shutdown();
        assertTrue(pool.awaitTermination(1, TimeUnit.HOURS));
        System.out.println(test + ", " + seeds.length + " seeds: " + counts);
        assertTrue(failures.isEmpty(), () -> report(failures, seeds.length));
        counts.put("worlds", (long) seeds.length);
        return counts;
    }

    /** Failures of one kind together, the most frequent first, each with seeds that reproduce it. */
    private String report(List<Failure> failures, int seeds) {
        var kinds = failures.stream().collect(Collectors.groupingBy(Failure::kind));
        return failures.size() + " of " + seeds + " seeds failed\n"
                + kinds.values().stream()
                        .sorted(Comparator.comparingInt(it -> -it.size()))
                        .map(it -> it.size() + " times: " + it.get(0).message() + "\n  "
                                + it.stream().limit(SHOWN).map(this::command).collect(Collectors.joining("\n  ")))
                        .collect(Collectors.joining("\n"));
    }

    private record Failure(long seed, String message) {
        String kind() {
            return message.replaceAll("[0-9a-f]{6,}|\\d+|\\[.*]|<[^>]*>", "#");
        }
    }

    private String command(Failure failure) {
        return "mvn -o -q test -Dtest=" + test + " -Dsim.seed=" + failure.seed();
    }

    private static void run(
            SimWorld lived, long seed, boolean aloud, List<Failure> failures, Map<String, Long> counts) {
        try (var world = lived) {
            try {
                var view = world.runToEnd();
                assertTrue(view.state() != JobState.HELD, () -> "held for ever: " + view.held());
                Audit.of(world, view);
                world.counts().forEach((what, times) -> counts.merge(what, times, Long::sum));
            } catch (Throwable e) {
                failures.add(new Failure(seed, "" + e));
                if (aloud) e.printStackTrace();
            }
            if (aloud) System.out.println(world.story());
        }
    }
}
