package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.domain.BillQuery;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Money;
import route.sim.LyingWire;
import route.sim.TimedWorld;
import route.store.Database;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** What a provider says it does not know may be there all the same, under another key: nothing that is paid for is lost. */
class GoneTest {
    private static final String LUNA = "tiers: {simple: {models: [openai/gpt-6-luna]}}\n";
    private static final String QUESTIONS = "prompt\nWhat is 1 plus one?\nWhat is 2 plus one?\n";
    private static final Reply NOT_FOUND = LyingWire.openAiError(404, "not_found", "No batch found with that id");

    @TempDir
    Path folder;

    private TimedWorld world;

    @BeforeEach
    void open() {
        world = new TimedWorld(folder, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void lie(LyingWire.Liar liar) {
        world.onTheWay(wire -> new LyingWire(wire, liar));
    }

    private void tellTheTruth() {
        world.onTheWay(wire -> wire);
    }

    private static boolean looks(Call call) {
        return call.path().startsWith("/batches/");
    }

    private static boolean lists(Call call) {
        return call.method().equals("GET") && call.path().startsWith("/batches?");
    }

    /** All that a key of another project sees of ours. */
    private void swapTheKey() {
        lie((call, truth) -> {
            if (looks(call) || call.path().endsWith("/content")) return NOT_FOUND;
            if (lists(call)) return new Reply(200, Map.of(), "{\"object\":\"list\",\"data\":[],\"has_more\":false}");
            return LyingWire.creates(call)
                    ? LyingWire.openAiError(404, "not_found", "No such File object")
                    : truth.tell();
        });
    }

    private JobId send(String name) {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(name, QUESTIONS + "What is in " + name + "?\n", LUNA), false)
                    .job();
            jobs.run(job, Goal.SENT, Optional.empty());
            return job;
        }
    }

    private JobView resume(JobId job, Goal goal) {
        try (var jobs = world.jobs()) {
            return jobs.run(job, goal, Optional.of(Duration.ofDays(3)));
        }
    }

    private JobView deliver(String name) {
        return resume(send(name), Goal.DELIVERED);
    }

    private JobView looksFor(JobId job, Duration time) {
        var end = world.now().plus(time);
        var view = resume(job, Goal.DUE_STEPS);
        while (world.now().isBefore(end)) {
            world.at(world.now().plus(Duration.ofMinutes(10)).toString());
            view = resume(job, Goal.DUE_STEPS);
        }
        return view;
    }

    private static BatchState state(JobView view) {
        return view.batches().get(0).state();
    }

    @Test
    void aKeyOfAnotherProjectHoldsTheJobAndLosesNothing() {
        var job = send("in.csv");
        swapTheKey();
        var held = looksFor(job, Duration.ofHours(30));
        assertEquals(JobState.HELD, held.state());
        assertTrue(held.held().contains("another project") && held.held().contains("batch_"), held.held());
        assertEquals(Money.ZERO, held.cost());
        tellTheTruth();
        var view = resume(job, Goal.DELIVERED);
        assertEquals(new RowCounts(3, 3, 0, 0, 0), view.rows());
        assertEquals(3, world.billed());
    }

    @Test
    void anOddAnswerHoldsNothing() {
        var odd = new AtomicInteger();
        lie((call, truth) -> looks(call) && odd.getAndIncrement() == 1 ? NOT_FOUND : truth.tell());
        var view = deliver("in.csv");
        assertTrue(odd.get() > 2);
        assertEquals(new RowCounts(3, 3, 0, 0, 0), view.rows());
    }

    @Test
    void aBatchIsGivenUpOnceItIsGoneForLongAndTheKeyIsShownToBeRight() {
        deliver("before.csv");
        var job = send("in.csv");
        var id = resume(job, Goal.SENT).batches().get(0).remoteId();
        lie((call, truth) -> call.path().equals("/batches/" + id) ? NOT_FOUND : truth.tell());
        var start = world.now();
        var view = resume(job, Goal.DELIVERED);
        assertEquals(JobState.DELIVERED, view.state(), view.held());
        assertEquals(BatchState.LOST, state(view));
        assertEquals(3, view.rows().failed());
        assertTrue(Duration.between(start, world.now()).toMinutes() >= 60);
    }

    @Test
    void aBatchSentSinceDoesNotShowThatTheKeyIsTheOneOfBefore() {
        var job = send("in.csv");
        var id = resume(job, Goal.SENT).batches().get(0).remoteId();
        lie((call, truth) -> call.path().equals("/batches/" + id) ? NOT_FOUND : truth.tell());
        world.at(world.now().plus(Duration.ofMinutes(10)).toString());
        deliver("since.csv");
        assertEquals(JobState.HELD, looksFor(job, Duration.ofHours(5)).state());
    }

    @Test
    void aPersonSaysThatABatchIsGoneForGoodAndItsRowsGoAgain() {
        var job = send("in.csv");
        var id = resume(job, Goal.SENT).batches().get(0).remoteId();
        lie((call, truth) -> call.path().equals("/batches/" + id) ? NOT_FOUND : truth.tell());
        assertEquals(JobState.HELD, looksFor(job, Duration.ofHours(1)).state());
        try (var jobs = world.jobs()) {
            tellTheTruth();
            var refusal = assertThrows(InputException.class, () -> jobs.settle(job, Optional.empty()));
            assertTrue(refusal.getMessage().contains("is there"), refusal.getMessage());
        }
        lie((call, truth) -> call.path().equals("/batches/" + id) ? NOT_FOUND : truth.tell());
        try (var jobs = world.jobs()) {
            jobs.settle(job, Optional.empty());
        }
        var view = resume(job, Goal.DELIVERED);
        assertEquals(new RowCounts(3, 3, 0, 0, 0), view.rows());
        assertEquals(BatchState.LOST, state(view));
        assertEquals(2, view.batches().size());
    }

