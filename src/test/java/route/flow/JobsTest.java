package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BillLine;
import route.domain.BillQuery;
import route.domain.Delivery;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Money;
import route.sim.TestWorld;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** The whole house over real files, a real database and real HTTP on loopback. */
class JobsTest {
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

    private Path input(int rows) throws IOException {
        var text = new StringBuilder("id,prompt,tag\n");
        for (var i = 1; i <= rows; i++) {
            var hard = i % 3 == 0
                    ? "Prove step by step, with code in Java, that the sum of the first n odd numbers is n^2"
                    : "";
            text.append("t")
                    .append(i)
                    .append(",\"What is ")
                    .append(i)
                    .append(" plus one? ")
                    .append(hard)
                    .append("\",team")
                    .append(i % 2)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("in.csv"), text);
    }

    private JobView deliver(Path input, Map<String, String> flags) {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input, flags), false).job();
            return jobs.run(job, Goal.DELIVERED, Optional.empty());
        }
    }

    private static List<CSVRecord> csv(Path file) throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        return format.parse(new StringReader(Files.readString(file))).getRecords();
    }

    /** Rows that the provider was asked to work on, over all its batches. */
    private long bought() {
        return world.server().books().batches().stream()
                .mapToLong(it -> it.rows())
                .sum();
    }

    @Test
    void everyRowIsAnsweredInItsPlaceAndTheBillIsTheSumOfTheRows() throws IOException {
        var input = input(40);
        var view = deliver(input, Map.of());
        assertEquals(JobState.DELIVERED, view.state());
        assertEquals(new RowCounts(40, 40, 0, 0, 0), view.rows());
        var rows = csv(Path.of(view.output()));
        assertEquals(40, rows.size());
        var sum = Money.ZERO;
        for (var i = 0; i < rows.size(); i++) {
            assertEquals("t" + (i + 1), rows.get(i).get("id"));
            assertEquals("accepted", rows.get(i).get("route_status"));
            assertTrue(rows.get(i).get("route_response").startsWith("[simulated]"));
            sum = sum.plus(Money.ofDollars(rows.get(i).get("route_cost_usd")));
        }
        assertEquals(view.cost(), sum);
        assertTrue(view.cost().isMoreThan(Money.ZERO));
        assertTrue(view.baseline().isMoreThan(view.cost()));
        assertEquals(40, bought());
    }

    @Test
    void theBillAddsUpHoweverItIsCut() throws IOException {
        var view = deliver(input(30), Map.of());
        try (var jobs = world.jobs()) {
            for (var by : BillQuery.DIMENSIONS) {
                var bill = jobs.accounts()
                        .bill(new BillQuery(List.of(by), Optional.empty(), Optional.empty(), Optional.empty(), true));
                var sum = bill.lines().stream().map(BillLine::cost).reduce(Money.ZERO, Money::plus);
                assertEquals(view.cost(), sum, by);
                assertEquals(view.cost(), bill.total().cost(), by);
                assertEquals(30, bill.lines().stream().mapToLong(BillLine::rows).sum(), by);
            }
            var real = jobs.accounts()
                    .bill(new BillQuery(List.of("model"), Optional.empty(), Optional.empty(), Optional.empty(), false));
            assertEquals(List.of(), real.lines());
            assertEquals(Money.ZERO, real.total().cost());
        }
    }

    @Test
    void theSameInputTwiceIsBoughtOnce() throws IOException {
        var input = input(10);
        var first = deliver(input, Map.of());
        try (var jobs = world.jobs()) {
            var second = jobs.submit(world.spec(input, Map.of()), false);
            assertEquals(new Submitted(first.id(), Submitted.How.DELIVERED_BEFORE), second);
            assertThrows(
                    InputException.class,
                    () -> jobs.submit(world.spec(input, Map.of()), true),
                    "its output is in the way");
            var again = jobs.submit(
                    world.spec(input, Map.of("output", folder.resolve("o2.csv").toString())), true);
            assertEquals(Submitted.How.NEW, again.how());
        }
        assertEquals(10, bought());
    }

    @Test
    void anOpenJobIsContinuedByAnotherProcess() throws IOException {
        var input = input(10);
        JobId job;
        try (var jobs = world.jobs()) {
            job = jobs.submit(world.spec(input, Map.of()), false).job();
            var sent = jobs.run(job, Goal.SENT, Optional.empty());
            assertEquals(JobState.RUNNING, sent.state());
            assertTrue(sent.batches().stream().allMatch(it -> it.sentAt().isPresent()), sent.toString());
        }
        Files.writeString(input, "id,prompt,tag\nx,changed after submit,y\n");
        try (var jobs = world.jobs()) {
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(10, view.rows().accepted());
            assertEquals("t1", csv(Path.of(view.output())).get(0).get("id"));
        }
        assertEquals(10, bought());
    }

    @Test
    void aRowThatCannotBeUsedIsNamedAndNothingIsSent() throws IOException {
        var input = Files.writeString(folder.resolve("in.csv"), "id,prompt\na,hello\nb,\nc,\"good\nday\"\nd,\n");
        try (var jobs = world.jobs()) {
            var e = assertThrows(InputException.class, () -> jobs.submit(world.spec(input, Map.of()), false));
            assertTrue(e.getMessage().contains("row 2, line 3"), e.getMessage());
            assertTrue(e.getMessage().contains("row 4, line 6"), e.getMessage());
            assertEquals(List.of(), jobs.list(true));
        }
        assertEquals(0, bought());
        assertFalse(Files.exists(folder.resolve("in.results.csv")));
    }

    @Test
    void badRowsThatAreSkippedKeepTheirPlace() throws IOException {
        var input = Files.writeString(folder.resolve("in.csv"), "id,prompt\na,hello\nb,\nc,good day\n");
        var view = deliver(input, Map.of("on_bad_row", "skip"));
        assertEquals(new RowCounts(3, 2, 0, 1, 0), view.rows());
        var rows = csv(Path.of(view.output()));
        assertEquals("skipped", rows.get(1).get("route_status"));
        assertTrue(rows.get(1).get("route_error").contains("empty"), rows.get(1).get("route_error"));
        assertEquals("c", rows.get(2).get("id"));
    }

    @Test
    void aPassingErrorIsTriedAgainAndAFinalOneFails() throws IOException {
        var input = Files.writeString(
                folder.resolve("in.csv"), "id,prompt\na,hello\nb,[[sandbox:retry]] hello\nc,[[sandbox:error]] hello\n");
        var view = deliver(input, Map.of());
        var rows = csv(Path.of(view.output()));
        assertEquals("accepted", rows.get(1).get("route_status"));
        assertEquals("2", rows.get(1).get("route_attempts"));
        assertEquals("failed", rows.get(2).get("route_status"));
        assertFalse(rows.get(2).get("route_error").isEmpty());
        assertEquals(new RowCounts(3, 2, 1, 0, 0), view.rows());
        assertEquals(2, view.round());
    }

    @Test
    void failedRowsGoAgainWhereAPersonAsks() throws IOException {
        var input = Files.writeString(folder.resolve("in.csv"), "id,prompt\na,hello\nc,[[sandbox:error]] hello\n");
        var view = deliver(input, Map.of());
        try (var jobs = world.jobs()) {
            var code = csv(Path.of(view.output())).get(1).get("route_error").split(":")[0];
            for (var other : List.of("no-such-code", code.substring(1), code.toUpperCase(java.util.Locale.ROOT))) {
                var refused = assertThrows(
                        InputException.class, () -> jobs.retry(view.id(), Optional.of(other), Optional.empty()));
                assertTrue(refused.getMessage().endsWith("\nthe codes are " + code + " (1 row)"), refused.getMessage());
            }
            assertEquals(JobState.DELIVERED, jobs.view(view.id()).state());
            assertEquals(1, jobs.retry(view.id(), Optional.of(code), Optional.empty()));
            assertEquals(
                    JobState.DELIVERED,
                    jobs.run(view.id(), Goal.DELIVERED, Optional.empty()).state());
            assertEquals(1, jobs.retry(view.id(), Optional.empty(), Optional.of("flagship")));
            var again = jobs.run(view.id(), Goal.DELIVERED, Optional.empty());
            assertEquals(new RowCounts(2, 1, 1, 0, 0), again.rows());
            assertEquals("flagship", csv(Path.of(again.output())).get(1).get("route_tier"));
        }
    }

    @Test
    void aBudgetThatWouldBePassedHoldsTheJobBeforeAnythingIsSent() throws IOException {
        var input = input(10);
        var held = deliver(input, Map.of("budget.max_cost", "0.000001"));
        assertEquals(JobState.HELD, held.state());
        assertTrue(held.held().contains("--max-cost"), held.held());
        assertEquals(0, bought());
        // The same again with more money goes on.
        try (var jobs = world.jobs()) {
            var again = jobs.submit(world.spec(input, Map.of("budget.max_cost", "5")), false);
            assertEquals(new Submitted(held.id(), Submitted.How.CONTINUED, List.of("its budget is changed")), again);
            assertEquals(
                    10,
                    jobs.run(again.job(), Goal.DELIVERED, Optional.empty())
                            .rows()
                            .accepted());
        }
    }

    @Test
    void aModelWithoutAPriceIsRefusedUnderABudgetAndSaidAloudWithoutOne() throws IOException {
        var input = Files.writeString(folder.resolve("in.csv"), "prompt,model\nhello,openai/unheard-of\n");
        try (var jobs = world.jobs()) {
            var spec = world.spec(input, Map.of("budget.max_cost", "5"));
            var e = assertThrows(InputException.class, () -> jobs.submit(spec, false));
            assertTrue(e.getMessage().contains("openai/unheard-of has no price"), e.getMessage());
            var plan = jobs.rehearsal().plan(world.spec(input, Map.of()));
            assertTrue(
                    plan.notes().stream().anyMatch(it -> it.contains("has no price")),
                    plan.notes().toString());
            assertFalse(
                    plan.notes().toString().contains("will refuse"),
                    plan.notes().toString());
            var limited = jobs.rehearsal().plan(spec).notes().toString();
            assertTrue(limited.contains("submit will refuse: openai/unheard-of has no price"), limited);
            var allowed = Map.of("budget.max_cost", "5", "budget.allow_unpriced", "true");
            var note = jobs.rehearsal().plan(world.spec(input, allowed)).notes().toString();
            assertFalse(note.contains("will refuse"), note);
        }
    }

    @Test
    void anUnfinishedJobCanBeCancelledAndKeepsWhatItHas() throws IOException {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(10), Map.of()), false).job();
            jobs.run(job, Goal.SENT, Optional.empty());
            jobs.cancel(job);
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(JobState.CANCELLED, view.state());
            assertEquals(10, view.rows().accepted() + view.rows().skipped());
            assertEquals(10, csv(Path.of(view.output())).size());
        }
    }

    @Test
    void aJobCancelledBeforeItIsSentBuysNothing() throws IOException {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(4), Map.of()), false).job();
            jobs.cancel(job);
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(new RowCounts(4, 0, 0, 4, 0), view.rows());
        }
        assertEquals(0, bought());
    }

    @Test
    void aReplyLostAfterTheProviderAcceptedIsFoundAgainNotBoughtAgain() throws IOException {
        var lost = new AtomicInteger();
        world.onTheWay(wire -> new Wire() {
            @Override
            public Reply send(Call call) throws NoAnswerException {
                var reply = wire.send(call);
                var creates = call.method().equals("POST") && call.path().endsWith("/batches");
                if (creates && lost.incrementAndGet() <= 2) throw new NoAnswerException("cut", true, null);
                return reply;
            }

            @Override
            public Reply download(Call call, Path target) throws NoAnswerException {
                return wire.download(call, target);
            }
        });
        var view = deliver(input(12), Map.of());
        assertEquals(12, view.rows().accepted());
        assertTrue(lost.get() >= 2);
        assertEquals(12, bought());
    }

    @Test
    void aCallThatNeverArrivedIsSentAgain() throws IOException {
        var lost = new AtomicInteger();
        world.onTheWay(wire -> new Wire() {
            @Override
            public Reply send(Call call) throws NoAnswerException {
                var creates = call.method().equals("POST") && call.path().endsWith("/batches");
                if (creates && lost.incrementAndGet() <= 1) throw new NoAnswerException("cut", true, null);
                return wire.send(call);
            }

            @Override
            public Reply download(Call call, Path target) throws NoAnswerException {
                return wire.download(call, target);
            }
        });
        assertEquals(12, deliver(input(12), Map.of()).rows().accepted());
        assertEquals(12, bought());
    }

    @Test
    void anOutputThatSomebodyElseWroteIsNeverReplaced() throws IOException {
        var input = input(3);
        Files.writeString(folder.resolve("in.results.csv"), "mine");
        try (var jobs = world.jobs()) {
            var e = assertThrows(InputException.class, () -> jobs.submit(world.spec(input, Map.of()), false));
            assertTrue(e.getMessage().contains("--overwrite"), e.getMessage());
            Files.delete(folder.resolve("in.results.csv"));
            var job = jobs.submit(world.spec(input, Map.of()), false).job();
            Files.writeString(folder.resolve("in.results.csv"), "mine");
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals("mine", Files.readString(folder.resolve("in.results.csv")));
            assertEquals(3, csv(Path.of(view.output())).size());
        }
    }

    @Test
    void aSecondOwnerIsTurnedAway() throws IOException {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(3), Map.of()), false).job();
            JobLock.holding(
                    new Home(folder.resolve("home")),
                    job,
                    () -> assertThrows(LockedException.class, () -> jobs.run(job, Goal.DELIVERED, Optional.empty())));
            assertEquals(
                    JobState.DELIVERED,
                    jobs.run(job, Goal.DELIVERED, Optional.empty()).state());
        }
    }

    @Test
    void aStopLeavesAJobThatGoesOn() throws IOException {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(10), Map.of()), false).job();
            world.stop(true);
            assertEquals(
                    JobState.RUNNING,
                    jobs.run(job, Goal.DELIVERED, Optional.empty()).state());
            world.stop(false);
            assertEquals(
                    JobState.DELIVERED,
                    jobs.run(job, Goal.DELIVERED, Optional.empty()).state());
        }
    }

    @Test
    void partialResultsShowWhatIsPending() throws IOException {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(3), Map.of()), false).job();
            assertThrows(InputException.class, () -> jobs.results(job, Optional.empty(), false));
            var elsewhere = new Delivery(folder.resolve("part.csv").toString(), Optional.empty(), false, false);
            jobs.results(job, Optional.of(elsewhere), true);
            assertEquals("pending", csv(folder.resolve("part.csv")).get(0).get("route_status"));
            var stdout = new Delivery("-", Optional.empty(), false, false);
            jobs.results(job, Optional.of(stdout), true);
            assertEquals(Files.readString(folder.resolve("part.csv")), world.stdout());
        }
    }

    @Test
    void jobsAreFoundByIdPrefixAndAsTheLast() throws IOException {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input(3), Map.of()), false).job();
            assertEquals(job, jobs.resolve("@last"));
            assertEquals(job, jobs.resolve(job.value().substring(0, 2)));
            assertThrows(InputException.class, () -> jobs.resolve("nothere"));
        }
    }

    @Test
    void aKillBetweenAnyTwoCallsChangesNeitherResultNorBill() throws IOException {
        var input = input(9);
        var calm = deliver(input, Map.of());
        var rows = csv(Path.of(calm.output()));
        Files.delete(Path.of(calm.output()));
        for (var contact = 1; ; contact++) {
            var died = dying(input, contact);
            try (var jobs = world.jobs()) {
                var job = jobs.submit(world.spec(input, Map.of()), !died.isPresent())
                        .job();
                var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
                var found = csv(Path.of(view.output()));
                assertEquals(statuses(rows), statuses(found), "died at " + contact);
                assertEquals(rows.size(), view.rows().accepted(), "died at " + contact);
                Files.delete(Path.of(view.output()));
            }
            if (died.isEmpty()) break;
        }
        try (var jobs = world.jobs()) {
            assertEquals(9L * jobs.list(true).size(), bought());
        }
    }

    private static List<String> statuses(List<CSVRecord> rows) {
        var found = new ArrayList<String>();
        rows.forEach(it -> found.add(it.get("id") + it.get("route_status") + it.get("route_model")));
        return found;
    }

    /** Runs until the contact with this number, then dies before or after it; the job, where it died. */
    private Optional<JobId> dying(Path input, int contact) {
        var contacts = new AtomicInteger();
        world.onTheWay(wire -> new Wire() {
            private Reply dying(java.util.concurrent.Callable<Reply> call) throws NoAnswerException {
                var at = contacts.incrementAndGet();
                if (at == contact && contact % 2 == 0) throw new ThreadDeathInTest();
                try {
                    var reply = call.call();
                    if (at == contact) throw new ThreadDeathInTest();
                    return reply;
                } catch (NoAnswerException | RuntimeException | Error e) {
                    if (e instanceof NoAnswerException it) throw it;
                    if (e instanceof Error it) throw it;
                    throw (RuntimeException) e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Reply send(Call call) throws NoAnswerException {
                return dying(() -> wire.send(call));
            }

            @Override
            public Reply download(Call call, Path target) throws NoAnswerException {
                return dying(() -> wire.download(call, target));
            }
        });
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input, Map.of()), true).job();
            try {
                jobs.run(job, Goal.DELIVERED, Optional.empty());
            } catch (ThreadDeathInTest e) {
                return Optional.of(job);
            }
            Files.delete(Path.of(jobs.view(job).output()));
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            world.onTheWay(java.util.function.UnaryOperator.identity());
        }
    }

    private static final class ThreadDeathInTest extends Error {
        private static final long serialVersionUID = 1L;
    }
}
