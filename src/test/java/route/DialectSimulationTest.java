package route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import route.sim.SimWorld;
import route.sim.Trials;

/**
 * The random jobs of {@link SimulationTest} over every other dialect, in both lanes. {@code -Dsim.star=NAME} runs them
 * for one provider only.
 */
class DialectSimulationTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 40);
    private static final long LIVE_SEEDS = Long.getLong("sim.seeds", 12);

    private static final List<String> BATCHING = List.of(
            "gemini",
            "mistral",
            "xai",
            "together",
            "fireworks",
            "openrouter",
            "azure",
            "groq",
            "dashscope",
            "deepinfra",
            "doubleword");

    private static final List<String> LIVE_ONLY = List.of("deepseek", "ollama");

    static Stream<String> batching() {
        return wanted(BATCHING.stream());
    }

    static Stream<String> all() {
        return wanted(Stream.concat(BATCHING.stream(), LIVE_ONLY.stream()));
    }

    private static Stream<String> wanted(Stream<String> stars) {
        var star = System.getProperty("sim.star", "");
        return stars.filter(it -> star.isEmpty() || it.equals(star));
    }

    @ParameterizedTest
    @MethodSource("batching")
    void noMischiefLosesARowOrBuysOneTwice(String star) throws InterruptedException {
        var counts = trials(star).run(SEEDS, seed -> SimWorld.of(star, seed));
        if (counts.get("worlds") >= 40) happened(counts, "died", "found the batch", "batch COLLECTED", "LOST_AFTER");
    }

    @ParameterizedTest
    @MethodSource("all")
    void noMischiefLosesARowInRealTimeOrBuysOneTwiceUncounted(String star) throws InterruptedException {
        var counts = trials(star).run(LIVE_SEEDS, seed -> SimWorld.liveOf(star, seed));
        if (counts.get("worlds") >= 12) happened(counts, "real-time", "died");
    }

    private static Trials trials(String star) {
        return new Trials("DialectSimulationTest -Dsim.star=" + star);
    }

    private static void happened(Map<String, Long> counts, String... wanted) {
        for (var what : wanted) assertTrue(counts.getOrDefault(what, 0L) > 0, what + " never happened: " + counts);
    }
}
