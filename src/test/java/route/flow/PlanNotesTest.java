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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Money;
import route.domain.Usage;
import route.money.PriceBook;
import route.sim.TestWorld;
import route.triage.PlanView;

/** What a person should know before a job is sent, and about one that is held. */
class PlanNotesTest {

    @TempDir
    private Path folder;

    private TestWorld world;

    @BeforeEach
    void open() {
        world = new TestWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private PlanView plan(String input, Map<String, String> flags) throws IOException {
        var file = Files.writeString(folder.resolve("in.csv"), input);
        try (var jobs = world.jobs()) {
            return jobs.rehearsal().plan(world.spec(file, flags));
        }
    }

    private static void assertNoted(PlanView plan, String beginning) {
        assertTrue(plan.notes().stream().anyMatch(it -> it.startsWith(beginning)), plan.notes()::toString);
    }

    @Test
    void aBudgetThatMayHoldTheJobIsNamed() throws IOException {
        var flags = Map.of("budget.max_cost", "0.0001", "budget.per_day", "0.0002");
        var plan = plan("prompt\nhello\n", flags);
        var most = "this may cost up to " + plan.worstCase() + ", more than the ";
        assertNoted(plan, most + "budget of " + Money.ofDollars("0.0001") + " (--max-cost)");
        assertNoted(plan, most + "day's budget of " + Money.ofDollars("0.0002"));
        var enough = plan("prompt\nhello\n", Map.of("budget.max_cost", "5"));
        assertTrue(enough.notes().stream().noneMatch(it -> it.contains("budget")), enough.notes()::toString);
    }

    @Test
    void whatIsWrittenToACacheUnaskedIsWithinTheBudgetToo() throws IOException {
        var file = Files.writeString(
                folder.resolve("in.jsonl"),
                "{\"prompt\":\"" + "hello ".repeat(2_000)
                        + "\",\"model\":\"openai/gpt-6-luna\",\"max_completion_tokens\":10}\n");
        try (var jobs = world.jobs()) {
            var plan = jobs.rehearsal().plan(world.spec(file, Map.of()));
            var line = plan.lines().get(0);
            var price = PriceBook.builtIn().find(line.model()).orElseThrow();
            var written = new Usage(line.inputTokens(), 0, line.inputTokens(), 10, 0);
            assertEquals(price.of(written, Lane.BATCH), plan.worstCase());
            // Enough for the longest answer, where nothing is written to the cache.
            var plain = price.of(Usage.of(line.inputTokens(), 10), Lane.BATCH);
            var spec = world.spec(file, Map.of("budget.max_cost", plain.toDollars()));
            var held = jobs.run(jobs.submit(spec, false).job(), Goal.SENT, Optional.empty());
            assertEquals(JobState.HELD, held.state());
            assertTrue(held.held().startsWith("the next batch may cost up to " + plan.worstCase()), held.held());
        }
    }

    @Test
    void whatIsBilledOtherwiseThanByTokensIsSaidOnce() throws IOException {
        var row = "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":"
                + "\"gpt-6-luna\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"service_tier\":\"%s\"}}\n";
        var file = Files.writeString(
                folder.resolve("in.jsonl"), String.format(row, "a", "priority") + String.format(row, "b", "priority"));
        var usual = Files.writeString(folder.resolve("usual.jsonl"), String.format(row, "a", "default"));
        try (var jobs = world.jobs()) {
            var notes = jobs.rehearsal().plan(world.spec(file, Map.of())).notes();
            assertEquals(
                    List.of("service_tier priority may be billed at prices of its own, which neither the bill nor a"
                            + " budget knows"),
                    notes.stream().filter(it -> it.contains("billed")).toList());
            var none = jobs.rehearsal().plan(world.spec(usual, Map.of())).notes();
            assertTrue(none.stream().noneMatch(it -> it.contains("billed")), none::toString);
        }
    }

    @Test
    void deadlinesThatHavePassedAreCountedAndSeveralAreSaidToBe() throws IOException {
        var plan = plan(
                "prompt,deadline,model\nhello,2020-01-01T00:00:00Z,openai/gpt-6-luna\nhello,2h,openai/gpt-6-luna\n"
                        + "hello,3h,openai/gpt-6-luna\nhello,2020-01-01T00:00:00Z,openai/gpt-6-luna\n",
                Map.of());
        assertNoted(plan, "the deadline of 2 rows has passed already");
        assertEquals(1, plan.lines().size());
        assertTrue(plan.lines().get(0).why().endsWith("(the first of 3 deadlines)"), plan.lines()::toString);
    }

    @Test
    void whatHasNoPriceSavesNothingNeitherInThePlanNorInTheBill() throws IOException {
        var priced = "prompt,model\nhello,openai/gpt-6-luna\n";
        var both = priced + "hello,openai/nobody-knows-it\n";
        assertEquals(plan(priced, Map.of()).baseline(), plan(both, Map.of()).baseline());
        assertNoted(plan(both, Map.of()), "openai/nobody-knows-it has no price");

        var file = Files.writeString(folder.resolve("free.csv"), "prompt,model\nhello,openai/nobody-knows-it\n");
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(file, Map.of()), false).job();
            var view = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(20)));
            assertEquals(1, view.rows().accepted(), view.held());
            assertEquals(Money.ZERO, view.baseline());
        }
    }

    @Test
    void aHeldJobWaitsForAPersonAndSaysOnceWhatItWaitsFor() throws IOException {
        var file = Files.writeString(
                folder.resolve("in.csv"), "prompt,model\na,openai/gpt-6-luna\nb,anthropic/claude-haiku-5-5\n");
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(file, Map.of("budget.max_cost", "0.0000001")), false)
                    .job();
            var held = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(JobState.HELD, held.state());
            assertEquals(Optional.empty(), held.nextDue());
            assertEquals(
                    List.of(Optional.empty()),
                    jobs.list(false).stream().map(JobView::nextDue).toList());
            assertEquals(2, held.batches().size());
            assertEquals(1, held.held().lines().count(), held.held());
        }
    }

    @Test
    void aKeyThatIsNearlyAParameterAndAParameterThatIsLeftOutAreNotedOnce() throws IOException {
        var file = Files.writeString(
                folder.resolve("in.jsonl"),
                "{\"prompt\":\"a\",\"temprature\":0,\"temperature\":0.5,\"model\":\"openai/gpt-6-luna\"}\n".repeat(3));
        try (var jobs = world.jobs()) {
            assertEquals(
                    List.of(
                            "temperature is left out for openai/gpt-6-luna (a model that reasons takes none)",
                            "'temprature' is taken for a column; the parameter is called temperature"),
                    jobs.rehearsal()
                            .plan(world.spec(file, Map.of("lenient", "true")))
                            .notes());
        }
    }

    @Test
    void whatAnOlderSandboxLeftBehindIsAskedAgain() throws IOException {
        var file = Files.writeString(folder.resolve("in.csv"), "prompt\nhello\nworld\n");
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(file, Map.of("lane", "batch")), false)
                    .job();
            jobs.run(job, Goal.SENT, Optional.empty());
            assertEquals(
                    "2", Files.readString(folder.resolve("provider/version")).strip());
            try (var kept = Files.newDirectoryStream(folder.resolve("provider/batches"), "*.results")) {
                for (var results : kept) Files.delete(results);
            }
            var view = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(60)));
            assertEquals(2, view.rows().accepted(), view::toString);
            assertEquals(2, view.round());
        }
    }
}
