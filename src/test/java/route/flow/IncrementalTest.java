package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.JobState;
import route.sim.TestWorld;
import route.triage.PlanLine;

/** A file that grows is sent every night, and every row of it is bought once. */
class IncrementalTest {
    private static final String JOB = "input: in.csv\nname: nightly\nincremental: true\noverwrite: true\n"
            + "polling: {first: 10ms, longest: 20ms}\nlookup: {grace: 10ms}\n";

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

    private static List<String> questions(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(it -> "What is " + it + " plus one?")
                .toList();
    }

    private JobSpec spec(List<String> prompts, String more) throws IOException {
        Files.writeString(
                folder.resolve("in.csv"), "prompt\n" + prompts.stream().collect(Collectors.joining("\n")) + "\n");
        return world.jobFile(JOB + more);
    }

    private JobView night(List<String> prompts) throws IOException {
        return night(spec(prompts, ""));
    }

    private JobView night(JobSpec spec) {
        try (var jobs = world.jobs()) {
            return jobs.run(jobs.submit(spec, false).job(), Goal.DELIVERED, Optional.empty());
        }
    }

    private long bought() {
        return world.server().books().batches().stream()
                .mapToLong(it -> it.rows())
                .sum();
    }

    private static List<String> lines(JobView view) throws IOException {
        return Files.readAllLines(Path.of(view.output()));
    }

