package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.JobState;
import route.sim.Audit;
import route.sim.RealRoute;
import route.sim.SimWorld;

/**
 * Every crash, not some: contacts with disk and network are numbered, on the network both before the provider has the
 * call and after it has done what was asked; a small job dies at each in turn, and the next process goes on from the disk
 * as it was at that moment.
 */
class CrashTest {
    private static final int LEAST_CONTACTS = 50;
    private static final int KILLS = 5;
    private static final int REAL_ROWS = 24;

    /** The first provider of the simple tier is Anthropic, that of the medium tier OpenAI. */
    @ParameterizedTest
    @ValueSource(strings = {"simple", "medium"})
    void noCrashChangesTheResultOrTheBill(String tier) {
        atEveryContact(() -> SimWorld.small(tier), SimWorld::dyingAt);
    }

    /** What was under way is asked again, and counted; the audit looks at that. */
    @ParameterizedTest
    @ValueSource(strings = {"simple", "medium"})
    void noCrashChangesTheResultInRealTime(String tier) {
        atEveryContact(() -> SimWorld.smallLive(tier), SimWorld::dyingAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "medium"})
    void noStopChangesTheResultInRealTime(String tier) {
        atEveryContact(() -> SimWorld.smallLive(tier), SimWorld::stoppingAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "medium"})
    void noStopChangesTheResultOrTheBill(String tier) {
        atEveryContact(() -> SimWorld.small(tier), SimWorld::stoppingAt);
    }

    /** In every dialect: the moments that only its own calls make, when the provider has done what nobody knows of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "doubleword"
            })
    void noAnswerThatDiesWithItsReaderChangesTheResultOrTheBill(String star) {
        atEveryAnswer(() -> SimWorld.tiny(star), 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini", "mistral", "xai", "together", "fireworks", "openrouter", "deepseek", "ollama"})
    void noAnswerThatDiesWithItsReaderChangesTheResultInRealTime(String star) {
        atEveryAnswer(() -> SimWorld.tinyLive(star), 4);
    }

    private static void atEveryAnswer(Supplier<SimWorld> small, int least) {
        at(small, SimWorld::dyingAt, calm -> {
            assertTrue(calm.answered().size() >= least, "answers are no longer counted: " + calm.answered());
            return calm.answered().stream();
        });
    }

    private static void atEveryContact(Supplier<SimWorld> small, BiFunction<SimWorld, Integer, SimWorld> strike) {
        at(small, strike, calm -> {
            assertTrue(calm.contacts() > LEAST_CONTACTS, "contacts are no longer counted: " + calm.contacts());
            return IntStream.rangeClosed(1, calm.contacts()).boxed();
        });
    }

    private static void at(
            Supplier<SimWorld> small,
            BiFunction<SimWorld, Integer, SimWorld> strike,
            Function<SimWorld, Stream<Integer>> contacts) {
        try (var calm = small.get()) {
            var wanted = outcome(calm);
            contacts.apply(calm).parallel().forEach(contact -> {
                try (var world = small.get()) {
                    var found = outcome(strike.apply(world, contact));
                    assertFalse(world.struck().isEmpty(), "contact " + contact + " was never made");
                    assertEquals(
                            wanted, found, () -> "struck at " + contact + ": " + world.struck() + "\n" + world.story());
                }
            });
        }
    }

    private static String outcome(SimWorld world) {
        try {
            var view = world.runToEnd();
            assertEquals(JobState.DELIVERED, view.state());
            Audit.of(world, view);
            return view.cost() + "\n" + world.output();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("struck at " + world.struck() + ": " + e.getMessage() + "\n" + world.story(), e);
        }
    }

    /** A sample by the kernel's own hand: the real program, killed with SIGKILL at moments that chance picks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aKilledProgramGoesOnAndBuysNothingTwice(int seed, @TempDir Path folder) {
        var chance = new Random(seed);
        try (var route = new RealRoute(folder)) {
            var input = route.write("in.csv", realInput());
            var kills = 0;
            while (kills < KILLS && route.kill(route.submit(input), Duration.ofMillis(300 + chance.nextInt(1_200))))
                kills++;
            assertEquals(0, route.exitCode(route.submit(input)), route::said);
            var output = route.read("in.results.csv").lines().skip(1).toList();
            assertEquals(
                    REAL_ROWS,
                    output.stream().filter(it -> it.contains("accepted")).count(),
                    route::said);
            for (var i = 0; i < REAL_ROWS; i++) assertTrue(output.get(i).startsWith("t" + i + ","), output.get(i));
            assertEquals(REAL_ROWS, route.books().billed(), route::said);
            assertTrue(kills > 0, "it was never killed");
        }
    }

    private static String realInput() {
        var text = new StringBuilder("id,prompt,tier\n");
        for (var i = 0; i < REAL_ROWS; i++) {
            text.append("t" + i + ",what is " + i + " plus one?," + (i % 3 == 0 ? "medium" : "simple") + "\n");
        }
        return text.toString();
    }
}
