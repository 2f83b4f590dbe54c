package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.JobState;
import route.domain.Lane;
import route.sim.TestWorld;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** What becomes of a job when its owner changes their mind while it is open. */
class SecondThoughtsTest {

    @TempDir
    private Path folder;

    private Path input() throws IOException {
        return Files.writeString(folder.resolve("in.csv"), "prompt\nwhat is 1 plus one?\nwhat is 2 plus one?\n");
    }

    /** Something that happens before a call. */
    private record Before(Wire wire, Runnable before) implements Wire {
        @Override
        public Reply send(Call call) throws NoAnswerException {
            before.run();
            return wire.send(call);
        }

        @Override
        public Reply download(Call call, Path target) throws NoAnswerException {
            return wire.download(call, target);
        }
    }

    @Test
    void settingsThatChangeForAnOpenJobAreTakenOverOrSaidNotToBe() throws Exception {
        try (var world = new TestWorld(folder);
                var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(), Map.of("lane", "batch", "budget.max_cost", "0.0000001")), false);
            assertEquals(
                    JobState.HELD,
                    jobs.run(job.job(), Goal.SENT, Optional.empty()).state());

            var other = folder.resolve("other.csv").toString();
            var again = jobs.submit(
                    world.spec(input(), Map.of("lane", "realtime", "deadline", "6h", "output", other)), false);
            assertEquals(Submitted.How.CONTINUED, again.how());
            assertEquals(
                    List.of(
                            "its budget is changed",
                            "from now on its lane is realtime, for rows that are in no batch yet",
                            "its deadline stays none, for its rows carry it; --again makes a new job",
                            "its results still go to " + folder.resolve("in.results.csv")
                                    + "; once it is delivered, -o writes them elsewhere"),
                    again.notes());
            var done = jobs.run(job.job(), Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
            assertEquals(JobState.DELIVERED, done.state(), done.held());
            assertTrue(Files.exists(folder.resolve("in.results.csv")));
            assertFalse(Files.exists(Path.of(other)));
        }
    }

    @Test
    void theLaneOfRowsThatAreInNoBatchYetChanges() throws Exception {
        try (var world = new TestWorld(folder);
                var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(), Map.of("lane", "batch")), false);
            assertEquals(
                    List.of(),
                    jobs.submit(world.spec(input(), Map.of("lane", "batch")), false)
                            .notes());
            jobs.submit(world.spec(input(), Map.of("lane", "realtime")), false);
            var done = jobs.run(job.job(), Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
            assertEquals(JobState.DELIVERED, done.state(), done.held());
            assertTrue(done.batches().stream().allMatch(it -> it.lane() == Lane.REALTIME));
        }
    }

    @Test
    void whoeverWorksOnAJobCancelsItWhenAnotherProcessAsksForThat() throws Exception {
        try (var world = TestWorld.slow(folder, Duration.ofHours(1));
                var jobs = world.jobs();
                var others = world.jobs()) {
            var asked = new ArrayList<Boolean>();
            var job = jobs.submit(world.spec(input(), Map.of()), false).job();
            world.onTheWay(wire -> new Before(wire, () -> {
                if (asked.isEmpty()) asked.add(others.cancel(job));
            }));
            var view = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
            assertEquals(List.of(false), asked);
            assertEquals(JobState.CANCELLED, view.state());
            // What was asked is done with: a new round is nobody's business.
            assertEquals(2, view.rows().skipped());
        }
    }

    @Test
    void aJobWhoseEndIsAskedForWhileItIsReadHasNoModelAskedAboutItsRows() throws Exception {
        try (var world = new TestWorld(folder);
                var others = world.jobs()) {
            var asked = new ArrayList<Boolean>();
            world.contacts(it -> {
                var added = it.equals("after a commit") && !others.list(true).isEmpty();
                if (added && asked.isEmpty()) asked.add(others.cancel(others.resolve("@last")));
            });
            try (var jobs = world.jobs()) {
                input();
                var job = jobs.submit(world.jobFile("input: in.csv\nclassifier: {model: openai/gpt-6-luna}\n"), false)
                        .job();
                assertEquals(List.of(false), asked);
                var view = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
                assertEquals(JobState.CANCELLED, view.state());
                assertEquals(List.of(), world.server().books().batches());
            }
        }
    }

    @Test
    void aJobWhoseEndIsAskedForWhileItsQuestionsAreReadBuysNoneOfThem() throws Exception {
        try (var world = new TestWorld(folder);
                var others = world.jobs()) {
            input();
            try (var jobs = world.jobs()) {
                var job = jobs.submit(world.jobFile("input: in.csv\nclassifier: {model: openai/gpt-6-luna}\n"), false)
                        .job();
                // As another process does that looked before the job that asks was there.
                try (var store = route.store.Database.open(folder.resolve("home/route.db"))) {
                    var n = store.jobs().find(job).orElseThrow().n();
                    store.inTransaction(() -> store.jobs().askCancel(n));
                }
                var view = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
                assertEquals(JobState.CANCELLED, view.state());
                assertEquals(List.of(), world.server().books().batches());
                assertTrue(others.list(false).isEmpty(), "the one that asks is ended with it");
            }
        }
    }

    @Test
    void whatWasAskedOfAJobThatEndedInTheMeantimeHoldsNoNewRoundBack() throws Exception {
        try (var world = new TestWorld(folder);
                var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(), Map.of()), false).job();
            var done = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
            assertEquals(JobState.DELIVERED, done.state());
            var file = folder.resolve("home/route.db");
            try (var store = route.store.Database.open(file)) {
                var n = store.jobs().find(job).orElseThrow().n();
                store.inTransaction(() -> store.jobs().askCancel(n));
                assertFalse(store.jobs().isCancelAsked(n));
            }
        }
    }
}
