package route.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.Rates;
import route.provider.CallException.Declined;
import route.provider.Dialect;
import route.provider.Dialects;
import route.wire.Body;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

class RealtimeTest {
    private static final int ROWS = 40;

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-11-20T04:00:00Z");
    private final InstantSource clock = () -> now;
    private final Dialect dialect = Dialects.of("openai");
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<CompletableFuture<Reply>> waiting = new ArrayList<>();

    /** What the provider says to the n-th call, from 1, for a row. */
    private interface Provider {
        Reply answer(String row, int call) throws NoAnswerException;
    }

    private static Reply good(String row) {
        return new Reply(
                200,
                Map.of(),
                "{\"choices\":[{\"message\":{\"content\":\"" + row + "\"},\"finish_reason\":\"stop\"}]}");
    }

    private static Reply no(int status, String code) {
        return new Reply(status, Map.of(), "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}");
    }

    private Wire wire(Provider provider) {
        return new Wire() {
            @Override
            public Reply send(Call call) throws NoAnswerException {
                var row = ((Body.Json) call.body()).text();
                return provider.answer(row, calls.merge(row, 1, Integer::sum));
            }

            @Override
            public Reply download(Call call, Path target) {
                throw new AssertionError();
            }
        };
    }

    private Work work() throws IOException {
        var requests = directory.resolve("requests");
        if (!Files.exists(requests)) {
            var lines = new ArrayList<String>();
            for (var row = 1; row <= ROWS; row++) {
                var call = Call.post("/chat/completions", new Body.Json("\"row " + row + "\""));
                lines.add(
                        new String(new Request("r-" + row, 10, call).line(), java.nio.charset.StandardCharsets.UTF_8));
            }
            Files.write(requests, lines);
        }
        return Work.open(
                "k",
                ROWS,
                requests,
                directory.resolve("answers"),
                directory.resolve("asked"),
                line -> dialect.read(line).customId());
    }

    private Realtime realtime(Provider provider) {
        return new Realtime(dialect, wire(provider), new Governor(Rates.UNKNOWN), clock, new Random(7), new Bell());
    }

    private void run(Realtime realtime) {
        for (var turns = 0; !realtime.isIdle(); turns++) {
            if (turns > 10_000) throw new AssertionError("no end");
            realtime.turn();
            if (realtime.inFlight() == 0 && now.isBefore(realtime.nextDue())) now = realtime.nextDue();
            else now = now.plusMillis(1);
        }
    }

    private List<String> answered() throws IOException {
        return Files.readAllLines(directory.resolve("answers")).stream()
                .map(it -> dialect.read(it).customId())
                .sorted()
                .toList();
    }

