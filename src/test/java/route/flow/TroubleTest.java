package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import route.domain.BillQuery;
import route.domain.InputException;
import route.domain.JobSpec;
import route.domain.JobState;
import route.domain.Money;
import route.sandbox.Fault;
import route.sandbox.SandboxOptions;
import route.sim.LyingWire;
import route.sim.TestWorld;
import route.store.Database;
import route.wire.NoAnswerException;

/** What the flow makes of providers that refuse, are full, are down, lose answers, or are not sure. */
class TroubleTest {
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

    private void reopen(SandboxOptions options) {
        world.close();
        world = new TestWorld(folder, options.withErrorRate(0));
    }

    private Path rows(String... lines) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), String.join("\n", lines) + "\n");
    }

    private JobView deliver(JobSpec spec) {
        try (var jobs = world.jobs()) {
            return jobs.run(jobs.submit(spec, false).job(), Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
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
    void rowsOfAnAccountWithoutQuotaGoToTheTiersNextCandidate() throws IOException {
        lie((call, truth) -> LyingWire.creates(call) && !LyingWire.isAnthropic(call)
                ? LyingWire.openAiError(429, "insufficient_quota", "no money left")
                : truth.tell());
        var view = deliver(world.spec(rows("prompt,tier", "a,medium", "b,medium"), Map.of()));
        assertEquals(JobState.DELIVERED, view.state());
        assertEquals(2, view.rows().accepted());
        assertTrue(
                view.notes().stream()
                        .anyMatch(it -> it.startsWith("2 rows moved from openai/gpt-6.1-terra to anthropic/")
                                && it.contains("no money left")),
                view.notes().toString());
        var out = Files.readString(Path.of(view.output()));
        assertTrue(out.contains(",medium,anthropic/claude-sonnet-5-5,"), out);
        assertEquals(2, bought());
    }

    @Test
    void aProviderThatLeavesACallUnansweredIsNotAskedAboutEachOfItsBatchesInTurn() throws Exception {
        world.close();
        world = TestWorld.slow(folder, Duration.ofMinutes(5));
        var asked = new AtomicInteger();
        var input = rows("prompt,model", "a,openai/gpt-6-luna", "b,openai/gpt-6.1-terra", "c,openai/gpt-6.1-sol");
        lie((call, truth) -> {
            if (!call.path().startsWith("/batches/")) return truth.tell();
            asked.incrementAndGet();
            throw new NoAnswerException("nothing comes", true, null);
        });
        try (var jobs = world.jobs()) {
            var flags = Map.of("polling.first", "10ms", "polling.longest", "10s");
            var id = jobs.submit(world.spec(input, flags), false).job();
            jobs.run(id, Goal.SENT, Optional.empty());
            // A simulated job first looks after a fifth of a second.
            Thread.sleep(500);
            asked.set(0);
            jobs.run(id, Goal.DUE_STEPS, Optional.empty());
        }
        assertEquals(1, asked.get());
    }

    @Test
    void oneRowThatMayGoNowhereElseWaitsForItsProvider() throws IOException {
        lie((call, truth) -> LyingWire.creates(call)
                ? LyingWire.openAiError(429, "insufficient_quota", "no money left")
                : truth.tell());
        var view = deliver(world.spec(rows("prompt,model", "a,openai/gpt-6-luna"), Map.of()));
        assertEquals(JobState.HELD, view.state());
        assertTrue(view.held().startsWith("1 row waits for openai/gpt-6-luna"), view.held());
    }

    @Test
    void aModelThatTheAccountMayNotUseIsLeftAlone() throws IOException {
        lie((call, truth) -> LyingWire.creates(call) && !LyingWire.isAnthropic(call)
                ? LyingWire.openAiError(404, "model_not_found", "no such model")
                : truth.tell());
        var view = deliver(world.spec(rows("prompt,tier", "a,flagship"), Map.of()));
        assertEquals(1, view.rows().accepted());
        assertTrue(
                view.notes().toString().contains("no such model"), view.notes().toString());
    }

    @Test
    void aRowThatNamesItsModelWaitsForAPersonRatherThanGoElsewhere() throws IOException {
        var broke = new AtomicInteger(1);
        lie((call, truth) -> LyingWire.creates(call) && broke.get() == 1
                ? LyingWire.openAiError(429, "insufficient_quota", "no money left")
                : truth.tell());
        var spec = world.spec(rows("prompt,model", "a,openai/gpt-6-luna"), Map.of());
        var held = deliver(spec);
        assertEquals(JobState.HELD, held.state());
        assertTrue(held.held().contains("no money left"), held.held());
        broke.set(0);
        try (var jobs = world.jobs()) {
            var view = jobs.run(held.id(), Goal.DELIVERED, Optional.empty());
            assertEquals(1, view.rows().accepted());
        }
        assertEquals(1, bought());
    }

    @Test
    void aProviderThatStaysOutOfReachIsGivenUpAfterAWhile() throws IOException {
        lie((call, truth) -> {
            if (!LyingWire.isAnthropic(call)) throw new NoAnswerException("connection refused", false, null);
            return truth.tell();
        });
        var spec = world.spec(rows("prompt,tier", "a,medium"), Map.of("failover.after", "400ms"));
        var view = deliver(spec);
        assertEquals(1, view.rows().accepted());
        assertTrue(
                view.notes().toString().contains("out of reach"), view.notes().toString());
    }

    @Test
    void aRejectedFileFailsTheRowItNamesAndNoOther() throws IOException {
        var first = new AtomicInteger();
        lie((call, truth) -> {
            var reply = truth.tell();
            var looks = call.method().equals("GET") && call.path().startsWith("/batches/") && reply.isOk();
            if (!looks || first.getAndIncrement() > 0) return reply;
            return new route.wire.Reply(
                    200,
                    Map.of(),
                    "{\"id\":\"batch_1\",\"status\":\"failed\",\"errors\":{\"object\":\"list\",\"data\":[{\"code\":"
                            + "\"invalid_request\",\"message\":\"bad temperature\",\"line\":2}]}}");
        });
        var view = deliver(world.spec(
                rows("prompt,model", "a,openai/gpt-6-luna", "b,openai/gpt-6-luna", "c,openai/gpt-6-luna"), Map.of()));
        assertEquals(new RowCounts(3, 2, 1, 0, 0), view.rows());
        var lines = Files.readAllLines(Path.of(view.output()));
        assertTrue(lines.get(2).startsWith("b,") && lines.get(2).contains("bad temperature"), lines.toString());
    }

    @Test
    void aRejectionThatNamesNoRowIsNarrowedDownByHalving() throws IOException {
        lie((call, truth) -> LyingWire.creates(call) && LyingWire.content(call).contains("poison")
                ? LyingWire.anthropicError(400, "invalid_request_error", "something is wrong")
                : truth.tell());
        var lines = new java.util.ArrayList<>(List.of("prompt,model"));
        for (var i = 1; i <= 13; i++) lines.add((i == 6 ? "poison " : "row ") + i + ",anthropic/claude-haiku-5-5");
        var view = deliver(world.spec(rows(lines.toArray(String[]::new)), Map.of()));
        assertEquals(new RowCounts(13, 12, 1, 0, 0), view.rows());
        var out = Files.readAllLines(Path.of(view.output()));
        assertTrue(out.get(6).startsWith("poison 6,") && out.get(6).contains("failed"), out.toString());
        assertEquals(12, bought());
    }

    @Test
    void aFileThatIsNeverFoundIsUploadedAFewTimesAndThenAPersonIsAsked() throws IOException {
        var uploads = new AtomicInteger();
        lie((call, truth) -> {
            if (call.path().equals("/files")) uploads.incrementAndGet();
            return LyingWire.creates(call) && !LyingWire.isAnthropic(call)
                    ? LyingWire.openAiError(404, "file_not_found", "no such file")
                    : truth.tell();
        });
        var view = deliver(world.spec(rows("prompt,model", "a,openai/gpt-6-luna"), Map.of()));
        assertEquals(JobState.HELD, view.state());
        assertTrue(uploads.get() >= 2 && uploads.get() <= 5, uploads + " uploads");
        assertEquals(0, bought());
    }

    @Test
    void thePauseGrowsWithEachBusyAnswerToTheSameCreation() throws IOException {
        var busy = new AtomicInteger();
        lie((call, truth) -> {
            if (!LyingWire.creates(call)) return truth.tell();
            // The fourth busy answer is enough to see; the process is then asked to stop.
            if (busy.incrementAndGet() == 4) world.stop(true);
            return LyingWire.openAiError(429, "rate_limit_exceeded", "slow down");
        });
        deliver(world.spec(rows("prompt,model", "a,openai/gpt-6-luna"), Map.of()));
        try (var store = Database.open(folder.resolve("home").resolve("route.db"))) {
            assertEquals(4, store.batches().ofJob(1).get(0).tries());
        }
    }

    @Test
    void aFullQueueIsWaitingNotFailure() throws IOException {
        reopen(SandboxOptions.defaults().withFaults(new Fault(Fault.Kind.QUEUE_FULL, 2)));
        var view = deliver(
                world.spec(rows("prompt,model", "a,openai/gpt-6-luna", "b,anthropic/claude-haiku-5-5"), Map.of()));
        assertEquals(2, view.rows().accepted());
        assertEquals(1, view.round());
    }

    @Test
    void batchesWaitForRoomAtTheProvider() throws IOException {
        var open = new AtomicInteger();
        var most = new AtomicInteger();
        lie((call, truth) -> {
            if (LyingWire.creates(call)) most.accumulateAndGet(open.incrementAndGet(), Math::max);
            var reply = truth.tell();
            if (call.path().endsWith("/content") && reply.isOk()) open.decrementAndGet();
            return reply;
        });
        rows("prompt,model", "a,openai/gpt-6-luna", "b,openai/gpt-6-luna", "c,openai/gpt-6-luna");
        var view = deliver(world.jobFile("""
                input: in.csv
                providers:
                  openai: {limits: {max_rows: 1}, quota: {batches: 1}}
                """));
        assertEquals(3, view.rows().accepted());
        assertEquals(3, view.batches().size());
        assertEquals(1, most.get());
    }

    @Test
    void aProvidersOwnBudgetAndTheDaysAreKept() throws IOException {
        rows("prompt,model", "a,openai/gpt-6.1-sol", "b,anthropic/claude-haiku-5-5");
        var held = deliver(world.jobFile("""
                input: in.csv
                budget: {per_provider: {openai: 0.001}}
                """));
        assertEquals(JobState.HELD, held.state());
        assertEquals(1, held.rows().accepted(), "the other provider's row is bought all the same");
        assertTrue(held.held().contains("budget for openai"), held.held());
        var other = Files.writeString(folder.resolve("other.csv"), "prompt,model\nx,openai/gpt-6.1-sol\n");
        var day = deliver(world.spec(other, Map.of("budget.per_day", "0.0001")));
        assertEquals(JobState.HELD, day.state());
        assertTrue(day.held().contains("day's budget"), day.held());
    }

    @Test
    void somebodyElsesBatchOfTheSameSizeIsNotTakenForOurs() throws Exception {
        var lost = new AtomicInteger();
        lie((call, truth) -> {
            if (!LyingWire.creates(call) || lost.getAndIncrement() > 0) return truth.tell();
            foreignBatch(2);
            throw new NoAnswerException("cut before it arrived", true, null);
        });
        var view = deliver(world.spec(
                rows("prompt,model", "a,anthropic/claude-haiku-5-5", "b,anthropic/claude-haiku-5-5"), Map.of()));
        assertEquals(2, view.rows().accepted());
        assertEquals(4, bought(), "two of ours, two of the stranger");
    }

    @Test
    void whereNoSearchCanTellAPersonSettlesIt() throws Exception {
        reopen(SandboxOptions.defaults());
        world.close();
        world = TestWorld.slow(folder, Duration.ofSeconds(4));
        var lost = new AtomicInteger();
        lie((call, truth) -> {
            if (!LyingWire.creates(call) || lost.getAndIncrement() > 0) return truth.tell();
            foreignBatch(1);
            foreignBatch(1);
            throw new NoAnswerException("cut before it arrived", true, null);
        });
        var held = deliver(world.spec(rows("prompt,model", "a,anthropic/claude-haiku-5-5"), Map.of()));
        assertEquals(JobState.HELD, held.state());
        assertTrue(held.held().contains("--adopt") && held.held().contains("msgbatch_"), held.held());
        try (var jobs = world.jobs()) {
            assertThrows(InputException.class, () -> jobs.settle(held.id(), Optional.of("msgbatch_nothere")));
            jobs.settle(held.id(), Optional.empty());
            var view = jobs.run(held.id(), Goal.DELIVERED, Optional.empty());
            assertEquals(1, view.rows().accepted());
        }
        assertEquals(3, bought());
    }

    private Money unbilled() {
        var all = new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);
        try (var jobs = world.jobs()) {
            return jobs.accounts().detail(all, Duration.ofDays(90)).unbilled();
        }
    }

    @Test
    void aRowThatWasWorkedOnAndHasNoResultIsInDoubt() throws IOException {
        reopen(SandboxOptions.defaults().withFaults(new Fault(Fault.Kind.ROW_MISSING, 1)));
        var view = deliver(world.spec(rows("prompt,model", "a,openai/gpt-6-luna", "b,openai/gpt-6-luna"), Map.of()));
        assertEquals(new RowCounts(2, 1, 1, 0, 0), view.rows());
        assertEquals(1, view.doubtful());
        assertTrue(view.doubtfulCost().isMoreThan(Money.ZERO));
        assertEquals(view.doubtfulCost(), unbilled());
    }

    /** A batch that somebody else in the same workspace makes. */
    private void foreignBatch(int rows) {
        var requests = new StringBuilder();
        for (var i = 1; i <= rows; i++) {
            requests.append(i > 1 ? "," : "")
                    .append("{\"custom_id\":\"theirs-")
                    .append(i)
                    .append(
                            "\",\"params\":{\"model\":\"claude-haiku-5-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",")
                    .append("\"content\":\"hi\"}]}}");
        }
        var request = HttpRequest.newBuilder(URI.create(world.server().baseUrl("anthropic") + "/v1/messages/batches"))
                .header("x-api-key", "theirs")
                .header("anthropic-version", "2026-10-21")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"requests\":[" + requests + "]}"))
                .build();
        try {
            var reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, reply.statusCode(), reply.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
