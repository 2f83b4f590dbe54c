package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.JobState;
import route.sim.Audit;
import route.sim.Fault;
import route.sim.SimWorld;
import route.sim.Trials;

/**
 * Random jobs against providers that throttle, lie, lose and forget, and processes that die: whatever happens, no row is
 * lost and none is bought twice. {@code -Dsim.seeds=N} runs more seeds, from {@code -Dsim.first=K} on;
 * {@code -Dsim.seed=K} runs one and tells its story.
 */
class SimulationTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 2_000);
    private static final long LIVE_SEEDS = Long.getLong("sim.seeds", 150);
    private static final int ENOUGH = 1_000;

    @Test
    void noMischiefLosesARowOrBuysOneTwice() throws InterruptedException {
        var counts = new Trials("SimulationTest").run(SEEDS, SimWorld::seeded);
        if (counts.getOrDefault("worlds", 0L) >= ENOUGH) everythingHappened(counts);
    }

    /** The same jobs and the same mischief in real time: what cannot be known to be unpaid is counted. */
    @Test
    void noMischiefLosesARowInRealTimeOrBuysOneTwiceUncounted() throws InterruptedException {
        var counts = new Trials("SimulationTest").run(LIVE_SEEDS, SimWorld::live);
        if (counts.getOrDefault("worlds", 0L) < 100) return;
        for (var what : List.of("real-time", "doubtful", "died", "HELD", "check the API key", "model does not exist")) {
            assertTrue(counts.getOrDefault(what, 0L) > 0, what + " never happened: " + counts);
        }
    }

    /** What never happens is not tried. */
    private static void everythingHappened(Map<String, Long> counts) {
        var wanted = new ArrayList<String>(List.of("HELD", "not ours", "found the batch", "sent again"));
        for (var state : List.of("COLLECTED", "REFUSED", "LOST", "DROPPED")) wanted.add("batch " + state);
        for (var fault : Fault.values()) if (fault.ordinal() < Fault.ROW_BUSY.ordinal()) wanted.add(fault.name());
        wanted.removeIf(it -> counts.getOrDefault(it, 0L) > 0);
        assertEquals(List.of(), wanted, "never happened");
        assertTrue(counts.get("died") > SEEDS, "too few deaths: " + counts);
    }

    /** Each fault alone, whenever it can strike. */
    @ParameterizedTest
    @EnumSource
    void eachFaultAtItsWorstIsLivedThrough(Fault fault) {
        for (var seed = 1; seed <= 3; seed++) livesThrough(List.of(fault), seed);
    }

    /** Faults that are worse together. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOST_AFTER LIST_LAGS",
                "LOST_BEFORE LIST_LAGS STRANGERS",
                "BROKEN_AFTER LIST_LAGS STRANGERS",
                "GARBLED STRANGERS CUT",
                "LOST_AFTER STRANGERS CANCELLED LINES_SHUFFLED",
                "QUEUE_FULL LOST_AFTER UNKNOWN_AT_FIRST",
                "EXPIRES ROW_BUSY LINE_LOST LINES_SHUFFLED",
                "EXPIRES STUCK ODD_WORD",
                "CANCELLED COUNTERS_FALL LINE_BROKEN",
                "VANISHES TRUNCATED UNKNOWN_AT_FIRST",
                "VANISHES LOST_AFTER LIST_LAGS",
                "EXPIRES CUT",
                "CANCELLED CUT LINES_SHUFFLED",
                "LINE_DOUBLED LINE_STRANGE LINE_LOST CUT"
            })
    void faultsTogetherAreLivedThrough(String faults) {
        var all = Arrays.stream(faults.split(" ")).map(Fault::valueOf).toList();
        for (var seed = 1; seed <= 6; seed++) livesThrough(all, seed);
    }

    /** Where several batches may be the one that was lost, a person may say which it is: that too ends well. */
    @Test
    void aDoubtThatAPersonSettlesEndsWell() {
        var faults = List.of(Fault.BROKEN_AFTER, Fault.STRANGERS, Fault.STUCK);
        var settled = 0L;
        for (var seed = 1; seed <= 200 && settled < 3; seed++) {
            settled += livesThrough(faults, seed).get("settles");
        }
        assertEquals(3, settled, "settled by hand");
    }

    private static Map<String, Long> livesThrough(List<Fault> faults, long seed) {
        try (var world = SimWorld.under(faults, seed)) {
            try {
                var view = world.runToEnd();
                assertEquals(JobState.DELIVERED, view.state(), view.held());
                Audit.of(world, view);
                return world.counts();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(e.getMessage() + "\n" + world.story(), e);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndTheSameBill() {
        for (var seed = 1; seed <= 20; seed++) {
            assertEquals(outcome(seed), outcome(seed), "seed " + seed);
        }
    }

    private static String outcome(long seed) {
        try (var world = SimWorld.seeded(seed)) {
            var view = world.runToEnd();
            return view.state() == JobState.DELIVERED
                    ? view.cost() + "\n" + world.output()
                    : view.state() + "" + view.cost();
        }
    }
}