    @Test
    void resultsThatAreLateInACancelledJobAreKept() {
        var job = send("in.csv");
        world.at(world.now().plus(Duration.ofHours(2)).toString());
        lie((call, truth) -> call.path().endsWith("/content") ? NOT_FOUND : truth.tell());
        resume(job, Goal.DUE_STEPS);
        try (var jobs = world.jobs()) {
            jobs.cancel(job);
        }
        assertEquals(BatchState.ENDED, state(looksFor(job, Duration.ofMinutes(40))));
        tellTheTruth();
        var view = resume(job, Goal.DELIVERED);
        assertEquals(JobState.CANCELLED, view.state());
        assertEquals(new RowCounts(3, 3, 0, 0, 0), view.rows());
    }

    @Test
    void aCancelledJobEndsThoughItsBatchIsNeverSeenAgain() {
        var job = send("in.csv");
        swapTheKey();
        try (var jobs = world.jobs()) {
            jobs.cancel(job);
        }
        assertEquals(JobState.CANCELLING, looksFor(job, Duration.ofHours(20)).state());
        var view = looksFor(job, Duration.ofHours(10));
        assertEquals(JobState.CANCELLED, view.state());
        assertEquals(BatchState.LOST, state(view));
    }

    @Test
    void whatCameOfABatchBeforeItWasLostIsBilledAndNotInDoubt() {
        var fetched = new AtomicInteger();
        world.onTheWay(wire -> new WithoutLastLine(wire, (call, truth) -> {
            if (!call.path().endsWith("/content") || fetched.getAndIncrement() == 0) return truth.tell();
            return NOT_FOUND;
        }));
        var view = deliver("in.csv");
        assertTrue(fetched.get() > 2);
        assertEquals(BatchState.LOST, state(view));
        assertTrue(view.cost().isMoreThan(Money.ZERO));
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            var batch = store.batches().ofJob(1).get(0);
            assertEquals(batch.worstCost().minus(view.cost()), unbilled());
            assertEquals(batch.worstCost(), store.ledger().charged(1));
        }
    }

    private Money unbilled() {
        var all = new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        try (var jobs = world.jobs()) {
            return jobs.accounts().detail(all, Duration.ofDays(90)).unbilled();
        }
    }

    /** A batch whose creation was cut short after it arrived. */
    private JobId sendInDoubt(String name) {
        lie((call, truth) -> {
            var reply = truth.tell();
            if (LyingWire.creates(call)) throw new NoAnswerException("cut after it arrived", true, null);
            return reply;
        });
        var job = send(name);
        swapTheKey();
        return job;
    }

    private void isHeldUntilTheKeyIsBack(JobId job, int rows) {
        var held = looksFor(job, Duration.ofHours(1));
        assertEquals(JobState.HELD, held.state());
        assertTrue(held.held().contains("another project"), held.held());
        tellTheTruth();
        assertEquals(3, resume(job, Goal.DELIVERED).rows().accepted());
        assertEquals(rows, world.billed(), "nothing is bought twice");
    }

    @Test
    void withAKeyOfAnotherProjectABatchInDoubtIsNotSentAgain() {
        deliver("before.csv");
        isHeldUntilTheKeyIsBack(sendInDoubt("in.csv"), 6);
    }

    @Test
    void aFileThatIsUnknownWithTheBatchInDoubtIsNotUploadedAgain() {
        isHeldUntilTheKeyIsBack(sendInDoubt("in.csv"), 3);
    }

    @Test
    void aPersonWhoSaysThatABatchDidNotArriveHasItsFileUploadedAgain() {
        var job = sendInDoubt("in.csv");
        assertEquals(JobState.HELD, looksFor(job, Duration.ofHours(1)).state());
        var uploads = new AtomicInteger();
        try (var jobs = world.jobs()) {
            jobs.settle(job, Optional.empty());
        }
        lie((call, truth) -> {
            if (call.path().equals("/files")) uploads.incrementAndGet();
            return truth.tell();
        });
        assertEquals(3, resume(job, Goal.DELIVERED).rows().accepted());
        assertEquals(1, uploads.get());
    }

    /** A result file of which the last line is missing, as if it were whole. */
    private static final class WithoutLastLine implements Wire {
        private final Wire wire;

        WithoutLastLine(Wire wire, LyingWire.Liar liar) {
            this.wire = new LyingWire(wire, liar);
        }

        @Override
        public Reply send(Call call) throws NoAnswerException {
            return wire.send(call);
        }

        @Override
        public Reply download(Call call, Path target) throws NoAnswerException {
            var reply = wire.download(call, target);
            if (reply.status() != 200) return reply;
            try {
                var lines = Files.readAllLines(target);
                Files.write(target, lines.subList(0, lines.size() - 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return reply;
        }
    }
}
