package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.JobSpec;
import route.domain.JobState;
import route.domain.SavedPlan;
import route.sim.TestWorld;

/** A plan that meets an open job of the same input. */
class PromiseTest {
    @TempDir
    Path folder;

    private TestWorld world;
    private JobSpec spec;

    @BeforeEach
    void open() throws IOException {
        world = new TestWorld(folder);
        Files.writeString(folder.resolve("in.csv"), "prompt\nName a fruit.\nName a tree.\n");
        spec = world.jobFile("input: in.csv\npolling: {first: 10ms, longest: 20ms}\n");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private SavedPlan plan(Jobs jobs) {
        var saved = new ArrayList<SavedPlan>();
        jobs.rehearsal().plan(spec, saved::add);
        return saved.get(0);
    }

    /** As it would be after prices changed: more lines than a person wants to read. */
    private static SavedPlan other(SavedPlan it) {
        var lines = IntStream.rangeClosed(1, 12)
                .mapToObj(n -> new SavedPlan.Line("tier" + n, "openai/gone-" + n, "batch", 1, 1, 1, "1.00"))
                .toList();
        return new SavedPlan(it.form(), it.madeAt(), it.inputSha256(), it.rows(), "12.00", lines, it.job());
    }

    @Test
    void aJobThatIsNotReadYetIsHeldToThePlan() {
        try (var jobs = world.jobs()) {
            var plan = plan(jobs);
            world.stop(true);
            var job = jobs.submit(spec, false).job();
            world.stop(false);
            assertEquals(JobState.CREATED, jobs.view(job).state());
            assertEquals(job, jobs.submit(other(plan), false).job());
            var held = jobs.run(job, Goal.DELIVERED, Optional.empty());
            var parts = List.of(held.held().split("; "));
            assertEquals("the plan does not hold any more, nothing was sent", parts.get(0));
            assertTrue(parts.get(1).startsWith("tier1, openai/gone-1, batch: 1 rows"), parts::toString);
            assertTrue(parts.get(10).startsWith("tier10, "), parts::toString);
            assertEquals("and 3 more", parts.get(11), "two more that are gone, and one that is new");
            assertEquals(List.of(), world.server().books().batches());
            // It waits for a plan that holds.
            assertEquals(JobState.CREATED, held.state());
            assertEquals(job, jobs.submit(plan, false).job());
            assertEquals(
                    JobState.DELIVERED,
                    jobs.run(job, Goal.DELIVERED, Optional.empty()).state());
        }
    }

    @Test
    void aJobThatIsUnderWayMustBeWhatWasPlanned() {
        try (var jobs = world.jobs()) {
            var plan = plan(jobs);
            var job = jobs.submit(spec, false).job();
            assertEquals(JobState.RUNNING, jobs.view(job).state());
            var refused = assertThrows(InputException.class, () -> jobs.submit(other(plan), false));
            assertTrue(
                    refused.getMessage().contains("job " + job + " of this input is under way"), refused::getMessage);
            assertTrue(refused.getMessage().contains("2 rows for $12.00 in the plan"), refused::getMessage);
            assertEquals(Submitted.How.CONTINUED, jobs.submit(plan, false).how());
            assertEquals(
                    JobState.DELIVERED,
                    jobs.run(job, Goal.DELIVERED, Optional.empty()).state());
        }
    }

    @Test
    void aPlanIsGivenUpWhereAPersonAsksForItWhileACommandJudges() throws IOException {
        var judged = world.jobFile("input: in.csv\nclassifier: {command: [sh, -c, 'cat > /dev/null; sleep 50']}\n");
        var asked = CompletableFuture.runAsync(
                () -> world.stop(true), CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        try (var jobs = world.jobs()) {
            assertTimeout(
                    Duration.ofSeconds(20),
                    () -> assertThrows(
                            StoppedException.class, () -> jobs.rehearsal().plan(judged)));
        }
        asked.join();
    }
}
