package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.domain.InputException;
import route.domain.JobSpec;
import route.domain.JobState;
import route.sim.LyingWire;
import route.sim.TestWorld;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** Whatever stands in a job's way ends: by itself, or in a hold that a person can mend and go on from. */
class WaysOutTest {
    private static final String LUNA = "openai/gpt-6-luna";
    private static final String HAIKU = "anthropic/claude-haiku-5-5";
    private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(20));

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

    private JobSpec spec(String model, int rows, String settings) throws IOException {
        Files.writeString(folder.resolve("in.csv"), "prompt,model\n" + ("say it," + model + "\n").repeat(rows));
        return world.jobFile("input: in.csv\n" + settings);
    }

    private JobView deliver(JobSpec spec) {
        try (var jobs = world.jobs()) {
            return jobs.run(jobs.submit(spec, false).job(), Goal.DELIVERED, SOON);
        }
    }

    private JobView goOn(JobView view) {
        try (var jobs = world.jobs()) {
            return jobs.run(view.id(), Goal.DELIVERED, SOON);
        }
    }

    private long bought() {
        return world.server().books().batches().stream()
                .mapToLong(it -> it.rows())
                .sum();
    }

    private void lie(LyingWire.Liar liar) {
        world.onTheWay(wire -> new LyingWire(wire, liar));
    }

    @Test
    void rowsOfSeveralBatchesWaitForThePersonWhoPaysTheProvider() throws IOException {
        var broke = new AtomicBoolean(true);
        lie((call, truth) -> LyingWire.creates(call) && broke.get()
                ? LyingWire.openAiError(429, "insufficient_quota", "no money left")
                : truth.tell());
        var held = deliver(spec(LUNA, 3, "providers: {openai: {limits: {max_rows: 1}}}\n"));
        assertEquals(JobState.HELD, held.state());
        assertEquals(new RowCounts(3, 0, 0, 0, 3), held.rows());
        broke.set(false);
        assertEquals(3, goOn(held).rows().accepted());
        assertEquals(3, bought());
    }

    @Test
    void aRetryAsksAModelAgainThatWasClosedToTheJob() throws IOException {
        var closed = new AtomicBoolean(true);
        lie((call, truth) -> LyingWire.creates(call) && closed.get()
                ? LyingWire.openAiError(404, "model_not_found", "not for your account")
                : truth.tell());
        var failed = deliver(spec(LUNA, 2, ""));
        assertEquals(new RowCounts(2, 0, 2, 0, 0), failed.rows());
        closed.set(false);
        try (var jobs = world.jobs()) {
            assertEquals(2, jobs.retry(failed.id(), Optional.empty(), Optional.empty()));
        }
        assertEquals(2, goOn(failed).rows().accepted());
    }

    @Test
    void aKeyThatIsTakenAwayWhileABatchRunsHoldsTheJob() throws IOException {
        var revoked = new AtomicBoolean(true);
        lie((call, truth) -> call.path().contains("/batches/batch") && revoked.get()
                ? LyingWire.openAiError(401, "invalid_api_key", "revoked")
                : truth.tell());
        var held = deliver(spec(LUNA, 1, ""));
        assertEquals(JobState.HELD, held.state());
        assertTrue(held.held().contains("check the API key"), held.held());
        revoked.set(false);
        var view = goOn(held);
        assertEquals(1, view.rows().accepted());
        assertEquals("", view.held());
        assertEquals(1, bought());
    }

    @Test
    void aKeyThatIsTakenAwayBeforeTheResultsAreFetchedHoldsTheJob() throws IOException {
        var revoked = new AtomicBoolean(true);
        lie((call, truth) -> call.path().endsWith("/content") && revoked.get()
                ? LyingWire.openAiError(401, "invalid_api_key", "revoked")
                : truth.tell());
        var held = deliver(spec(LUNA, 1, ""));
        assertEquals(JobState.HELD, held.state());
        revoked.set(false);
        assertEquals(1, goOn(held).rows().accepted());
    }

    @Test
    void anAddressWithoutBatchesHoldsTheJobAndFailsNoRow() throws IOException {
        for (var model : java.util.List.of(LUNA, HAIKU)) {
            var uploads = new AtomicInteger();
            lie((call, truth) -> {
                if (call.path().endsWith("/files")) uploads.incrementAndGet();
                return LyingWire.creates(call) ? new Reply(404, Map.of(), "<html>not here</html>") : truth.tell();
            });
            var held = deliver(spec(model, 4, ""));
            assertEquals(JobState.HELD, held.state(), model);
            assertEquals(new RowCounts(4, 0, 0, 0, 4), held.rows(), model);
            assertTrue(held.held().contains("check the address"), held.held());
            assertTrue(uploads.get() < 10, "uploaded " + uploads);
        }
    }

    @Test
    void aRowTooLargeForAnyBatchFailsAloneAndIsNamed() throws IOException {
        Files.writeString(
                folder.resolve("in.csv"),
                "prompt,model\na,%1$s\n%2$s,%1$s\n%2$s,%1$s\nb,%1$s\n%2$s,%1$s\n".formatted(LUNA, "x".repeat(5_000)));
        var view = deliver(world.jobFile("""
                input: in.csv
                providers: {openai: {limits: {max_bytes: 3000}}}
                """));
        assertEquals(JobState.DELIVERED, view.state());
        assertEquals(new RowCounts(5, 2, 3, 0, 0), view.rows());
        var out = Files.readAllLines(Path.of(view.output()));
        assertTrue(out.get(2).contains("more than openai takes in one batch"), out.get(2));
        assertEquals(2, bought());
    }

    @Test
    void anAdoptedBatchWhoseResultsNameNoRowIsGivenUpInsteadOfFetchedForEver() throws IOException {
        var lost = new AtomicInteger();
        world.onTheWay(wire -> new LyingWire(new WithoutResults(wire), (call, truth) -> {
            var reply = truth.tell();
            if (LyingWire.creates(call) && lost.getAndIncrement() == 0) {
                throw new NoAnswerException("cut after it arrived", true, null);
            }
            return reply;
        }));
        var held = deliver(spec(HAIKU, 2, ""));
        assertEquals(JobState.HELD, held.state());
        var id = Pattern.compile("msgbatch_\\w+").matcher(held.held()).results().findFirst();
        try (var jobs = world.jobs()) {
            jobs.settle(held.id(), Optional.of(id.orElseThrow().group()));
        }
        var view = goOn(held);
        assertEquals(JobState.DELIVERED, view.state());
        assertEquals(new RowCounts(2, 0, 2, 0, 0), view.rows());
        assertEquals(2, bought(), "nothing is bought again unasked");
    }

    /** Result files arrive, but no line is in them. */
    private record WithoutResults(Wire wire) implements Wire {

        @Override
        public Reply send(Call call) throws NoAnswerException {
            return wire.send(call);
        }

        @Override
        public Reply download(Call call, Path target) throws NoAnswerException {
            var reply = wire.download(call, target);
            try {
                Files.writeString(target, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return reply;
        }
    }

    @Test
    void aJobCancelledWhileItIsCutIntoBatchesKeepsNoHoldOfThat() throws IOException {
        var creations = new AtomicInteger();
        try (var jobs = world.jobs();
                var others = world.jobs()) {
            var id = jobs.submit(spec(LUNA, 4, "providers: {openai: {limits: {max_rows: 1}}}\n"), false)
                    .job();
            var looks = new AtomicInteger();
            lie((call, truth) -> {
                var isLook = call.method().equals("GET") && call.path().startsWith("/batches/");
                if (isLook && looks.incrementAndGet() <= 2) return LyingWire.openAiError(503, "server_error", "later");
                if (!LyingWire.creates(call)) return truth.tell();
                if (creations.incrementAndGet() == 1) return new Reply(404, Map.of(), "<html>not here</html>");
                others.cancel(id);
                return truth.tell();
            });
            var view = jobs.run(id, Goal.DELIVERED, SOON);
            assertEquals(2, creations.get());
            assertEquals(JobState.CANCELLED, view.state(), view.held());
        }
    }

    @Test
    void aPersonsWordIsForTheBatchThatTheMessageIsAbout() throws IOException {
        Files.writeString(folder.resolve("in.csv"), "prompt,model\na," + LUNA + "\nb," + HAIKU + "\n");
        var two =
                "{\"id\":\"msgbatch_%d\",\"processing_status\":\"in_progress\",\"request_counts\":{\"processing\":1}}";
        lie((call, truth) -> {
            if (LyingWire.creates(call)) throw new NoAnswerException("cut", true, null);
            if (call.path().startsWith("/batches?")) return LyingWire.openAiError(503, "server_error", "later");
            return call.path().startsWith("/v1/messages/batches?")
                    ? new Reply(200, Map.of(), "{\"data\":[" + two.formatted(1) + "," + two.formatted(2) + "]}")
                    : truth.tell();
        });
        var held = deliver(world.jobFile("input: in.csv\n"));
        assertTrue(held.held().contains("msgbatch_1"), held.held());
        try (var jobs = world.jobs()) {
            jobs.settle(held.id(), Optional.empty());
            for (var batch : jobs.view(held.id()).batches()) {
                var isMeant = batch.model().toString().equals(HAIKU);
                assertEquals(isMeant ? BatchState.PLANNED : BatchState.SUBMITTING, batch.state(), batch.toString());
            }
        }
    }

    @Test
    void aBatchThatCertainlyArrivedIsNotSentAgainByHand() throws IOException {
        var lost = new AtomicInteger();
        lie((call, truth) -> {
            var reply = truth.tell();
            if (LyingWire.creates(call) && lost.getAndIncrement() == 0) {
                throw new NoAnswerException("cut after it arrived", true, null);
            }
            return reply;
        });
        try (var jobs = world.jobs()) {
            var id = jobs.submit(spec(LUNA, 2, ""), false).job();
            jobs.run(id, Goal.SENT, Optional.of(Duration.ZERO));
            var refusal = assertThrows(InputException.class, () -> jobs.settle(id, Optional.empty()));
            assertTrue(refusal.getMessage().contains("did arrive"), refusal.getMessage());
            assertEquals(2, jobs.run(id, Goal.DELIVERED, SOON).rows().accepted());
        }
        assertEquals(2, bought());
    }
}
