package route.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.domain.BillDetail;
import route.domain.BillQuery;
import route.domain.Endpoint;
import route.domain.Finish;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.RowState;
import route.domain.Usage;

class DatabaseTest {
    @TempDir
    Path folder;

    private Database store;
    private long job;

    @BeforeEach
    void open() {
        store = Database.open(folder.resolve("route.db"));
        job = store.inTransaction(() ->
                store.jobs().add(new JobId("t7k2"), Samples.spec("/data/out.csv"), Samples.layout(), Samples.NOW));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private BatchRecord batch(int rows) {
        var n = store.inTransaction(() -> {
            store.rows()
                    .add(
                            job,
                            java.util.stream.LongStream.rangeClosed(1, rows)
                                    .mapToObj(it -> Samples.row(it, RowState.CLASSIFIED))
                                    .toList());
            store.jobs().ingested(job, rows, 0, Money.ZERO);
            var batch = store.batches()
                    .add(
                            job,
                            "key",
                            1,
                            Samples.MODEL,
                            Endpoint.CHAT,
                            new BatchTable.Terms(Lane.BATCH, 0, Optional.empty(), Samples.NOW),
                            Samples.cut(rows),
                            new BatchTable.Size(77, Money.ofDollars("0.40"), Money.ofDollars("0.01")));
            store.waiting().assign(job, store.waiting().groups(job).get(0), 1, rows, batch);
            return batch;
        });
        return store.batches().get(n);
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("route.db")));
        assertEquals("rw-------", mode);
    }

    @Test
    void theSettingsOfAJobComeBackAsTheyWere() {
        assertEquals(Samples.spec("/data/out.csv"), store.jobs().spec(job));
        assertEquals(Samples.layout(), store.jobs().layout(job));
    }

    @Test
    void theSameInputAndSettingsAreFoundWhereverTheOutputGoes() {
        var elsewhere = Samples.spec("/elsewhere/out.csv");
        assertEquals(
                List.of(job),
                store.jobs().same(elsewhere, Samples.layout()).stream()
                        .map(JobRecord::n)
                        .toList());
    }

    @Test
    void aHurryThatBeginsWhileARoundIsPlannedOutlivesThePlanning() {
        store.inTransaction(() -> {
            store.jobs().plan(job, 1, true);
            store.jobs().hurry(job);
            store.jobs().plan(job, 1, false);
        });
        assertTrue(store.jobs().find(new JobId("t7k2")).orElseThrow().hurry());
        store.inTransaction(() -> store.jobs().plan(job, 2, true));
        assertFalse(store.jobs().find(new JobId("t7k2")).orElseThrow().hurry());
    }

    @Test
    void aBatchThatWasCalledOffIsNoTryForTheRowsItDidNotComeTo() {
        var planned = batch(2);
        var refused = new Outcome.Errored("x", "y", true);
        var unserved = new Outcome.Unserved(Outcome.Reason.CANCELLED);
        store.inTransaction(() -> {
            store.batches().callOff(planned.n(), Samples.NOW);
            store.attempts()
                    .add(
                            planned.n(),
                            List.of(
                                    AttemptRecord.unbilled(1, refused, 0, 0, 90),
                                    AttemptRecord.unbilled(2, unserved, -1, 0, 0)));
            store.rows().returned(store.batches().get(planned.n()));
        });
        assertEquals(
                List.of(new AttemptTable.Returned(1, refused, 1), new AttemptTable.Returned(2, unserved, 0)),
                store.attempts().returned(job, planned.n(), 0, 10));
    }

    @Test
    void whatIsAskedInRealTimeTakesNoRoomAtTheProvider() {
        store.inTransaction(() -> {
            for (var lane : Lane.values()) {
                var terms = new BatchTable.Terms(lane, 0, Optional.empty(), Samples.NOW);
                var size = new BatchTable.Size(77, Money.ZERO, Money.ZERO);
                var n = store.batches()
                        .add(job, lane.name(), 1, Samples.MODEL, Endpoint.CHAT, terms, Samples.cut(2), size);
                store.batches().move(store.batches().get(n), BatchState.SUBMITTING, Samples.NOW);
            }
        });
        assertEquals(
                List.of(Lane.BATCH),
                store.atProvider().openAt("openai", true).stream()
                        .map(BatchRecord::lane)
                        .toList());
    }

    @Test
    void otherSettingsAreAnotherJob() {
        var other = Samples.spec("/data/out.csv");
        var shorter = new route.domain.Ask("prompt", "", "Be very brief.", java.util.Map.of("id", "ticket"), 100);
        var changed = new route.domain.JobSpec(
                other.name(),
                other.source(),
                shorter,
                other.tiers(),
                other.rules(),
                other.providers(),
                other.aliases(),
                other.delivery(),
                other.onBadRow(),
                other.budget(),
                other.maxAttempts(),
                other.firstPoll(),
                other.longestPoll(),
                other.lookupGrace(),
                other.failoverAfter(),
                other.urgency(),
                other.onlyRegion(),
                other.policy(),
                other.judging(),
                other.selection(),
                other.sandbox());
        assertTrue(store.jobs().same(changed, Samples.layout()).isEmpty());
    }

    @Test
    void aMoveNamesTheStateItLeaves() {
        store.inTransaction(() -> store.jobs().move(job, JobState.CREATED, JobState.RUNNING, Optional.empty()));
        assertThrows(
                IllegalStateException.class,
                () -> store.jobs().move(job, JobState.CREATED, JobState.RUNNING, Optional.empty()));
        assertThrows(
                IllegalStateException.class,
                () -> store.jobs().move(job, JobState.RUNNING, JobState.CREATED, Optional.empty()));
    }

    @Test
    void aBatchIsMovedOnlyFromWhereItStands() {
        var planned = batch(3);
        store.inTransaction(() -> store.batches().move(planned, BatchState.SUBMITTING, Samples.NOW));
        assertThrows(
                IllegalStateException.class, () -> store.batches().move(planned, BatchState.SUBMITTING, Samples.NOW));
    }

    @Test
    void whatIsThrownInATransactionUndoesIt() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.inTransaction((Runnable) () -> {
                    store.rows().add(job, List.of(Samples.row(1, RowState.CLASSIFIED)));
                    throw new IllegalArgumentException("on purpose");
                }));
        assertEquals(List.of(), store.rows().page(job, 0, 10));
        // The words learnt in it are forgotten too, and are learnt anew.
        store.inTransaction(() -> store.rows().add(job, List.of(Samples.row(1, RowState.CLASSIFIED))));
        assertEquals("simple", store.rows().page(job, 0, 10).get(0).tier());
    }

    @Test
    void aTransactionInsideATransactionIsABug() {
        assertThrows(
                IllegalStateException.class, () -> store.inTransaction((Runnable) () -> store.inTransaction(() -> {})));
    }

    @Test
    void rowsComeBackAsTheyWereInInputOrder() {
        var rows = List.of(
                Samples.row(1, RowState.CLASSIFIED),
                Samples.row(2, RowState.SKIPPED),
                Samples.row(3, RowState.CLASSIFIED));
        store.inTransaction(() -> store.rows().add(job, rows));
        assertEquals(rows, store.rows().page(job, 0, 10));
        assertEquals(rows.subList(1, 2), store.rows().page(job, 1, 1));
    }

    @Test
    void theNumbersOfStatesInTheDatabaseNeverChange() {
        assertEquals(
                "[CLASSIFIED 0, PLANNED 1, RETURNED 3, ACCEPTED 4, FAILED 5, SKIPPED 6]",
                Arrays.stream(RowState.values())
                        .map(it -> it + " " + it.number())
                        .toList()
                        .toString());
        for (var state : RowState.values()) assertEquals(state, RowState.of(state.number()));
        assertThrows(IllegalArgumentException.class, () -> RowState.of(2));
        // The words' places are what is stored: a new one goes to the end.
        assertEquals(
                "[STOP, LENGTH, TOOL_CALLS, CONTENT_FILTER, REFUSAL, OTHER]",
                List.of(Finish.values()).toString());
        assertEquals("[CHAT, RESPONSES, EMBEDDINGS]", List.of(Endpoint.values()).toString());
    }

    @Test
    void anAttemptIsWrittenOnceAndItsDoubleNamed() {
        var batch = batch(2);
        var first = new AttemptRecord(
                1,
                new Outcome.Answered("", Finish.STOP, Usage.of(10, 5)),
                0,
                0,
                90,
                Money.ofDollars("0.01"),
                Money.ZERO,
                Optional.empty());
        var second = AttemptRecord.unbilled(1, new Outcome.Errored("x", "y", true), 0, 91, 80);
        store.inTransaction(() -> assertEquals(List.of(), store.attempts().add(batch.n(), List.of(first))));
        store.inTransaction(() -> assertEquals(List.of(1L), store.attempts().add(batch.n(), List.of(second))));
        assertEquals(
                Money.ofDollars("0.01"),
                store.inTransaction(() ->
                        store.spend().add(batch, "2026-11-20", store.tallies().sums(batch))));
    }

    @Test
    void whatWasReadOfAFileThatIsGoneIsForgottenAndCanBeReadAnew() {
        var batch = batch(2);
        var answered = new Outcome.Answered("", Finish.STOP, Usage.of(10, 5));
        var attempts = store.attempts();
        store.inTransaction(() -> {
            attempts.add(
                    batch.n(),
                    List.of(
                            AttemptRecord.unbilled(1, answered, 0, 0, 90),
                            AttemptRecord.unbilled(2, answered, 100, 0, 90)));
            attempts.removeRead(batch.n(), 100);
        });
        assertTrue(attempts.find(batch.n(), 1).isPresent());
        assertEquals(Optional.empty(), attempts.find(batch.n(), 2));
    }

    @Test
    void whatCameBackInFlightIsAcceptedWithItsAttemptCountedOnce() {
        var batch = batch(2);
        var answered = new Outcome.Answered("", Finish.STOP, Usage.of(10, 5));
        var refused = new Outcome.Errored("x", "y", true);
        store.inTransaction(() -> {
            store.attempts()
                    .add(
                            batch.n(),
                            List.of(
                                    AttemptRecord.unbilled(1, answered, 0, 0, 90),
                                    AttemptRecord.unbilled(2, refused, 0, 91, 80)));
            var sums = store.tallies().sums(batch);
            assertEquals(2, AttemptSum.rows(sums));
            assertEquals(0, store.tallies().removeForeign(batch, sums));
            store.attempts().add(batch.n(), List.of(AttemptRecord.unbilled(9, answered, 0, 171, 90)));
            assertEquals(sums, store.tallies().sums(batch), "row 9 is none of the batch");
            assertEquals(1, store.tallies().removeForeign(batch, sums));
            assertEquals(Optional.empty(), store.attempts().find(batch.n(), 9));
            assertEquals(1, store.rows().accept(batch, false));
            store.rows().returned(batch);
            assertEquals(0, store.rows().accept(batch, false));
        });
        var rows = store.rows().page(job, 0, 10);
        assertEquals(
                List.of(RowState.ACCEPTED, RowState.RETURNED),
                rows.stream().map(RowRecord::state).toList());
        assertEquals(List.of(1, 1), rows.stream().map(RowRecord::attempts).toList());
    }

    @Test
    void rowsReturnOnceWithTheirAttemptsAndOnlyAnswersAreAccepted() {
        var batch = batch(3);
        var answered = new Outcome.Answered("", Finish.STOP, Usage.of(10, 5));
        var refused = new Outcome.Errored("x", "y", true);
        store.inTransaction(() -> {
            store.attempts()
                    .add(
                            batch.n(),
                            List.of(
                                    AttemptRecord.unbilled(1, answered, 0, 0, 90),
                                    AttemptRecord.unbilled(2, refused, 0, 91, 80)));
            store.rows().returned(batch);
            store.rows().returned(batch);
            assertEquals(1, store.rows().accept(batch, false));
            assertEquals(0, store.rows().accept(batch, false));
        });
        var rows = store.rows().page(job, 0, 10);
        assertEquals(
                List.of(RowState.ACCEPTED, RowState.RETURNED, RowState.PLANNED),
                rows.stream().map(RowRecord::state).toList());
        assertEquals(List.of(1, 1, 0), rows.stream().map(RowRecord::attempts).toList());
        assertEquals(
                List.of(new AttemptTable.Returned(2, refused, 1)),
                store.attempts().returned(job, batch.n(), 0, 10));
        var merged = store.attempts().page(job, 0, 10);
        assertEquals(Optional.of(answered), merged.get(0).last());
        assertEquals(new AttemptTable.Place("key", 0, 91, 80), merged.get(1).answer());
        assertEquals(Optional.empty(), merged.get(2).last());
    }

    @Test
    void manyRowsAreWrittenInPartsAndNoneIsLeftOut() {
        var rows = java.util.stream.LongStream.rangeClosed(1, 1_203)
                .mapToObj(it -> Samples.row(it, RowState.CLASSIFIED))
                .toList();
        store.inTransaction(() -> store.rows().add(job, rows));
        assertEquals(rows, store.rows().page(job, 0, 2_000));
    }

    @Test
    void aReservationEndsAndAChargeIsBookedOnceHoweverOftenAsked() {
        var batch = batch(2);
        store.inTransaction(() -> {
            store.ledger().reserve(batch, Samples.NOW);
            store.ledger().reserve(batch, Samples.NOW);
        });
        assertEquals(Money.ofDollars("0.40"), store.ledger().committed(job));
        store.inTransaction(() -> {
            store.ledger().release(batch, Samples.NOW);
            store.ledger().release(batch, Samples.NOW);
            store.ledger().charge(batch, Money.ofDollars("0.25"), Samples.NOW);
            store.ledger().charge(batch, Money.ofDollars("0.25"), Samples.NOW);
        });
        assertEquals(Money.ofDollars("0.25"), store.ledger().committed(job));
        assertEquals(Money.ofDollars("0.25"), store.ledger().charged(job));
        store.inTransaction(() -> store.ledger().reserve(batch, Samples.NOW));
        assertEquals(Money.ofDollars("0.65"), store.ledger().committed(job));
    }

    @Test
    void aReservationOfYesterdayTakesNothingOffTheDaysBudgetWhenItEnds() {
        var batch = batch(2);
        var midnight = Samples.NOW.plusSeconds(10);
        store.inTransaction(() -> store.ledger().reserve(batch, Samples.NOW));
        assertEquals(Money.ofDollars("0.40"), store.ledger().committedSince(midnight, true), "it is still in flight");
        store.inTransaction(() -> {
            store.ledger().release(batch, midnight.plusSeconds(1));
            store.ledger().charge(batch, Money.ofDollars("0.25"), midnight.plusSeconds(1));
        });
        assertEquals(Money.ofDollars("0.25"), store.ledger().committedSince(midnight, true));
        assertEquals(Money.ZERO, store.ledger().committedSince(midnight.plusSeconds(2), true));
    }

    @Test
    void aSimulatedBatchIsInNoRealOnesWay() {
        var batch = batch(2);
        store.inTransaction(() -> store.batches().move(batch, BatchState.SUBMITTING, Samples.NOW));
        assertEquals(1, store.atProvider().openAt("openai", true).size());
        assertEquals(List.of(), store.atProvider().openAt("openai", false));
    }

    @Test
    void aSecondProcessSeesWhatTheFirstCommitted() {
        try (var other = Database.open(folder.resolve("route.db"))) {
            assertEquals("t7k2", other.jobs().last().orElseThrow().id().value());
            other.inTransaction(() -> other.jobs().hold(job, "no money"));
        }
        assertEquals("no money", store.jobs().last().orElseThrow().held());
    }

    @Test
    void aDamagedFileIsNoticed() throws IOException {
        batch(2_000);
        assertTrue(store.damage().isEmpty());
        store.close();
        var file = folder.resolve("route.db");
        var bytes = Files.readAllBytes(file);
        var last = bytes.length - 3 * 4096;
        for (var i = last; i < last + 4096; i++) bytes[i] = (byte) 0x5a;
        Files.write(file, bytes);
        store = Database.open(file);
        assertFalse(store.damage().isEmpty());
    }

    @Test
    void aDatabaseOfANewerProgramIsLeftAlone() {
        store.close();
        try (var newer = Database.open(folder.resolve("route.db"))) {
            newer.sql().update("PRAGMA user_version = 99");
        }
        var e = assertThrows(StoreException.class, () -> Database.open(folder.resolve("route.db")));
        assertTrue(e.getMessage().contains("newer route"), e.getMessage());
        store = Database.open(folder.resolve("another.db"));
    }

    @Test
    void waitingRowsOfOneModelAreTheirOwnGroup() {
        var other = Samples.row(2, RowState.CLASSIFIED);
        var dearer = new RowRecord(
                2,
                RowState.CLASSIFIED,
                3,
                80,
                39,
                "simple",
                "openai/gpt-6.1-sol",
                Endpoint.CHAT,
                "qa",
                "",
                1,
                1,
                1,
                1,
                1,
                0,
                "",
                false,
                0,
                Optional.empty());
        store.inTransaction(() -> store.rows().add(job, List.of(Samples.row(1, RowState.CLASSIFIED), dearer)));
        assertEquals(2, store.waiting().groups(job).size());
        var found = store.waiting().page(job, store.waiting().groups(job).get(1), 0, 10);
        assertEquals(List.of(dearer), found);
        assertEquals(2, other.number());
    }

    private static RowRecord wanted(long number, String deadline) {
        var row = Samples.row(number, RowState.CLASSIFIED);
        return new RowRecord(
                row.number(),
                row.state(),
                row.line(),
                row.offset(),
                row.length(),
                row.tier(),
                row.model(),
                row.endpoint(),
                row.task(),
                row.tag(),
                row.hardness(),
                row.score(),
                row.inputTokens(),
                row.outputTokens(),
                row.maxTokens(),
                row.attempts(),
                row.problem(),
                row.pinned(),
                row.lot(),
                deadline.isEmpty() ? Optional.empty() : Optional.of(java.time.Instant.parse(deadline)));
    }

    @Test
    void waitingRowsAreGroupedByTheQuarterOfAnHourInWhichTheyAreWanted() {
        var rows = List.of(
                wanted(1, "2026-11-20T14:14:59Z"),
                wanted(2, ""),
                wanted(3, "2026-11-20T14:00:00Z"),
                wanted(4, "2026-11-20T14:15:00Z"));
        store.inTransaction(() -> store.rows().add(job, rows));
        var groups = store.waiting().groups(job);
        assertEquals(
                List.of("Optional[2026-11-20T14:00:00Z] 2", "Optional.empty 1", "Optional[2026-11-20T14:15:00Z] 1"),
                groups.stream().map(it -> it.deadline() + " " + it.rows()).toList());
        assertEquals(List.of(rows.get(0), rows.get(2)), store.waiting().page(job, groups.get(0), 0, 10));
        assertEquals(List.of(rows.get(1)), store.waiting().page(job, groups.get(1), 0, 10));
        assertEquals(1, store.waiting().unsent(job, groups.get(2), 0, 10).size());
    }

    @Test
    void aRowThatIsReopenedKeepsOnlyADeadlineThatIsStillToCome() {
        var rows = List.of(wanted(1, "2026-11-20T14:00:00Z"), wanted(2, "2026-11-20T18:00:00Z"));
        store.inTransaction(() -> {
            store.rows().add(job, rows);
            store.rows()
                    .giveUp(
                            job,
                            List.of(
                                    new RowTable.Judged(1, RowState.FAILED, "no"),
                                    new RowTable.Judged(2, RowState.FAILED, "no")));
            var now = java.time.Instant.parse("2026-11-20T15:00:00Z");
            for (var row : rows) store.rows().reopen(job, row, "simple", row.model(), now);
        });
        assertEquals(
                List.of(Optional.empty(), rows.get(1).deadline()),
                store.rows().page(job, 0, 10).stream().map(RowRecord::deadline).toList());
    }

    @Test
    void whatBatchesTookIsKnownAndSimulatedOnesAreApart() {
        var batch = batch(3);
        store.inTransaction(() -> {
            var batches = store.batches();
            batches.move(batch, BatchState.SUBMITTING, Samples.NOW);
            batches.move(batches.get(batch.n()), BatchState.SUBMITTED, Samples.NOW);
            batches.sent(batch.n(), "batch_1", Samples.NOW);
        });
        assertEquals(List.of(), store.past().took(true, 50), "it has not ended");
        store.inTransaction(() -> {
            store.batches().ended(batch.n(), Samples.NOW.plusSeconds(90));
            store.batches().move(store.batches().get(batch.n()), BatchState.ENDED, Samples.NOW);
        });
        var took = new PastBatches.Took(Samples.MODEL, java.time.Duration.ofSeconds(90), false);
        assertEquals(List.of(took), store.past().took(true, 50));
        assertEquals(List.of(), store.past().took(true, 0));
        assertEquals(List.of(), store.past().took(false, 50));
    }

    @Test
    void callsInDoubtCostAtMostTheDearestRowEach() {
        assertEquals(new PastBatches.Doubtful(0, Money.ZERO), store.past().doubtful(job));
        var batch = batch(3);
        store.inTransaction(() -> store.batches().doubtful(batch.n(), 3));
        assertEquals(
                new PastBatches.Doubtful(3, Money.ofDollars("0.03")),
                store.past().doubtful(job));
    }

    /** Jobs are found again by it: a new setting must not make old ones look new. */
    @Test
    void theDigestOfSettingsStaysWhatItWas() {
        assertEquals(
                "b13f3580b80d44cec6792db56fd91180080832f56aeff0e41a4c1d6a66f44cba",
                SpecJson.digest(Samples.spec("/data/out.csv")));
    }

    @Test
    void openingAndClosingAtTheSameMomentDisturbsNobody() throws Exception {
        for (var round = 0; round < 20; round++) {
            var file = folder.resolve("busy" + round + ".db");
            var first = new Thread(() -> openOften(file));
            var failed = new java.util.concurrent.atomic.AtomicReference<Throwable>();
            first.setUncaughtExceptionHandler((thread, e) -> failed.set(e));
            first.start();
            openOften(file);
            first.join();
            assertEquals(null, failed.get());
        }
    }

    private static void openOften(Path file) {
        for (var i = 0; i < 20; i++) {
            try (var it = Database.open(file)) {
                it.inTransaction(() -> it.jobs().hold(1, "nobody"));
            }
        }
    }

    private static List<String> andOneMore(String file) {
        return java.util.stream.Stream.concat(Migrations.FILES.stream(), java.util.stream.Stream.of(file))
                .toList();
    }

    @Test
    void anOlderDatabaseIsBackedUpBeforeItIsChanged() throws IOException {
        var file = folder.resolve("route.db");
        new Migrations(store, file, andOneMore("test-002.sql")).run();
        assertEquals(Migrations.FILES.size() + 1, store.sql().number("PRAGMA user_version"));
        assertEquals(1, store.sql().number("SELECT count(*) FROM added_by_test"));
        store.close();
        var backup = folder.resolve("route.db.v" + Migrations.FILES.size() + ".backup");
        assertTrue(Files.exists(backup));
        assertEquals(2, Files.getPosixFilePermissions(backup).size(), "its owner reads and writes it, and nobody else");
        store = Database.open(backup);
        assertEquals("t7k2", store.jobs().last().orElseThrow().id().value());
    }

    @Test
    void aMigrationThatFailsChangesNothing() {
        var migrations = new Migrations(store, folder.resolve("route.db"), andOneMore("test-broken.sql"));
        assertThrows(StoreException.class, migrations::run);
        assertEquals(Migrations.FILES.size(), store.sql().number("PRAGMA user_version"));
        assertEquals(0, store.sql().number("SELECT count(*) FROM sqlite_master WHERE name = 'half_made'"));
    }

    /** A saved database of every version that was released, with a delivered job and one under way. */
    @Test
    void whatVersion1WroteIsStillUnderstood() throws IOException {
        var file = folder.resolve("old.db");
        try (var saved = DatabaseTest.class.getResourceAsStream("/route/store/version-1.db")) {
            Files.copy(saved, file);
        }
        try (var old = Database.open(file)) {
            assertTrue(old.damage().isEmpty());
            var underWay = old.jobs().open().get(0);
            assertEquals("saug", underWay.id().value());
            assertEquals(
                    List.of(RowState.PLANNED, RowState.PLANNED),
                    old.rows().page(underWay.n(), 0, 10).stream()
                            .map(RowRecord::state)
                            .toList(),
                    "in a batch that is on its way, which was a state of the rows once");
            assertEquals(Money.ofPicodollars(34_650_000), old.spend().total(1).cost());
            assertTrue(old.jobs().spec(1).sandbox(), "its settings can be read");
            assertEquals(4, old.attempts().page(1, 0, 10).size());
            assertFalse(old.batches().ofJob(underWay.n()).isEmpty());
            var all = new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);
            var levers = old.report().levers(all);
            assertEquals(levers.saved(), levers.unexplained(), "what it saved by was not kept then");
            assertEquals(
                    4,
                    old.report().endings(all).stream()
                            .mapToLong(BillDetail.Ending::rows)
                            .sum());
            assertEquals("cdmw", old.report().dearest(all).get(0).job().value());
        }
    }
}
