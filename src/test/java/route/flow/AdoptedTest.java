package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.domain.JobId;
import route.domain.JobState;
import route.sim.LyingWire;
import route.sim.TimedWorld;
import route.wire.Body;
import route.wire.Call;
import route.wire.NoAnswerException;

/** A batch that a search took for ours may be somebody else's until its results tell: it is treated like that. */
class AdoptedTest {
    private static final String HAIKU = "tiers: {simple: {models: [anthropic/claude-haiku-5-5]}}\n";
    private static final String THEIRS = """
            {"requests":[{"custom_id":"theirs-1","params":{"model":"claude-haiku-5-5","max_tokens":9,
             "messages":[{"role":"user","content":"hi"}]}}]}
            """;

    @TempDir
    Path folder;

    private final AtomicInteger creations = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicReference<String> deleted = new AtomicReference<>("");
    private TimedWorld world;
    private int files;

    @BeforeEach
    void open() {
        world = new TimedWorld(folder, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private JobId send(String prompt, String settings) {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(
                            world.spec("in" + ++files + ".csv", "prompt\n" + prompt + "\n", HAIKU + settings), true)
                    .job();
            jobs.run(job, Goal.SENT, Optional.empty());
            return job;
        }
    }

    private JobView resume(JobId job, Duration time) {
        try (var jobs = world.jobs()) {
            return jobs.run(job, Goal.DELIVERED, Optional.of(time));
        }
    }

    /** Our creation is lost on its way, while somebody else in the workspace sends as many rows. */
    private void mistakeTheirsForOurs() {
        var theirs = Call.post("/v1/messages/batches", new Body.Json(THEIRS)).with("anthropic-version", "2026-10-21");
        world.onTheWay(wire -> new LyingWire(wire, (call, truth) -> {
            if (call.path().endsWith("/cancel")) cancels.incrementAndGet();
            if (LyingWire.creates(call) && creations.getAndIncrement() == 0) {
                assertEquals(200, wire.send(theirs).status());
                throw new NoAnswerException("cut before it arrived", true, null);
            }
            var isGone = !deleted.get().isEmpty() && call.path().contains(deleted.get());
            return isGone ? LyingWire.anthropicError(404, "not_found_error", "no such batch") : truth.tell();
        }));
    }

    private static BatchState state(JobView view) {
        return view.batches().get(0).state();
    }

    @Test
    void aCancelledJobDoesNotCancelWhatMayBeSomebodyElses() {
        mistakeTheirsForOurs();
        var job = send("What is 1 plus one?", "");
        assertTrue(
                !resume(job, Duration.ofMinutes(10)).batches().get(0).remoteId().isEmpty(), "it is taken for ours");
        try (var jobs = world.jobs()) {
            jobs.cancel(job);
        }
        var view = resume(job, Duration.ofDays(2));
        assertEquals(JobState.CANCELLED, view.state());
        assertEquals(BatchState.DROPPED, state(view));
        assertEquals(0, cancels.get());
        assertTrue(
                world.said().toString().contains("not proven to be ours"),
                world.said().toString());
        assertEquals(1, creations.get());
    }

    @Test
    void aDeadlineDoesNotCancelWhatMayBeSomebodyElses() {
        for (var i = 0; i < 5; i++) resume(send("What is " + i + " plus two?", ""), Duration.ofDays(2));
        creations.set(0);
        world.batchesTake(Duration.ofHours(12));
        mistakeTheirsForOurs();
        var job = send("What is 1 plus one?", "deadline: 6h\n");
        var view = resume(job, Duration.ofHours(8));
        assertEquals(1, creations.get());
        assertEquals(0, cancels.get());
        assertTrue(view.notes().toString().contains("not proven to be ours"), view.notes()::toString);
    }

    @Test
    void whatIsDeletedBeforeItIsProvenIsNotBoughtAgainUnasked() {
        resume(send("What is 2 plus one?", ""), Duration.ofDays(2));
        creations.set(0);
        mistakeTheirsForOurs();
        var job = send("What is 1 plus one?", "");
        deleted.set(resume(job, Duration.ofMinutes(10)).batches().get(0).remoteId());
        // What was sent before is still there, and shows that the key is the right one.
        var view = resume(job, Duration.ofDays(2));
        assertEquals(JobState.HELD, view.state());
        assertTrue(view.held().contains("not proven to be"), view.held());
        assertTrue(view.held().contains("--resend counts it as spent and sends its rows again"), view.held());
        assertEquals(1, creations.get(), "it may have been ours");
    }
}
