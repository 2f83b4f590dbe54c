package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.sim.TestWorld;
import route.store.Database;

/** Large results are read a bit at a time where somebody waits for their turn. */
class SlicesTest {
    private static final int ROWS = 9_000;

    @TempDir
    private Path folder;

    @Test
    void resultsAreReadInSlicesWhileCallsAreUnderWayAndEachRowCountsOnce() throws Exception {
        var input = input();
        try (var world = new TestWorld(folder)) {
            Files.createDirectories(folder.resolve("home"));
            var store = Database.open(folder.resolve("home/route.db"), it -> {});
            try (var jobs = Jobs.over(world.world(), store)) {
                var id = jobs.submit(world.spec(input, Map.of("lane", "batch")), false)
                        .job();
                jobs.run(id, Goal.SENT, Optional.empty());
                var desk = Desk.of(
                        late(world.world()),
                        new Home(folder.resolve("home")),
                        store,
                        store.jobs().spec(store.jobs().find(id).orElseThrow().n()));
                var poll = new PollStep(desk);
                var turns = new int[1];
                var collect = new CollectStep(desk, callsUnderWay(turns));
                var job = store.jobs().find(id).orElseThrow();
                var slices = 0;
                for (var tries = 0; tries < 2_000 && job.accepted() < ROWS; tries++) {
                    desk.inTransaction(() -> store.batches().dueNow(1, desk.now()));
                    poll.advance(job);
                    slices += collect.advance(job);
                    desk.courier().await(20);
                    job = store.jobs().find(id).orElseThrow();
                }
                assertEquals(ROWS, job.accepted());
                assertEquals(
                        BatchState.COLLECTED,
                        store.batches().ofJob(job.n()).get(0).state());
                assertTrue(slices > 2, "read in " + slices);
                // A block has some hundred results.
                assertTrue(turns[0] > slices, "calls had " + turns[0] + " turns");
                assertEquals(
                        ROWS,
                        jobs.run(id, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)))
                                .rows()
                                .accepted());
            }
        }
    }

    @Test
    void callsHaveTheirTurnWhileBatchesAreFilled() throws Exception {
        var input = input();
        try (var world = new TestWorld(folder)) {
            Files.createDirectories(folder.resolve("home"));
            var store = Database.open(folder.resolve("home/route.db"), it -> {});
            try (var jobs = Jobs.over(world.world(), store)) {
                var id = jobs.submit(world.spec(input, Map.of("lane", "realtime")), false)
                        .job();
                var job = store.jobs().find(id).orElseThrow();
                var home = new Home(folder.resolve("home"));
                var desk = Desk.of(world.world(), home, store, store.jobs().spec(job.n()));
                var turns = new int[1];
                new PlanStep(desk, callsUnderWay(turns)).advance(job);
                assertEquals(
                        ROWS,
                        store.batches().ofJob(job.n()).stream()
                                .mapToInt(it -> it.rows())
                                .sum());
                assertTrue(turns[0] > ROWS / 1_000, "calls had " + turns[0] + " turns");
            }
        }
    }

    private Path input() throws IOException {
        var text = new StringBuilder("prompt,model\n");
        for (var row = 1; row <= ROWS; row++) {
            text.append("what is ").append(row).append(" plus one?,openai/gpt-6-luna\n");
        }
        return Files.writeString(folder.resolve("in.csv"), text);
    }

    private static Calls callsUnderWay(int[] turns) {
        return new Calls() {
            @Override
            public boolean isUnderWay() {
                return true;
            }

            @Override
            public void turn() {
                turns[0]++;
            }
        };
    }

    /** Each look at the clock finds that a second has passed. */
    private static World late(World it) {
        var looks = new long[1];
        return new World(
                it.home(),
                () -> it.clock().instant().plusSeconds(looks[0]++),
                it.zone(),
                it.sleeper(),
                it.chance(),
                it.providers(),
                it.hasKey(),
                it.wires(),
                it.couriers(),
                it.prices(),
                it.events(),
                it.stdin(),
                it.stdout(),
                it.contacts());
    }
}
