package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobState;
import route.sim.TestWorld;

/** A merged file that a person asks for while others are at work on its job. */
class ReprintTest {
    private static final String PLACING = "before the merged file is put in its place";

    /** More than are read at once. */
    private static final int MANY = 3_000;

    @TempDir
    Path folder;

    private TestWorld world;

    @BeforeEach
    void open() {
        world = new TestWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private JobId submit(Jobs jobs, int rows) throws IOException {
        var text = new StringBuilder("prompt\n[[sandbox:error]]\n");
        for (var i = 2; i <= rows; i++) text.append("What is " + i + " plus one?\n");
        var input = Files.writeString(folder.resolve("in.csv"), text);
        return jobs.submit(
                        world.spec(
                                input, Map.of("polling.first", "10ms", "polling.longest", "20ms", "max_attempts", "1")),
                        false)
                .job();
    }

    private Path output() {
        return folder.resolve("in.results.csv");
    }

    /** Something that another process does at the first such moment, and at no other. */
    private static <T> Consumer<T> once(java.util.function.Predicate<T> moment, Consumer<T> deed) {
        var done = new ArrayList<T>();
        return it -> {
            if (!done.isEmpty() || !moment.test(it)) return;
            done.add(it);
            deed.accept(it);
        };
    }

    private List<Path> unfinished() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(it -> it.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void whatACopyLeftThatDiedIsRemovedAndWhatOneWritesIsNot() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs, 20);
            var start = "." + output().getFileName() + "." + job + "+";
            Files.writeString(folder.resolve(start + "999999999999-1f.part"), "x");
            var living = folder.resolve(start + ProcessHandle.current().pid() + "-1f.part");
            Files.writeString(living, "x");
            jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(List.of(living), unfinished());
        }
    }

    @Test
    void whoAsksWhileTheOwnerDeliversDoesNotDisturbIt() throws IOException {
        try (var others = world.jobs()) {
            world.contacts(
                    once(PLACING::equals, it -> others.results(others.resolve("@last"), Optional.empty(), false)));
            try (var jobs = world.jobs()) {
                var view = jobs.run(submit(jobs, 20), Goal.DELIVERED, Optional.empty());
                assertEquals(JobState.DELIVERED, view.state(), view.held());
            }
            assertEquals(List.of(), unfinished());
            assertEquals(21, Files.readAllLines(output()).size());
        }
    }

    @Test
    void theOwnerDoesNotDisturbWhoAsks() throws IOException {
        try (var owner = world.jobs()) {
            var job = submit(owner, 20);
            owner.run(job, Goal.DELIVERED, Optional.empty());
            owner.retry(job, Optional.empty(), Optional.empty());
            world.contacts(once(PLACING::equals, it -> owner.run(job, Goal.DELIVERED, Optional.empty())));
            try (var asking = world.jobs()) {
                asking.results(job, Optional.empty(), true);
            }
            assertEquals(List.of(), unfinished());
        }
    }

    @Test
    void twoWhoAskAtOnceDoNotDisturbEachOther() throws IOException {
        try (var one = world.jobs()) {
            var job = submit(one, 20);
            one.run(job, Goal.DELIVERED, Optional.empty());
            world.contacts(once(PLACING::equals, it -> one.results(job, Optional.empty(), false)));
            try (var other = world.jobs()) {
                other.results(job, Optional.empty(), false);
            }
            assertEquals(21, Files.readAllLines(output()).size());
        }
    }

    @Test
    void rowsThatAreClearedAwayWhileTheyAreReadReplaceNoOutput() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs, MANY);
            jobs.run(job, Goal.DELIVERED, Optional.empty());
            var delivered = Files.readString(output());
            try (var other = world.jobs()) {
                world.watch(once(
                        it -> it instanceof Event.Progress progress
                                && progress.phase().equals("merging"),
                        it -> assertEquals(1, other.clear(Duration.ZERO, false).size())));
                var e = assertThrows(InputException.class, () -> jobs.results(job, Optional.empty(), false));
                assertTrue(e.getMessage().contains("are cleared away"), e.getMessage());
            }
            assertEquals(delivered, Files.readString(output()));
            assertEquals(List.of(), unfinished());
        }
    }

    @Test
    void rowsThatAreSentAgainWhileTheyAreReadReplaceNoOutput() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs, MANY);
            jobs.run(job, Goal.DELIVERED, Optional.empty());
            var delivered = Files.readString(output());
            try (var other = world.jobs()) {
                world.watch(once(
                        it -> it instanceof Event.Progress progress
                                && progress.phase().equals("merging"),
                        it -> assertEquals(1, other.retry(job, Optional.empty(), Optional.empty()))));
                var e = assertThrows(InputException.class, () -> jobs.results(job, Optional.empty(), false));
                assertTrue(e.getMessage().contains("1 rows without a result yet"), e.getMessage());
            }
            assertEquals(delivered, Files.readString(output()));
        }
    }

    @Test
    void aFileBesideTheOutputThatSomebodyElseWroteIsNotReplacedEither() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs, 3);
            var beside = folder.resolve("in.results." + job + ".csv");
            Files.writeString(output(), "mine");
            Files.writeString(beside, "mine too");
            var held = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(JobState.HELD, held.state());
            assertTrue(held.held().contains("neither " + output() + " nor " + beside), held.held());
            assertEquals("mine too", Files.readString(beside));
            Files.delete(beside);
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(JobState.DELIVERED, view.state(), view.held());
            assertEquals("mine", Files.readString(output()));
            assertEquals(4, Files.readAllLines(beside).size());
        }
    }
}
