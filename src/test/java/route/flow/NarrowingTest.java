package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.domain.Endpoint;
import route.domain.JobId;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Outcome;
import route.sim.LyingWire;
import route.sim.TestWorld;
import route.store.AttemptRecord;
import route.store.BatchTable;
import route.store.Database;

/** Batches that are turned down as a whole, by a provider that does not say which row is to blame. */
class NarrowingTest {
    private static final int ROWS = 13;
    private static final ModelRef MODEL = ModelRef.parse("anthropic/claude-haiku-5-5");

    private static final Outcome REJECTED = new Outcome.Errored("rejected", "line 1 is wrong", false);

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

    private JobId submit(Jobs jobs) throws IOException {
        var lines = new ArrayList<>(List.of("prompt,model"));
        for (var i = 1; i <= ROWS; i++) lines.add((i == 5 ? "poison " : "row ") + i + "," + MODEL);
        var input = Files.writeString(folder.resolve("in.csv"), String.join("\n", lines) + "\n");
        LyingWire.Liar liar = (call, truth) ->
                LyingWire.creates(call) && LyingWire.content(call).contains("poison")
                        ? LyingWire.anthropicError(400, "invalid_request_error", "something is wrong")
                        : truth.tell();
        world.onTheWay(wire -> new LyingWire(wire, liar));
        return jobs.submit(world.spec(input, Map.of()), false).job();
    }

    private static RowCounts deliver(Jobs jobs, JobId job) {
        return jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(60)))
                .rows();
    }

    /** As if so many batches of the job had ended in this state before. */
    private void past(JobId id, int count, BatchState end) {
        past(id, count, 1, false, end);
    }

    /** The same with batches of so many rows, of which the first was named as the one to blame, or none. */
    private void past(JobId id, int count, int rows, boolean named, BatchState end) {
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            var job = store.jobs().find(id).orElseThrow().n();
            store.inTransaction(() -> {
                for (var i = 0; i < count; i++) {
                    var n = add(store.batches(), job, rows, end);
                    if (named) store.attempts().add(n, List.of(AttemptRecord.unbilled(1, REJECTED, -1, 0, 0)));
                }
            });
        }
    }

    private static long add(BatchTable batches, long job, int rows, BatchState end) {
        var now = Instant.now();
        var n = batches.add(
                job,
                "past" + batches.count(job),
                1,
                MODEL,
                Endpoint.CHAT,
                new BatchTable.Terms(Lane.BATCH, 0, Optional.empty(), now),
                new BatchTable.Cut(rows, 1, rows, 1, ""),
                new BatchTable.Size(1, Money.ZERO, Money.ZERO));
        batches.move(batches.get(n), BatchState.SUBMITTING, now);
        if (end == BatchState.REFUSED) {
            batches.move(batches.get(n), BatchState.REFUSED, now);
            batches.rejected(n, "something is wrong");
        } else {
            batches.move(batches.get(n), BatchState.SUBMITTED, now);
            batches.move(batches.get(n), BatchState.ENDED, now);
            batches.collected(batches.get(n), now, List.of());
        }
        batches.judged(n);
        return n;
    }

    @Test
    void manyBadRowsAreFoundAsLongAsOthersAreAcceptedInBetween() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs);
            for (var i = 0; i < 5; i++) {
                past(job, 150, BatchState.REFUSED);
                past(job, 1, BatchState.COLLECTED);
            }
            assertEquals(new RowCounts(ROWS, ROWS - 1, 1, 0, 0), deliver(jobs, job));
        }
    }

    @Test
    void refusalsThatNameTheRowToBlameDoNotCondemnTheOthers() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs);
            past(job, 300, ROWS, true, BatchState.REFUSED);
            assertEquals(new RowCounts(ROWS, ROWS - 1, 1, 0, 0), deliver(jobs, job));
        }
    }

    @Test
    void refusalsThatNameNoRowCondemnAllHoweverManyRowsTheyAreOf() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs);
            past(job, 200, ROWS, false, BatchState.REFUSED);
            assertEquals(new RowCounts(ROWS, 0, ROWS, 0, 0), deliver(jobs, job));
        }
    }

    @Test
    void aJobHasAnEndThoughEveryRefusalNamesARow() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs);
            past(job, 2_000, ROWS, true, BatchState.REFUSED);
            assertEquals(new RowCounts(ROWS, 0, ROWS, 0, 0), deliver(jobs, job));
        }
    }

    @Test
    void aProviderThatRefusesEverythingIsLeftAndARetryBeginsAnew() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs);
            past(job, 200, BatchState.REFUSED);
            assertEquals(new RowCounts(ROWS, 0, ROWS, 0, 0), deliver(jobs, job));
            assertEquals(ROWS, jobs.retry(job, Optional.empty(), Optional.empty()));
            assertEquals(new RowCounts(ROWS, ROWS - 1, 1, 0, 0), deliver(jobs, job));
        }
    }

    @Test
    void aJobHasAnEndHoweverManyOfItsRowsAreBad() throws IOException {
        try (var jobs = world.jobs()) {
            var job = submit(jobs);
            for (var i = 0; i < 20; i++) {
                past(job, 100, BatchState.REFUSED);
                past(job, 1, BatchState.COLLECTED);
            }
            assertEquals(new RowCounts(ROWS, 0, ROWS, 0, 0), deliver(jobs, job));
        }
    }
}
