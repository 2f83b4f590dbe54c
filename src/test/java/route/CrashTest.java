package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.JobState;
import route.sim.Audit;
import route.sim.SimWorld;

/**
 * Every crash, not some: contacts with disk and network are numbered, on the network both before the provider has the
 * call and after it has done what was asked; a small job dies at each in turn, and the next process goes on from the disk
 * as it was at that moment.
 */
class CrashTest {
    private static final int LEAST_CONTACTS = 60;

    /** The first provider of the simple tier is Anthropic, that of the medium tier OpenAI. */
    @ParameterizedTest
    @ValueSource(strings = {"simple", "medium"})
    void noCrashChangesTheResultOrTheBill(String tier) {
        atEveryContact(tier, SimWorld::dyingAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "medium"})
    void noStopChangesTheResultOrTheBill(String tier) {
        atEveryContact(tier, SimWorld::stoppingAt);
    }

    private static void atEveryContact(String tier, BiFunction<SimWorld, Integer, SimWorld> strike) {
        String calm;
        try (var world = SimWorld.small(tier)) {
            calm = outcome(world);
        }
        for (var contact = 1; ; contact++) {
            try (var world = SimWorld.small(tier)) {
                var found = outcome(strike.apply(world, contact));
                var where = contact + ": " + world.struck();
                assertEquals(calm, found, () -> "struck at " + where + "\n" + world.story());
                if (world.struck().isEmpty()) {
                    assertTrue(contact > LEAST_CONTACTS, "contacts are no longer counted: " + contact);
                    return;
                }
            }
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
}