    @Test
    void everyRowIsAskedOnceAndAnswered() throws Exception {
        var realtime = realtime((row, call) -> good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertTrue(work.isDone());
        assertEquals(ROWS, work.answered());
        assertEquals(0, work.doubtful());
        assertEquals(ROWS, answered().stream().distinct().count());
        assertTrue(calls.values().stream().allMatch(it -> it == 1), calls.toString());
    }

    @Test
    void whatTheProviderCannotTakeNowIsAskedAgainUntilItIsTaken() throws Exception {
        var realtime = realtime((row, call) -> call <= 3 ? no(call == 2 ? 503 : 429, "slow") : good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(ROWS, work.answered());
        assertEquals(0, work.doubtful());
        assertTrue(calls.values().stream().allMatch(it -> it == 4), calls.toString());
    }

    @Test
    void aServerErrorThatLastsIsTheRowsAnswerForThisRound() throws Exception {
        var realtime = realtime((row, call) -> row.contains("row 7\"") ? no(500, "oops") : good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(ROWS, work.answered());
        assertEquals(6, calls.get("\"row 7\""));
    }

    @Test
    void aRefusedRequestIsItsRowsOwnMatter() throws Exception {
        var realtime = realtime((row, call) -> row.contains("row 7\"") ? no(400, "bad") : good("x"));
        realtime.add(work());
        run(realtime);

        assertEquals(ROWS, answered().size());
        assertTrue(calls.values().stream().allMatch(it -> it == 1), calls.toString());
        assertTrue(realtime.trouble().isEmpty());
    }

    @Test
    void aWrongKeyStopsEverythingAndCountsNoRow() throws Exception {
        var realtime = realtime((row, call) -> no(401, "invalid_api_key"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(Declined.Kind.KEY, realtime.trouble().orElseThrow().kind());
        assertEquals(0, work.answered());
        assertFalse(work.isDone());
        work.close();
        assertEquals(0, work().doubtful());
    }

    @Test
    void aCallWithoutAnswerIsDoubtfulAndIsNotRepeatedHere() throws Exception {
        var realtime = realtime((row, call) -> {
            if (row.contains("row 7\"")) throw new NoAnswerException("line cut", true, null);
            return good("x");
        });
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(1, work.doubtful());
        assertEquals(1, calls.get("\"row 7\""));
        work.close();
        assertEquals(1, work().doubtful());
    }

    @Test
    void whereNoCallBringsAnythingOnlyAFewAreLostInTheFirstMinute() throws Exception {
        var realtime = realtime((row, call) -> {
            throw new NoAnswerException("closed in the middle of the answer", true, null);
        });
        var work = work();
        realtime.add(work);
        var end = now.plusSeconds(60);
        while (now.isBefore(end)) {
            realtime.turn();
            now = now.plusMillis(20);
        }

        assertTrue(work.answered() >= 8 && work.answered() < ROWS - 10, "lost " + work.answered());
        assertEquals(
                "closed in the middle of the answer",
                realtime.failing().orElseThrow().why());
    }

    @Test
    void aProviderThatRecoversIsAskedAtFullSpeedAgain() throws Exception {
        var asked = new int[1];
        var realtime = realtime((row, call) -> ++asked[0] <= 12 ? new Reply(200, Map.of(), "<html>") : good("x"));
        var work = work();
        realtime.add(work);
        var begin = now;
        run(realtime);

        assertEquals(ROWS, work.answered());
        assertEquals(12, work.doubtful());
        assertTrue(now.isBefore(begin.plusSeconds(20)), "took until " + now);
    }

    @Test
    void anUnreachedProviderIsAskedAgainAndSaidToFail() throws Exception {
        var realtime = realtime((row, call) -> {
            if (call < 4) throw new NoAnswerException("refused", false, null);
            return good("x");
        });
        var work = work();
        realtime.add(work);
        realtime.turn();
        realtime.turn();
        assertTrue(realtime.failing().isPresent());
        run(realtime);

        assertTrue(realtime.failing().isEmpty());
        assertEquals(ROWS, work.answered());
        assertEquals(0, work.doubtful());
    }

    @Test
    void afterAKillOnlyWhatWasUnderWayIsAskedAgainAndIsCounted() throws Exception {
        var silent = new Wire() {
            private int calls;

            @Override
            public Reply send(Call call) {
                throw new AssertionError();
            }

            @Override
            public Reply download(Call call, Path target) {
                throw new AssertionError();
            }

            @Override
            public CompletableFuture<Reply> start(Call call) {
                if (calls++ < 10) return CompletableFuture.completedFuture(good("x"));
                var never = new CompletableFuture<Reply>();
                waiting.add(never);
                return never;
            }
        };
        var realtime = new Realtime(dialect, silent, new Governor(Rates.UNKNOWN), clock, new Random(7), new Bell());
        var first = work();
        realtime.add(first);
        for (var turn = 0; turn < 20; turn++) realtime.turn();
        assertEquals(10, first.answered());
        var underWay = waiting.size();
        assertTrue(underWay > 0);
        // The process dies here, in the middle of writing another answer.
        Files.writeString(directory.resolve("answers"), "{\"custom_id\":\"r-", StandardOpenOption.APPEND);

        var second = work();
        assertEquals(10, second.answered());
        assertEquals(underWay, second.doubtful());
        var again = realtime((row, call) -> good("x"));
        again.add(second);
        run(again);
        assertEquals(ROWS, answered().stream().distinct().count());
        assertEquals(ROWS, answered().size());
        assertEquals(ROWS - 10, calls.size());
        assertEquals(underWay, second.doubtful());
        second.close();
        assertEquals(underWay, work().doubtful());
    }

    private static Reply page(int status) {
        return new Reply(status, Map.of("content-type", "text/html"), "<html>bad gateway</html>");
    }

    @Test
    void whatAGatewaySaysMayHaveBeenPaidForAndIsCounted() throws Exception {
        var realtime = realtime((row, call) -> row.contains("row 7\"") && call <= 2 ? page(502) : good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(ROWS, work.answered());
        assertEquals(3, calls.get("\"row 7\""));
        assertEquals(2, work.doubtful());
        work.close();
        assertEquals(2, work().doubtful(), "to a later process");
    }

    @Test
    void aGatewayThatGaveUpWaitingIsNotAskedAgainHere() throws Exception {
        var realtime = realtime((row, call) -> row.contains("row 7\"") ? page(504) : good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(1, calls.get("\"row 7\""));
        assertEquals(1, work.doubtful());
    }

    @Test
    void aPageInPlaceOfAnAnswerMayHaveBeenPaidFor() throws Exception {
        var realtime = realtime((row, call) -> row.contains("row 7\"") ? page(200) : good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(ROWS, work.answered());
        assertEquals(1, work.doubtful());
        work.close();
        assertEquals(1, work().doubtful());
    }

    @Test
    void anOutageCostsNoRowItsTries() throws Exception {
        var down = now.plusSeconds(120);
        var realtime = realtime((row, call) -> now.isBefore(down) ? no(500, "down") : good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertTrue(Files.readAllLines(directory.resolve("answers")).stream().allMatch(it -> it.contains("choices")));
        assertEquals(0, work.doubtful());
    }

    @Test
    void aRequestThatIsAlwaysTooManyComesToAnEnd() throws Exception {
        var realtime = realtime((row, call) -> row.contains("row 7\"") ? no(429, "rate_limit_exceeded") : good("x"));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertTrue(work.isDone());
        assertTrue(calls.get("\"row 7\"") >= 20, calls.toString());
        assertEquals(0, work.doubtful());
    }

    @Test
    void aModelThatIsNotThereStopsEverything() throws Exception {
        var ollama =
                "{\"error\":{\"message\":\"model \\\"x\\\" not found, try pulling it first\",\"type\":\"api_error\"}}";
        var realtime = realtime((row, call) -> new Reply(404, Map.of(), ollama));
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(Declined.Kind.MODEL, realtime.trouble().orElseThrow().kind());
        assertEquals(0, work.answered());
    }

    @Test
    void aGoodAnswerThatSaysNothingIsLeftMakesTheNextCallsWait() throws Exception {
        var limited = new Reply(
                200,
                Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "7s"),
                good("x").body());
        var starts = new ArrayList<Instant>();
        var realtime = realtime((row, call) -> {
            starts.add(now);
            return limited;
        });
        realtime.add(work());
        run(realtime);

        var rounds = starts.stream().distinct().sorted().toList();
        assertTrue(rounds.size() >= 3, rounds.toString());
        for (var i = 1; i < rounds.size(); i++) {
            var waited = java.time.Duration.between(rounds.get(i - 1), rounds.get(i));
            assertTrue(waited.toMillis() >= 7_000, "waited " + waited);
        }
    }

    /** How long a job takes under these limits, on a clock that jumps to whatever comes next. */
    private java.time.Duration taking(Rates rates) throws IOException {
        var begun = now;
        var governor = new Governor(rates);
        var realtime =
                new Realtime(dialect, wire((row, call) -> good("x")), governor, clock, new Random(7), new Bell());
        var work = work();
        realtime.add(work);
        run(realtime);
        assertEquals(ROWS, work.answered());
        return java.time.Duration.between(begun, now);
    }

    /** A tenth of a minute's calls may come at once; the other 34 come one a second. */
    @Test
    void callsAMinuteAreKeptToTheSecond() throws Exception {
        var took = taking(new Rates(60, 0, 0)).toMillis();
        assertTrue(took >= 33_900 && took <= 35_000, took + " ms for 40 calls at 60 a minute");
    }

    /** Forty requests of ten tokens: the first six tokens are there, the other 394 come at sixty a minute. */
    @Test
    void tokensAMinuteAreKeptToTheSecond() throws Exception {
        var took = taking(new Rates(0, 60, 0)).toMillis();
        assertTrue(took >= 380_000 && took <= 395_000, took + " ms for 400 tokens at 60 a minute");
    }

    @Test
    void aRequestSurvivesItsFile() {
        var call = Call.post("/v1/messages", new Body.Json("{\"a\":\"tab\\there\"}"))
                .with("anthropic-version", "2026-10-21");
        var request = new Request("r1-7", 42, call);

        assertEquals(request, Request.read(new String(request.line(), java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Two requests: a small one, and before it one as large as all that may be asked in a minute. */
    private Work largeAndSmall() throws IOException {
        var lines = new ArrayList<String>();
        for (var it : List.of(60_000, 1)) {
            var call = Call.post("/chat/completions", new Body.Json("\"" + it + "\""));
            var line = new Request("r-" + it, it, call).line();
            lines.add(new String(line, java.nio.charset.StandardCharsets.UTF_8));
        }
        var requests = Files.write(directory.resolve("two"), lines);
        return Work.open(
                "two",
                2,
                requests,
                directory.resolve("answers"),
                directory.resolve("asked"),
                line -> dialect.read(line).customId());
    }

    @Test
    void aLargeRequestThatIsDueAgainIsWaitedForAndNotTheSmallOneBehindIt() throws Exception {
        Provider provider = (row, call) -> row.contains("60000") && call == 1 ? no(503, "busy") : good("x");
        var rates = new Rates(0, 60_000, 0);
        var realtime = new Realtime(dialect, wire(provider), new Governor(rates), clock, new Random(7), new Bell());
        realtime.add(largeAndSmall());
        // The large one leaves a debt; before that is paid it is due again.
        var turns = 0;
        for (; !realtime.isIdle(); turns++) {
            realtime.turn();
            if (realtime.inFlight() > 0) continue;
            assertTrue(turns < 100, "it spins at " + now);
            if (now.isBefore(realtime.nextDue())) now = realtime.nextDue();
        }
        assertEquals(2, calls.get("\"60000\""));
        assertEquals(1, calls.get("\"1\""));
    }

    @Test
    void whereTheKeyIsNotToBeHadNothingWasAskedAndNothingIsInDoubt() throws Exception {
        var keyless = new Wire() {
            private int calls;

            @Override
            public Reply send(Call call) {
                throw new AssertionError();
            }

            @Override
            public Reply download(Call call, Path target) {
                throw new AssertionError();
            }

            @Override
            public CompletableFuture<Reply> start(Call call) {
                if (calls++ < 3) return CompletableFuture.completedFuture(good("x"));
                throw new InputException("the key command failed");
            }
        };
        var realtime = new Realtime(dialect, keyless, new Governor(Rates.UNKNOWN), clock, new Random(7), new Bell());
        var work = work();
        realtime.add(work);
        assertThrows(InputException.class, realtime::turn);
        assertEquals(3, realtime.inFlight());
        realtime.close();
        realtime.turn();
        assertEquals(3, work.answered());
        assertEquals(0, work.asking());
        work.close();
        assertEquals(0, work().doubtful());
    }

    @Test
    void aLineOfAnswersThatNobodyCanReadAnswersNoRow() throws Exception {
        Files.writeString(directory.resolve("answers"), "\0\0\0\n{\"custom_id\": 7\n");
        var work = work();
        assertEquals(0, work.answered());
        var realtime = realtime((row, call) -> good("x"));
        realtime.add(work);
        run(realtime);
        assertEquals(ROWS, work.answered());
        assertEquals(ROWS, calls.size());
    }

    @Test
    void aModelThatIsNoLongerThereStopsEverythingAndFailsNoRow() throws Exception {
        var gone = new Reply(404, Map.of(), "{\"error\":{\"message\":\"The model `m` was retired\"}}");
        var realtime = realtime((row, call) -> gone);
        var work = work();
        realtime.add(work);
        run(realtime);

        assertEquals(Declined.Kind.MODEL, realtime.trouble().orElseThrow().kind());
        assertEquals(0, work.answered());
    }
}
