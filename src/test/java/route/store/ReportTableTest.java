package route.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.domain.BillDetail;
import route.domain.BillDetail.Kind;
import route.domain.BillQuery;
import route.domain.Endpoint;
import route.domain.Finish;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Levers;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.RowState;
import route.domain.Saving;
import route.domain.Usage;

class ReportTableTest {
    private static final BillQuery ALL =
            new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);

    @TempDir
    Path folder;

    private Database store;
    private long job;

    @BeforeEach
    void open() {
        store = Database.open(folder.resolve("route.db"));
        job = store.inTransaction(
                () -> store.jobs().add(new JobId("t7k2"), Samples.spec("out.csv"), Samples.layout(), Samples.NOW));
        store.inTransaction(() -> store.rows()
                .add(
                        job,
                        LongStream.rangeClosed(1, 300)
                                .mapToObj(it -> Samples.row(it, RowState.CLASSIFIED))
                                .toList()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private BatchRecord batch(int rows) {
        var terms = new BatchTable.Terms(Lane.BATCH, 0, Optional.empty(), Samples.NOW);
        var size = new BatchTable.Size(77, Money.ofDollars("0.40"), Money.ofDollars("0.01"));
        var key = "key" + store.batches().ofJob(job).size();
        return store.batches()
                .get(store.inTransaction(() -> store.batches()
                        .add(job, key, 1, Samples.MODEL, Endpoint.CHAT, terms, Samples.cut(rows), size)));
    }

    private static AttemptRecord answered(int row, long cost, long baseline, Optional<Saving> saving) {
        var outcome = new Outcome.Answered("", Finish.STOP, Usage.of(10, 5));
        return new AttemptRecord(row, outcome, 0, 0, 90, money(cost), money(baseline), saving);
    }

    private static Optional<Saving> saving(long lane, long own) {
        return Optional.of(new Saving(money(lane), money(own)));
    }

    private static Money money(long picodollars) {
        return Money.ofPicodollars(picodollars);
    }

    private void close(BatchRecord batch, String day, List<AttemptRecord> attempts) {
        store.inTransaction(() -> {
            var group = store.waiting().groups(job).get(0);
            var rows = attempts.stream().mapToLong(AttemptRecord::row).summaryStatistics();
            store.waiting().assign(job, group, rows.getMin(), rows.getMax(), batch.n());
            store.attempts().add(batch.n(), attempts);
            var sums = store.tallies().sums(batch);
            store.spend().add(batch, day, sums);
            store.tallies().add(batch, day, sums);
        });
    }

    @Test
    void theLeversAreExactlyTheBaselineLessTheCost() {
        var random = new Random(11);
        var attempts = new ArrayList<AttemptRecord>();
        for (var row = 1; row <= 200; row++) {
            var known = random.nextInt(5) > 0;
            attempts.add(answered(
                    row,
                    random.nextInt(1000),
                    random.nextInt(9000),
                    known ? saving(random.nextInt(500), random.nextInt(100) - 50) : Optional.empty()));
        }
        close(batch(200), "2026-11-20", attempts);
        var levers = store.report().levers(ALL);
        var routing = 0L;
        var unexplained = 0L;
        for (var it : attempts) {
            var left = it.baseline().minus(it.cost());
            if (it.saving().isEmpty()) unexplained += left.picodollars();
            else
                routing += left.minus(it.saving().get().lane())
                        .minus(it.saving().get().own())
                        .picodollars();
        }
        assertEquals(money(routing), levers.routing());
        assertEquals(money(unexplained), levers.unexplained());
        assertEquals(Money.ZERO, levers.hours(), "this was the batch lane");
        assertEquals(store.spend().total(job).cost(), levers.cost());
    }

    @Test
    void leversAddUpOverBatchesOfOneDayAndKeepToTheDaysAskedFor() {
        close(batch(1), "2026-11-20", List.of(answered(1, 10, 100, saving(10, -2))));
        close(batch(1), "2026-11-20", List.of(answered(2, 10, 100, saving(10, 0))));
        close(batch(1), "2026-11-21", List.of(answered(3, 10, 100, saving(10, 0))));
        var first = new BillQuery(
                List.of(), Optional.empty(), Optional.of(LocalDate.of(2026, 11, 20)), Optional.empty(), true);
        assertEquals(
                new Levers(money(200), money(162), money(20), Money.ZERO, money(-2), money(20)),
                store.report().levers(first));
        assertEquals(Money.ZERO, store.report().levers(first).unexplained());
        var real = new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        assertEquals(Money.ZERO, store.report().levers(real).baseline());
    }

    @Test
    void endingsCountAttemptsByWhatTheyCameTo() {
        close(
                batch(4),
                "2026-11-20",
                List.of(
                        answered(1, 10, 100, saving(1, 0)),
                        answered(2, 10, 100, saving(1, 0)),
                        AttemptRecord.unbilled(3, new Outcome.Errored("429", "slow down", true), 0, 0, 9),
                        AttemptRecord.unbilled(4, new Outcome.Unserved(Outcome.Reason.EXPIRED), -1, 0, 0)));
        assertEquals(
                List.of(
                        new BillDetail.Ending(Kind.ANSWERED, "STOP", 2),
                        new BillDetail.Ending(Kind.ERRORED, "429", 1),
                        new BillDetail.Ending(Kind.UNSERVED, "EXPIRED", 1)),
                store.report().endings(ALL));
    }

    @Test
    void theDearestAnswersOfAllBatchesAreFound() {
        var attempts = new ArrayList<AttemptRecord>();
        for (var row = 1; row <= 50; row++) attempts.add(answered(row, row * 37 % 50, 100, saving(0, 0)));
        close(batch(50), "2026-11-20", attempts);
        close(batch(1), "2026-11-21", List.of(answered(51, 45, 100, saving(0, 0))));
        var costs = store.report().dearest(ALL).stream()
                .map(it -> it.cost().picodollars())
                .toList();
        assertEquals(List.of(49L, 48L, 47L, 46L, 45L, 45L, 44L, 43L, 42L, 41L, 40L), costs);
    }

    /** The job of this test asks about the rows of another. */
    private JobId askingFor() {
        var other = new JobId("q2m9");
        store.inTransaction(() -> {
            var n = store.jobs().add(other, Samples.spec("other.csv"), Samples.layout(), Samples.NOW);
            store.decisions().ask(n, new JobId("t7k2"));
        });
        return other;
    }

    @Test
    void theBillOfAJobIsOfTheOneThatAskedForItInAllItsParts() {
        close(batch(1), "2026-11-20", List.of(answered(1, 10, 100, saving(10, 0))));
        var query = new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.of(askingFor()), true);
        assertEquals(money(10), store.spend().lines(query).get(0).cost());
        assertEquals(money(10), store.report().levers(query).cost());
        assertEquals(1, store.report().endings(query).size());
        assertEquals(1, store.report().dearest(query).size());
        assertEquals(1, store.report().forecasts(query).size());
    }

    @Test
    void aListOfJobsCountsWhatAskedAboutTheirRowsAsTheDetailDoes() {
        close(batch(1), "2026-11-20", List.of(answered(1, 10, 100, saving(10, 0))));
        var other = store.jobs().find(askingFor()).orElseThrow().n();
        for (var all : List.of(true, false)) {
            var totals = store.spend().totals(all);
            assertEquals(store.spend().total(other), totals.get(other));
            assertEquals(money(10), totals.get(other).cost());
            assertEquals(money(10), totals.get(job).cost());
        }
    }

    @Test
    void whatAskingCostsIsSpentButNotOnTheStrongestTier() {
        close(batch(1), "2026-11-20", List.of(answered(1, 10, 100, saving(10, 0))));
        var week = java.time.Duration.ofDays(7);
        assertEquals(money(10), store.vitals().look(true, Samples.NOW, week).flagshipSpend());
        askingFor();
        var vitals = store.vitals().look(true, Samples.NOW, week);
        assertEquals(Money.ZERO, vitals.flagshipSpend());
        assertEquals(money(10), vitals.spend());
    }

    @Test
    void nobodyIsToldThatAJobHasEndedThatOnlyAsks() {
        var other = askingFor();
        for (var id : List.of(new JobId("t7k2"), other)) {
            var n = store.jobs().find(id).orElseThrow().n();
            store.inTransaction(
                    () -> store.jobs().move(n, JobState.CREATED, JobState.CANCELLED, Optional.of(Samples.NOW)));
        }
        var told = store.notices().waiting();
        assertEquals(1, told.size());
        assertEquals(store.jobs().find(other).orElseThrow().n(), told.get(0).job());
    }

    @Test
    void aLostBatchIsDoubtfulOnlyAsFarAsItIsNotOnTheBill() {
        var batch = batch(3);
        close(batch, "2026-11-20", List.of(answered(1, 100_000_000_000L, 0, Optional.empty())));
        var known = store.spend().total(job).cost();
        store.inTransaction(() -> {
            store.ledger().reserve(batch, Samples.NOW);
            store.batches().move(batch, BatchState.SUBMITTING, Samples.NOW);
        });
        for (var state : List.of(BatchState.SUBMITTED, BatchState.RUNNING, BatchState.LOST)) {
            store.inTransaction(() -> store.batches().move(store.batches().get(batch.n()), state, Samples.NOW));
        }
        assertEquals(
                Money.ofDollars("0.30"),
                store.inTransaction(() -> store.ledger().writeOff(batch, known, Samples.NOW)));
        assertEquals(Money.ofDollars("0.30"), store.report().unbilled(ALL));
        assertEquals(Money.ofDollars("0.40"), store.ledger().committed(job), "the budget counts all of it once");
    }
}
