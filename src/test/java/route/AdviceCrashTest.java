package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import route.domain.JobState;
import route.sim.SimWorld;

/** A job whose rows a model judges first dies, or is stopped, at every contact with disk and network: nothing is bought twice. */
class AdviceCrashTest {
    @Test
    void noCrashBuysAQuestionOrARowTwice() {
        atContacts(1, SimWorld::dyingAt);
    }

    @Test
    void noStopBuysAQuestionOrARowTwice() {
        atContacts(3, SimWorld::stoppingAt);
    }

    private static void atContacts(int each, BiFunction<SimWorld, Integer, SimWorld> strike) {
        try (var calm = SimWorld.smallAdvised()) {
            var wanted = outcome(calm);
            assertTrue(wanted.contains(",4,"), "no row has the model's score: " + wanted);
            assertTrue(calm.contacts() > 60, "contacts: " + calm.contacts());
            IntStream.rangeClosed(1, calm.contacts())
                    .filter(it -> it % each == 0)
                    .parallel()
                    .forEach(contact -> {
                        try (var world = SimWorld.smallAdvised()) {
                            var found = outcome(strike.apply(world, contact));
                            assertEquals(
                                    wanted,
                                    found,
                                    () -> "struck at " + contact + ": " + world.struck() + "\n" + world.story());
                        }
                    });
        }
    }

    private static String outcome(SimWorld world) {
        try {
            var view = world.runToEnd();
            assertEquals(JobState.DELIVERED, view.state());
            var billed = new TreeMap<String, Long>();
            world.providers()
                    .values()
                    .forEach(it ->
                            it.books().billed().forEach((prompt, times) -> billed.merge(prompt, times, Long::sum)));
            // One that was made twice would be bought by whoever resumes all jobs.
            assertEquals(2, jobs(world));
            return view.cost() + "\n" + world.output() + "\n" + billed(billed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("struck at " + world.struck() + ": " + e.getMessage() + "\n" + world.story(), e);
        }
    }

    private static int jobs(SimWorld world) {
        try (var jobs = world.open()) {
            return jobs.list(true).size();
        }
    }

    private static String billed(Map<String, Long> billed) {
        var text = new StringBuilder();
        billed.forEach((prompt, times) ->
                text.append(times).append(" x ").append(prompt.hashCode()).append('\n'));
        return text.toString();
    }
}
