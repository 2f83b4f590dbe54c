package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.JobSpec;
import route.domain.JobState;
import route.sim.LyingWire;
import route.sim.TestWorld;
import route.sim.TimedWorld;
import route.wire.Body;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** Jobs in real time whose calls take time: what comes back while something else has gone wrong is kept. */
class RealtimeStepTest {
    private static final int ROWS = 12;
    private static final int MANY = 60;
    private static final NoAnswerException NOBODY = new NoAnswerException("connection refused", false, null);

    @TempDir
    private Path folder;

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** The way to a provider on which calls in real time are answered later, and by somebody else. */
    private record Slow(Wire wire, Function<Call, CompletableFuture<Reply>> live) implements Wire {
        @Override
        public Reply send(Call call) throws NoAnswerException {
            return wire.send(call);
        }

        @Override
        public Reply download(Call call, Path target) throws NoAnswerException {
            return wire.download(call, target);
        }

        @Override
        public CompletableFuture<Reply> start(Call call) {
            return live.apply(call);
        }
    }

    private static Executor after(Duration time) {
        return CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Reply> counted(Call call, CompletableFuture<Reply> answer) {
        calls.merge(((Body.Json) call.body()).text(), 1, Integer::sum);
        return answer;
    }

    private Path input(String model) throws IOException {
        return input(model, ROWS);
    }

    private Path input(String model, int rows) throws IOException {
        var text = new StringBuilder("id,prompt" + (model.isEmpty() ? "" : ",model") + "\n");
        for (var row = 1; row <= rows; row++) {
            text.append("t" + row + ",what is " + row + " plus one?" + (model.isEmpty() ? "" : "," + model) + "\n");
        }
        return Files.writeString(folder.resolve("in.csv"), text);
    }

    @Test
    void aKeyThatGoesWrongLosesNoAnswerThatIsStillUnderWay() throws Exception {
        try (var world = new TestWorld(folder)) {
            var asked = new AtomicInteger();
            world.onTheWay(wire -> new Slow(wire, call -> {
                if (asked.incrementAndGet() == 3) {
                    return CompletableFuture.completedFuture(LyingWire.openAiError(401, "invalid_api_key", "no"));
                }
                // Longer than one step stays with them.
                var answer = CompletableFuture.runAsync(() -> {}, after(Duration.ofMillis(1_600)))
                        .thenCompose(it -> wire.start(call));
                return counted(call, answer);
            }));
            var spec = world.spec(input("openai/gpt-6-luna"), Map.of("lane", "realtime"));
            try (var jobs = world.jobs()) {
                var job = jobs.submit(spec, false).job();
                var held = jobs.run(job, Goal.DELIVERED, Optional.empty());
                assertEquals(JobState.HELD, held.state());
                assertTrue(held.held().contains("check the API key"), held.held());
                assertEquals(7, calls.size(), "under way with the one that was refused");

                world.onTheWay(wire -> new Slow(wire, call -> counted(call, wire.start(call))));
            }
            try (var jobs = world.jobs()) {
                var job = jobs.resolve("@last");
                var done = jobs.run(job, Goal.DELIVERED, Optional.empty());
                assertEquals(JobState.DELIVERED, done.state(), done.held());
                assertEquals(ROWS, done.rows().accepted());
                assertEquals(ROWS, calls.size());
                assertTrue(calls.values().stream().allMatch(it -> it == 1), calls.toString());
            }
        }
    }

    @Test
    void aProviderThatSwallowsCallsIsLeftThoughThereIsAlwaysOneUnderWay() throws Exception {
        try (var world = new TestWorld(folder)) {
            world.onTheWay(wire -> new Slow(wire, call -> {
                if (LyingWire.isAnthropic(call)) return counted(call, wire.start(call));
                return CompletableFuture.runAsync(() -> {}, after(Duration.ofMillis(400)))
                        .thenCompose(it -> CompletableFuture.failedFuture(
                                new NoAnswerException("connect timed out", false, null)));
            }));
            var job = world.jobFile("""
                    input: in.csv
                    lane: realtime
                    failover: {after: 2s}
                    tiers: {only: {models: [openai/gpt-6-luna, anthropic/claude-haiku-5-5]}}
                    """.replace("in.csv", input("").toString()));
            try (var jobs = world.jobs()) {
                var view = jobs.run(jobs.submit(job, false).job(), Goal.DELIVERED, Optional.of(Duration.ofSeconds(40)));
                assertEquals(JobState.DELIVERED, view.state(), view.held());
                assertEquals(ROWS, view.rows().accepted());
                assertEquals(ROWS, calls.size());
            }
        }
    }

    @Test
    void aBatchThatWaitsForOneThatHasToWaitItselfKeepsNobodyBusy() throws Exception {
        try (var world = new TestWorld(folder)) {
            // Rows of different deadlines go in batches of their own.
            var input = Files.writeString(
                    folder.resolve("in.csv"), "prompt,deadline\none,6h\ntwo,6h\nthree,12h\nfour,12h\nfive,18h\n");
            var commits = new AtomicInteger();
            world.contacts(it -> commits.addAndGet(it.equals("before a commit") ? 1 : 0));
            var first = new AtomicBoolean(true);
            var slowDown = new Reply(429, Map.of("retry-after", "2"), "{\"error\":{\"message\":\"slow down\"}}");
            world.onTheWay(wire -> new Slow(
                    wire,
                    call -> first.getAndSet(false)
                            ? CompletableFuture.completedFuture(slowDown)
                            : counted(call, wire.start(call))));
            var job = world.jobFile("""
                    input: in.csv
                    lane: realtime
                    providers: {openai: {in_flight: 1}}
                    tiers: {only: {models: [openai/gpt-6-luna]}}
                    """.replace("in.csv", input.toString()));
            try (var jobs = world.jobs()) {
                var view = jobs.run(jobs.submit(job, false).job(), Goal.DELIVERED, Optional.empty());
                assertEquals(JobState.DELIVERED, view.state(), view.held());
                assertEquals(3, view.batches().size());
                assertEquals(5, calls.size());
                assertTrue(commits.get() < 200, commits + " commits in two seconds of rest and six calls");
            }
        }
    }

    @Test
    void oneFailureAfterANightOnWhichNobodyAskedIsNoOutage() throws Exception {
        try (var world = new TimedWorld(folder, Duration.ofHours(1))) {
            world.onTheWay(wire -> new Slow(wire, call -> CompletableFuture.failedFuture(NOBODY)));
            var job = world.spec("in.csv", "prompt\nwhat is one plus one?\n", """
                    lane: realtime
                    failover: {after: 1h}
                    tiers: {only: {models: [openai/gpt-6-luna, anthropic/claude-haiku-5-5]}}
                    """);
            try (var jobs = world.jobs()) {
                var left = jobs.run(jobs.submit(job, false).job(), Goal.DELIVERED, Optional.of(Duration.ofMinutes(1)));
                assertEquals(JobState.RUNNING, left.state());
            }
            world.at("2026-11-21T06:00:00Z");
            var first = new AtomicBoolean(true);
            world.onTheWay(wire -> new Slow(
                    wire,
                    call -> first.getAndSet(false)
                            ? CompletableFuture.failedFuture(NOBODY)
                            : counted(call, wire.start(call))));
            try (var jobs = world.jobs()) {
                var done = jobs.run(jobs.resolve("@last"), Goal.DELIVERED, Optional.empty());
                assertEquals(JobState.DELIVERED, done.state(), done.held());
                assertEquals(1, done.rows().accepted());
                assertTrue(
                        world.said().stream().noneMatch(it -> it.contains("closed to this job")),
                        world.said()::toString);
            }
        }
    }

    private JobSpec spec(TestWorld world, Path input, String mostDollars) {
        return world.spec(input, Map.of("lane", "realtime", "budget.max_cost", mostDollars));
    }

    private static List<String> warnings(TestWorld world) {
        return world.events().stream()
                .filter(Event.Said.class::isInstance)
                .map(Event.Said.class::cast)
                .filter(it -> it.level() == Event.Level.WARNING)
                .map(Event.Said::message)
                .toList();
    }

    @Test
    void whoeverStopsItIsToldHowManyCallsMayBePaidTwiceAndTheBudgetCountsThem() throws Exception {
        try (var world = new TestWorld(folder)) {
            var input = input("openai/gpt-6-luna");
            // As many as are started at first never answer: then somebody presses Ctrl-C.
            world.onTheWay(wire -> new Slow(wire, call -> {
                world.stop(calls.size() >= 4);
                return counted(call, new CompletableFuture<>());
            }));
            try (var jobs = world.jobs()) {
                var left = jobs.run(
                        jobs.submit(spec(world, input, "1.00"), false).job(), Goal.DELIVERED, Optional.empty());
                assertEquals(calls.size(), left.doubtful());
                var said = calls.size() + " calls of openai/gpt-6-luna were under way and cannot be awaited";
                assertTrue(warnings(world).stream().anyMatch(it -> it.startsWith(said)), warnings(world)::toString);
            }
            world.stop(false);
            world.onTheWay(wire -> new Slow(wire, call -> counted(call, wire.start(call))));
            try (var jobs = world.jobs()) {
                var worst = jobs.rehearsal()
                        .plan(spec(world, input, "1.00"))
                        .worstCase()
                        .toDollars();
                var tight = jobs.submit(spec(world, input, worst), false);
                assertEquals(Submitted.How.CONTINUED, tight.how());
                var held = jobs.run(tight.job(), Goal.DELIVERED, Optional.empty());
                assertEquals(JobState.HELD, held.state());
                assertTrue(held.held().contains("brought no answer and may have been billed"), held.held());

                var wide = jobs.submit(spec(world, input, "1.00"), false);
                var done = jobs.run(wide.job(), Goal.DELIVERED, Optional.empty());
                assertEquals(JobState.DELIVERED, done.state(), done.held());
                assertEquals(ROWS, done.rows().accepted());
                assertEquals(left(done), done.doubtful());
            }
        }
    }

    private JobSpec twoModels(TestWorld world, Path input, String mostDollars) throws IOException {
        return world.jobFile("input: " + input + "\nlane: realtime\nbudget: {max_cost: " + mostDollars + "}\n"
                + "tiers: {only: {models: [openai/gpt-6-luna, anthropic/claude-haiku-5-5]}}\n");
    }

    @Test
    void whoIsOutOfMoneyWaitsForItAndDoesNotGoElsewhere() throws Exception {
        try (var world = new TestWorld(folder)) {
            // More than are asked before somebody counts what they may have cost.
            var input = input("", MANY);
            world.onTheWay(wire -> new Slow(
                    wire,
                    call -> counted(
                            call,
                            CompletableFuture.failedFuture(new NoAnswerException("read timed out", true, null)))));
            try (var jobs = world.jobs()) {
                var worst = jobs.rehearsal()
                        .plan(twoModels(world, input, "1.00"))
                        .worstCase()
                        .toDollars();
                var job = jobs.submit(twoModels(world, input, worst), false).job();
                var held = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(20)));
                assertEquals(JobState.HELD, held.state());
                assertTrue(held.held().contains("brought no answer and may have been billed"), held.held());
                assertTrue(
                        warnings(world).stream().noneMatch(it -> it.contains("is closed")), warnings(world)::toString);

                world.onTheWay(wire -> new Slow(wire, wire::start));
                var wide = jobs.submit(twoModels(world, input, "1.00"), false);
                var done = jobs.run(wide.job(), Goal.DELIVERED, Optional.of(Duration.ofSeconds(20)));
                assertEquals(JobState.DELIVERED, done.state(), done.held());
                assertEquals(MANY, done.rows().accepted());
                assertTrue(
                        done.batches().stream()
                                .allMatch(it -> it.model().toString().equals("openai/gpt-6-luna")),
                        done.batches()::toString);
            }
        }
    }

    /** Calls that were made for the rows, beyond one for each. */
    private long left(JobView done) {
        return calls.values().stream().mapToInt(it -> it).sum() - done.rows().total();
    }
}