    @Test
    void theSecondNightTakesOnlyWhatIsNew() throws IOException {
        var first = night(questions(1, 10));
        var second = night(questions(1, 13));
        assertEquals(new RowCounts(3, 3, 0, 0, 0), second.rows());
        assertEquals(13, bought());
        var lines = lines(second);
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.get(1).startsWith("What is 11 plus one?,"), lines::toString);
        assertTrue(second.notes().contains("10 rows are left out: delivered before, by job " + first.id()));
        assertEquals(new RowCounts(0, 0, 0, 0, 0), night(questions(2, 9)).rows());
    }

    @Test
    void onlyWhatIsNewIsRankedAndTakesItsShareOfATier() throws IOException {
        var shares = "shares: {flagship: 20%}\n";
        assertEquals(2, onFlagship(night(spec(questions(1, 10), shares))));
        var more = spec(questions(1, 20), shares);
        try (var jobs = world.jobs()) {
            var plan = jobs.rehearsal().plan(more);
            assertEquals(10, plan.rows());
            assertEquals(
                    2,
                    plan.lines().stream()
                            .filter(it -> it.tier().equals("flagship"))
                            .mapToLong(PlanLine::rows)
                            .sum());
            assertEquals(10, plan.curve().get(6).rows(), "all of the new rows");
        }
        assertEquals(2, onFlagship(night(more)));
    }

    @Test
    void aRowThatWasLeftOutIsNotPromisedByItsNumber() throws IOException {
        night(questions(1, 10));
        var second = night(questions(1, 13));
        try (var jobs = world.jobs()) {
            assertEquals(12, jobs.row(second.id(), "12").number());
            var told = assertThrows(route.domain.InputException.class, () -> jobs.row(second.id(), "2"))
                    .getMessage();
            assertTrue(told.contains("its place in the input (the job has 3 rows of it)"), told);
        }
    }

    @Test
    void whoMeetsAnotherThatReadsUnderTheSameNameIsToldWhichAndMayGoOnLater() throws IOException {
        var spec = spec(questions(1, 3), "");
        var other = JobId.draw(new java.util.Random(7));
        try (var jobs = world.jobs()) {
            var lock = OsLock.tryTake(new Home(folder.resolve("home")).reading("nightly"))
                    .orElseThrow();
            lock.sign(other.value());
            var told = assertThrows(LockedException.class, () -> jobs.submit(spec, false))
                    .getMessage();
            lock.close();
            var own = jobs.list(false).get(0).id();
            assertTrue(told.contains("job " + other + " of the same name, nightly, is reading"), told);
            assertTrue(told.contains("route batch resume " + own), told);
            assertEquals(
                    JobState.DELIVERED,
                    jobs.run(own, Goal.DELIVERED, Optional.empty()).state());
        }
    }

    @Test
    void aLockThatCannotBeTakenLeavesNothingOpen() throws IOException {
        var file = Files.writeString(folder.resolve("lock"), "");
        var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.READ);
        assertThrows(RuntimeException.class, () -> OsLock.tryTake(channel));
        assertEquals(false, channel.isOpen());
    }

    private static long onFlagship(JobView view) throws IOException {
        return lines(view).stream().filter(it -> it.contains(",flagship,")).count();
    }

    @Test
    void aNightWithoutNewRowsIsDeliveredWithoutRows() throws IOException {
        night(questions(1, 5));
        var empty = night(questions(2, 4));
        assertEquals(JobState.DELIVERED, empty.state());
        assertEquals(0, empty.rows().total());
        assertEquals(1, lines(empty).size(), "the header alone");
        assertEquals(5, bought());
    }

    @Test
    void aFileWithoutAnyRowIsStillAMistake() throws IOException {
        var spec = spec(List.of(), "");
        assertTrue(assertThrows(route.domain.InputException.class, () -> night(spec))
                .getMessage()
                .contains("no rows"));
    }

    @Test
    void whatFailedComesAgain() throws IOException {
        var broken = "Say this: [[sandbox:error]]";
        assertEquals(1, night(List.of("Name a fruit.", broken)).rows().failed());
        var second = night(List.of("Name a fruit.", broken, "Name a bird."));
        assertEquals(new RowCounts(2, 1, 1, 0, 0), second.rows());
    }

    @Test
    void aRowThatAPersonRetriedIsRemembered() throws IOException {
        var late = "Say this: [[sandbox:retry]]";
        var view = night(spec(List.of("Name a fruit.", late), "max_attempts: 1\n"));
        assertEquals(1, view.rows().failed());
        try (var jobs = world.jobs()) {
            jobs.retry(view.id(), Optional.empty(), Optional.empty());
            assertEquals(
                    2,
                    jobs.run(view.id(), Goal.DELIVERED, Optional.empty()).rows().accepted());
        }
        assertEquals(
                1, night(List.of("Name a fruit.", late, "Name a bird.")).rows().total());
    }

    @Test
    void whatTheRequestSaysMakesARowNewAndWhatChoosesItsModelDoesNot() throws IOException {
        var some = questions(1, 4);
        night(some);
        var cheaper = "tiers:\n  only: {models: [openai/gpt-6-luna]}\n";
        assertEquals(0, night(spec(some, cheaper)).rows().total());
        assertEquals(4, night(spec(some, "system: Be brief.\n")).rows().total());
        assertEquals(4, night(spec(some, "max_tokens: 77\n")).rows().total());
        assertEquals(
                0,
                night(spec(some, "max_tokens: 77\noutput: other.csv\n")).rows().total());
    }

    @Test
    void everyNameRemembersForItself() throws IOException {
        night(questions(1, 4));
        var other = world.jobFile(JOB.replace("nightly", "weekly"));
        assertEquals(4, night(other).rows().total());
    }

    @Test
    void aPromptThatStandsTwiceInAFileIsAnsweredTwiceAndThenRemembered() throws IOException {
        var twice = List.of("Name a fruit.", "Name a bird.", "Name a fruit.");
        assertEquals(3, night(twice).rows().accepted());
        assertEquals(0, night(List.of("Name a bird.", "Name a fruit.")).rows().total());
    }

    @Test
    void aPlanLeavesOutTheSameRows() throws IOException {
        night(questions(1, 10));
        var spec = spec(questions(1, 13), "");
        try (var jobs = world.jobs()) {
            var plan = jobs.rehearsal().plan(spec);
            assertEquals(3, plan.rows());
            assertTrue(
                    plan.notes().get(0).startsWith("10 rows are left out: delivered before"), plan.notes()::toString);
        }
    }

    @Test
    void whatAnEarlierNightHasUnderWayIsLeftToIt() throws IOException {
        world.close();
        world = TestWorld.slow(folder, Duration.ofMillis(800));
        JobId first;
        try (var jobs = world.jobs()) {
            first = jobs.submit(spec(questions(1, 10), ""), false).job();
            jobs.run(first, Goal.SENT, Optional.empty());
            var second = jobs.submit(spec(questions(6, 12), "output: b.csv\n"), false)
                    .job();
            assertEquals(2, jobs.view(second).rows().total());
            assertTrue(jobs.view(second).notes().contains("5 rows are left out: under way in job " + first));
            jobs.run(first, Goal.DELIVERED, Optional.empty());
            jobs.run(second, Goal.DELIVERED, Optional.empty());
        }
        assertEquals(12, bought());
        assertEquals(1, night(spec(questions(3, 13), "output: c.csv\n")).rows().total());
    }

    @Test
    void whatACancelledJobDidNotAnswerIsNewAgain() throws IOException {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(spec(questions(1, 5), ""), false).job();
            jobs.cancel(job);
            jobs.run(job, Goal.DELIVERED, Optional.empty());
        }
        assertEquals(5, night(questions(1, 6)).rows().total() - 1);
    }

    @Test
    void theSameFileUnderAnOutputOfTheNextDayIsAJobWithoutRows() throws IOException {
        night(spec(questions(1, 4), "output: monday.csv\n"));
        var next = night(spec(questions(1, 4), "output: tuesday.csv\n"));
        assertTrue(next.output().endsWith("tuesday.csv"), next.output());
        assertEquals(1, lines(next).size());
        assertEquals(4, bought());
    }

    /** Ends a process at a contact with the disk. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whereverANightDiesNoRowIsLostOrBoughtTwice() throws IOException {
        var deaths = 0;
        for (var contact = 1; ; contact += 4) {
            var name = "n" + contact;
            Files.writeString(folder.resolve("in.csv"), "prompt\nA fruit?\nA bird?\n[[sandbox:error]]\n");
            var spec = world.jobFile(JOB.replace("nightly", name) + "output: " + name + ".csv\n");
            var before = bought();
            var died = diesAt(contact, spec);
            world.contacts(it -> {});
            assertEquals(2, night(spec).rows().accepted(), "died at " + contact);
            var bought = bought() - before;
            Files.writeString(folder.resolve("in.csv"), "prompt\nA bird?\nA fish?\nA fruit?\n[[sandbox:error]]\n");
            var next = world.jobFile(JOB.replace("nightly", name) + "output: " + name + "-2.csv\n");
            assertEquals(new RowCounts(2, 1, 1, 0, 0), night(next).rows(), "died at " + contact);
            assertEquals(3, bought, "died at " + contact);
            if (!died) break;
            deaths++;
        }
        assertTrue(deaths > 5, deaths + " deaths");
    }

    private boolean diesAt(int contact, JobSpec spec) {
        var count = new AtomicInteger();
        world.contacts(it -> {
            if (count.incrementAndGet() == contact) throw new Death();
        });
        try {
            night(spec);
            return false;
        } catch (Death expected) {
            return true;
        }
    }
}
