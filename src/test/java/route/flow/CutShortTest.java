package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Cutoffs;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.SavedPlan;
import route.sim.TestWorld;
import route.store.Database;
import route.store.RowRecord;

/** A job whose reading was cut short goes on by the cutoffs it found, whatever has changed since. */
class CutShortTest {
    @TempDir
    Path folder;

    @Test
    void aReadingThatWasCutShortGoesOnByTheStoredCutoffs() throws IOException {
        var text = IntStream.rangeClosed(1, 40)
                .mapToObj(it -> "Prove that " + it + " is the sum of " + "squares ".repeat(it % 9) + ".\n")
                .collect(Collectors.joining("", "prompt\n", ""));
        var input = Files.writeString(folder.resolve("a.csv"), text);
        try (var world = new TestWorld(folder)) {
            var spec = world.spec(input, Map.of("shares", "flagship=25%"));
            JobId id;
            try (var jobs = world.jobs()) {
                world.stop(true);
                id = jobs.submit(spec, false).job();
                assertEquals(JobState.CREATED, jobs.view(id).state());
                world.stop(false);
            }
            assertTrue(cutoffs(id).isEmpty(), "stopped while ranking");
            put(id, new Cutoffs(List.of(new Cutoffs.Band("flagship", 10_000, 0)), Optional.empty(), List.of()));
            try (var jobs = world.jobs()) {
                jobs.run(id, Goal.SENT, Optional.empty());
            }
            assertEquals(0, flagship(id), "by the cutoffs that were stored");
            try (var jobs = world.jobs()) {
                var calm = jobs.submit(spec, true).job();
                assertEquals(10, flagship(calm));
                assertEquals(
                        "flagship", cutoffs(calm).orElseThrow().bands().get(0).tier());
            }
        }
    }

    @Test
    void aReadingThatWasCutShortStillKeepsThePlanItWasPromised() throws IOException {
        var input = Files.writeString(folder.resolve("a.csv"), "prompt\nName a fruit.\nName a tree.\n");
        try (var world = new TestWorld(folder);
                var jobs = world.jobs()) {
            var plans = new ArrayList<SavedPlan>();
            jobs.rehearsal().plan(world.spec(input, Map.of("shares", "flagship=50%")), plans::add);
            var plan = plans.get(0);
            var lines = plan.plan().stream()
                    .filter(it -> !it.tier().equals("flagship"))
                    .toList();
            var other = new SavedPlan(
                    plan.form(), plan.madeAt(), plan.inputSha256(), 2, plan.estimateUsd(), lines, plan.job());
            world.stop(true);
            var id = jobs.submit(other, false).job();
            assertEquals(JobState.CREATED, jobs.view(id).state());
            world.stop(false);
            var held = jobs.run(id, Goal.SENT, Optional.empty()).held();
            assertTrue(held.contains("the plan does not hold any more"), held);
            assertEquals(List.of(), world.server().books().batches());
        }
    }

    @Test
    void whatIsRefusedWhenItIsReadAgainIsHeldAndKeepsItsInput() throws IOException {
        try (var world = new TestWorld(folder)) {
            world.stdin("prompt\nName a fruit.\n");
            var spec = world.jobFile("input: '-'\nname: piped\noutput: " + folder.resolve("out.csv")
                    + "\nbudget: {max_cost: 1}\ntiers: {only: {models: [openai/gpt-unknown]}}\n");
            JobId id;
            try (var jobs = world.jobs()) {
                world.stop(true);
                id = jobs.submit(spec, false).job();
                world.stop(false);
            }
            try (var jobs = world.jobs()) {
                var held = jobs.run(id, Goal.DUE_STEPS, Optional.empty());
                assertEquals(JobState.CREATED, held.state());
                assertTrue(held.held().startsWith("openai/gpt-unknown has no price"), held.held());
                assertEquals(held, jobs.run(id, Goal.DUE_STEPS, Optional.empty()), "it waits");
                assertEquals(List.of(), rows(id), "no other job takes them for rows that are bought here");
                var allowed = world.jobFile("input: '-'\nname: piped\noutput: " + folder.resolve("out.csv")
                        + "\nbudget: {max_cost: 1, allow_unpriced: true}"
                        + "\ntiers: {only: {models: [openai/gpt-unknown]}}\n");
                var again = jobs.submit(allowed, false);
                assertEquals(id, again.job());
                var sent = jobs.run(id, Goal.SENT, Optional.empty());
                assertEquals(1, sent.rows().total());
                assertEquals("", sent.held());
            }
        }
    }

    private List<RowRecord> rows(JobId id) {
        try (var store = store()) {
            return store.rows().page(store.jobs().find(id).orElseThrow().n(), 0, 100);
        }
    }

    private Database store() {
        return Database.open(folder.resolve("home/route.db"));
    }

    private Optional<Cutoffs> cutoffs(JobId id) {
        try (var store = store()) {
            return store.jobs().cutoffs(store.jobs().find(id).orElseThrow().n());
        }
    }

    private void put(JobId id, Cutoffs cutoffs) {
        try (var store = store()) {
            var n = store.jobs().find(id).orElseThrow().n();
            store.inTransaction(() -> store.jobs().cutoffs(n, cutoffs));
        }
    }

    private long flagship(JobId id) {
        try (var store = store()) {
            return store.rows().page(store.jobs().find(id).orElseThrow().n(), 0, 100).stream()
                    .filter(it -> it.tier().equals("flagship"))
                    .count();
        }
    }
}
