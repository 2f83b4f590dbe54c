package route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import route.sim.Audit;
import route.sim.Fault;
import route.sim.SimWorld;
import route.sim.Trials;

/**
 * The random jobs of {@link SimulationTest} over every other dialect, in both lanes. {@code -Dsim.star=NAME} runs them
 * for one provider only, {@code -Dsim.seeds=N} runs more of each.
 */
class DialectSimulationTest {
    /** Those with an API of their own, and those that copy OpenAI's batches, or its real-time answers alone. */
    private static final List<String> OWN = List.of("gemini", "mistral", "xai", "together", "fireworks", "openrouter");

    private static final List<String> COPIES = List.of("azure", "groq", "dashscope", "deepinfra", "doubleword");
    private static final List<String> LIVE_ONLY = List.of("deepseek", "ollama");

    private static final int OWN_SEEDS = 16;
    private static final int COPIES_SEEDS = 6;
    private static final int LIVE_SEEDS = 5;

    /** So far apart do the seeds of two providers begin, which else would meet with the same mischief. */
    private static final int APART = 1_000;

    private static final String FAULTS = """
            LOST_AFTER LIST_LAGS UNKNOWN_AT_FIRST
            LOST_AFTER STRANGERS CANCELLED
            QUEUE_FULL BROKEN_AFTER ODD_WORD
            EXPIRES STUCK COUNTERS_FALL
            LINE_LOST LINE_BROKEN LINE_STRANGE CUT
            """;

    static Stream<Arguments> batching() {
        return Stream.concat(seeds(OWN, OWN_SEEDS), seeds(COPIES, COPIES_SEEDS));
    }

    static Stream<Arguments> all() {
        return Stream.of(OWN, COPIES, LIVE_ONLY).flatMap(it -> seeds(it, LIVE_SEEDS));
    }

    private static Stream<Arguments> seeds(List<String> stars, int usual) {
        var wanted = System.getProperty("sim.star", "");
        return stars.stream()
                .filter(it -> wanted.isEmpty() || it.equals(wanted))
                .map(it -> Arguments.of(it, Long.getLong("sim.seeds", usual)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("batching")
    void noMischiefLosesARowOrBuysOneTwice(String star, long seeds) throws InterruptedException {
        var counts = trials("#noMischiefLosesARowOrBuysOneTwice", star)
                .run(first(star), seeds, seed -> SimWorld.of(star, seed));
        if (counts.get("worlds") >= COPIES_SEEDS) happened(counts, "died", "batch COLLECTED");
        if (counts.get("worlds") >= OWN_SEEDS) happened(counts, "LOST_AFTER", "sent again");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("all")
    void noMischiefLosesARowInRealTimeOrBuysOneTwiceUncounted(String star, long seeds) throws InterruptedException {
        var counts = trials("#*InRealTime*", star).run(first(star), seeds, seed -> SimWorld.liveOf(star, seed));
        if (counts.get("worlds") >= LIVE_SEEDS) happened(counts, "real-time", "died");
    }

    private static long first(String star) {
        return 1
                + APART
                        * (long) Stream.of(OWN, COPIES, LIVE_ONLY)
                                .flatMap(List::stream)
                                .toList()
                                .indexOf(star);
    }

    private static Trials trials(String which, String star) {
        return new Trials("DialectSimulationTest" + which + " -Dsim.star=" + star);
    }

    private static void happened(Map<String, Long> counts, String... wanted) {
        for (var what : wanted) assertTrue(counts.getOrDefault(what, 0L) > 0, what + " never happened: " + counts);
    }

    static Stream<Arguments> faults() {
        return OWN.stream().flatMap(star -> FAULTS.lines().map(it -> Arguments.of(star, it)));
    }

    /** Faults that are worse together, whenever they can strike. */
    @ParameterizedTest
    @MethodSource("faults")
    void faultsTogetherAreLivedThrough(String star, String faults) {
        var all = Arrays.stream(faults.split(" ")).map(Fault::valueOf).toList();
        livesThrough(SimWorld.under(star, all, 1));
    }

    /**
     * Worlds in which the program once went wrong: a batch that showed no counters passed for empty; one that was seen to be
     * stuck late was given up without being cancelled; a provider that took in a file passed for out of reach.
     */
    @ParameterizedTest
    @CsvSource({"xai, 48", "xai, 67", "xai, 57", "gemini, 18", "gemini, 49", "gemini, 58"})
    void whatOnceWentWrongGoesRight(String star, long seed) {
        livesThrough(SimWorld.of(star, seed));
    }

    private static void livesThrough(SimWorld lived) {
        try (var world = lived) {
            try {
                var view = world.runToEnd();
                assertTrue(!view.state().isOpen(), view.state() + " " + view.held());
                Audit.of(world, view);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(e.getMessage() + "\n" + world.story(), e);
            }
        }
    }
}
