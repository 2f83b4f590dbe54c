package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Bill;
import route.domain.BillQuery;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobState;
import route.sim.TestWorld;

/** Old jobs are cleared away, and what they cost is not. */
class ClearingTest {
    private static final Map<String, String> QUICK = Map.of("polling.first", "10ms", "polling.longest", "20ms");

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

    private JobView deliver(String name, int rows) throws IOException {
        var text = new StringBuilder("prompt,tag\n[[sandbox:error]],red\n");
        for (var i = 2; i <= rows; i++) text.append("What is " + i + " plus one?,blue\n");
        var input = Files.writeString(folder.resolve(name + ".csv"), text);
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input, QUICK), false).job();
            return jobs.run(job, Goal.DELIVERED, Optional.empty());
        }
    }

    private static List<Bill> bills(Jobs jobs) {
        var bills = new ArrayList<Bill>();
        for (var by : BillQuery.DIMENSIONS) {
            bills.add(jobs.accounts()
                    .bill(new BillQuery(List.of(by), Optional.empty(), Optional.empty(), Optional.empty(), true)));
        }
        return bills;
    }

    private long count(String table) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + world.world().home().resolve("route.db"));
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return found.getLong(1);
        }
    }

    private Path folderOf(JobId job) {
        return new Home(world.world().home()).job(job);
    }

    @Test
    void filesRowsAndAttemptsGoAndEveryBillStays() throws Exception {
        var old = deliver("old", 30);
        try (var jobs = world.jobs()) {
            var before = bills(jobs);
            var ledger = count("ledger");
            var cleared = jobs.clear(Duration.ZERO, false);
            assertEquals(List.of(old.id()), cleared.stream().map(ClearedJob::id).toList());
            assertEquals(30, cleared.get(0).rows());
            assertTrue(cleared.get(0).bytes() > 3_000, cleared::toString);
            assertEquals(before, bills(jobs));
            assertEquals(ledger, count("ledger"));
            assertEquals(0, count("row"));
            assertEquals(0, count("attempt"));
            assertFalse(Files.exists(folderOf(old.id())));
            assertTrue(Files.exists(Path.of(old.output())), "the merged file is the user's");
            var view = jobs.view(old.id());
            assertEquals(old.rows(), view.rows());
            assertEquals(old.cost(), view.cost());
            assertEquals(List.of(), jobs.clear(Duration.ZERO, false), "once is enough");
        }
    }

    @Test
    void aRehearsalNamesTheSameJobsAndBytesAndRemovesNothing() throws Exception {
        deliver("one", 5);
        deliver("two", 10);
        try (var jobs = world.jobs()) {
            var rows = count("row");
            var shown = jobs.clear(Duration.ZERO, true);
            assertEquals(2, shown.size());
            assertEquals(rows, count("row"));
            assertEquals(shown, jobs.clear(Duration.ZERO, false));
        }
    }

    @Test
    void youngAndOpenJobsAreLeftAlone() throws Exception {
        deliver("young", 5);
        world.close();
        world = TestWorld.slow(folder, Duration.ofSeconds(2));
        var input = Files.writeString(folder.resolve("open.csv"), "prompt\nName a fruit.\n");
        try (var jobs = world.jobs()) {
            var open = jobs.submit(world.spec(input, QUICK), false).job();
            jobs.run(open, Goal.SENT, Optional.empty());
            assertEquals(List.of(), jobs.clear(Duration.ofDays(1), false));
            assertEquals(1, jobs.clear(Duration.ZERO, false).size());
            assertEquals(
                    JobState.DELIVERED,
                    jobs.run(open, Goal.DELIVERED, Optional.empty()).state());
        }
    }

    @Test
    void whatIsGoneIsNotAskedForInVain() throws Exception {
        var old = deliver("old", 5);
        try (var jobs = world.jobs()) {
            jobs.clear(Duration.ZERO, false);
            for (var ask : List.<Runnable>of(
                    () -> jobs.row(old.id(), "1"),
                    () -> jobs.results(old.id(), Optional.empty(), false),
                    () -> jobs.retry(old.id(), Optional.empty(), Optional.empty()))) {
                var said = assertThrows(InputException.class, ask::run).getMessage();
                assertTrue(said.contains("cleared away") && said.contains(old.output()), said);
            }
            assertTrue(jobs.view(old.id()).notes().toString().contains("its bill is kept"));
        }
        assertEquals(old.id(), deliver("old", 5).id(), "the same input is not bought once more");
        Files.delete(Path.of(old.output()));
        try (var jobs = world.jobs()) {
            for (var ask : List.<org.junit.jupiter.api.function.Executable>of(
                    () -> deliver("old", 5), () -> jobs.run(old.id(), Goal.DUE_STEPS, Optional.empty()))) {
                var said = assertThrows(InputException.class, ask).getMessage();
                assertTrue(said.contains("cleared away") && said.contains("--again"), said);
            }
        }
    }

    @Test
    void ratingsOfAClearedJobAreUnmatchedAndThoseOfOthersCount() throws Exception {
        var old = deliver("old", 5);
        try (var jobs = world.jobs()) {
            jobs.clear(Duration.ZERO, false);
        }
        var kept = deliver("kept", 6);
        var text = "job,row,id,rating\n" + old.id() + ",,a,1\n" + old.id() + ",2,,1\n" + kept.id() + ",2,,1\n";
        var file = Files.writeString(folder.resolve("ratings.csv"), text);
        try (var jobs = world.jobs()) {
            var source = new route.domain.Source(file.toString(), Optional.empty(), (char) 0, "");
            var view = jobs.accounts().feedback(source, "", 1);
            assertEquals(1, view.matched(), view::toString);
            assertEquals(2, view.unmatched());
            assertTrue(view.examples().get(0).contains("cleared away"), view::toString);
        }
    }

    @Test
    void whatWasDeliveredStaysRemembered() throws Exception {
        var flags = new java.util.HashMap<>(QUICK);
        flags.putAll(Map.of("name", "nightly", "incremental", "true", "overwrite", "true"));
        var input = Files.writeString(folder.resolve("in.csv"), "prompt\nA fruit?\nA bird?\n");
        try (var jobs = world.jobs()) {
            jobs.run(jobs.submit(world.spec(input, flags), false).job(), Goal.DELIVERED, Optional.empty());
            jobs.clear(Duration.ZERO, false);
            Files.writeString(input, "prompt\nA fruit?\nA fish?\nA bird?\n");
            assertEquals(1, jobs.rehearsal().plan(world.spec(input, flags)).rows());
        }
    }

    /** Ends a process at a contact with the disk. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whereverItDiesTheNextOneGoesOn() throws Exception {
        deliver("one", 5);
        deliver("two", 5);
        List<Bill> bills;
        try (var jobs = world.jobs()) {
            bills = bills(jobs);
        }
        var deaths = 0;
        for (var contact = 1; count("row") > 0 || count("attempt") > 0; contact++) {
            var left = new AtomicInteger(contact);
            world.contacts(it -> {
                if (left.decrementAndGet() == 0) throw new Death();
            });
            try (var jobs = world.jobs()) {
                jobs.clear(Duration.ZERO, false);
            } catch (Death expected) {
                deaths++;
            }
        }
        world.contacts(it -> {});
        try (var jobs = world.jobs()) {
            jobs.clear(Duration.ZERO, false);
            assertEquals(bills, bills(jobs));
            assertEquals(List.of(), jobs.clear(Duration.ZERO, true));
        }
        assertTrue(deaths > 3, deaths + " deaths");
        try (var left = Files.list(world.world().home().resolve("jobs"))) {
            assertEquals(0, left.count());
        }
    }
}
