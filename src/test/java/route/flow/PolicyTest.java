package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BillQuery;
import route.domain.InputException;
import route.domain.JobState;
import route.domain.Money;
import route.domain.Source;
import route.sim.TimedWorld;
import route.store.Database;
import route.store.RowRecord;
import route.triage.PlanLine;
import route.triage.PlanView;

/** Tiers by budget, choice inside a tier, and feedback, through the front desk. */
class PolicyTest {
    private static final String TWO = """
            tiers:
              simple: {models: [openai/gpt-6.1-terra, openai/gpt-6-luna]}
              flagship: {models: [openai/gpt-6.1-sol]}
            """;

    @TempDir
    Path folder;

    private TimedWorld world;

    @BeforeEach
    void open() {
        world = new TimedWorld(folder, Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Rows of every length and kind; every tenth names its tier. */
    private static String prompts(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(it -> "k" + it + "," + prompt(it) + "," + (it % 10 == 0 ? "simple" : "") + "\n")
                .collect(Collectors.joining("", "id,prompt,tier\n", ""));
    }

    private static String prompt(int row) {
        return switch (row % 4) {
            case 0 -> "What is " + row + " plus one?";
            case 1 -> "Prove step by step that " + "the sum of the angles ".repeat(row % 7) + row + " is irrational.";
            case 2 -> "Translate to German: the house number " + row + " is red.";
            default -> "Write a function in Java that sorts " + row + " numbers and explain its complexity.";
        };
    }

    private PlanView plan(String input, String yaml) {
        try (var jobs = world.jobs()) {
            return jobs.rehearsal().plan(world.spec("plan.csv", input, yaml));
        }
    }

    private JobView deliver(String name, String input, String yaml) {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(name, input, yaml), false).job();
            return jobs.run(job, Goal.DELIVERED, Optional.empty());
        }
    }

    private List<RowRecord> rows(JobView view) {
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            return store.rows().page(store.jobs().find(view.id()).orElseThrow().n(), 0, 10_000);
        }
    }

    private static long in(PlanView plan, String tier) {
        return plan.lines().stream()
                .filter(it -> it.tier().equals(tier))
                .mapToLong(PlanLine::rows)
                .sum();
    }

    @Test
    void aShareOfTheRowsGoesToTheFlagshipAndTheCurveIsShown() {
        var plan = plan(prompts(230), "shares: {flagship: 10%}\n");
        assertEquals(23, in(plan, "flagship"));
        assertEquals(
                List.of(0, 500, 1_000, 2_000, 3_500, 5_000, 10_000),
                plan.curve().stream().map(it -> it.share()).toList());
        assertEquals(plan.cost(), plan.curve().get(2).cost(), "the point of the very share is the estimate");
        assertEquals(List.of(), plan(prompts(10), "").curve());
    }

    @Test
    void rowsThatNameTheirTierComeFirstAndCount() {
        var all = prompts(100).replace(",simple\n", ",flagship\n");
        assertEquals(10, in(plan(all, "shares: {flagship: 10%}\n"), "flagship"));
        assertEquals(12, in(plan(all, "shares: {flagship: 12%}\n"), "flagship"));
        var over = plan(all, "shares: {flagship: 5%}\n");
        assertEquals(10, in(over, "flagship"));
        assertTrue(over.notes().stream().anyMatch(it -> it.contains("more than its share")), over.notes()::toString);
        var sampled = plan(all, "shares: {flagship: 5%}\nsample: 50%\n");
        assertTrue(
                sampled.notes().stream().noneMatch(it -> it.contains("more than its share")),
                sampled.notes()::toString);
        assertTrue(
                sampled.notes().stream().anyMatch(it -> it.contains("the whole input was ranked")),
                sampled.notes()::toString);
    }

    @Test
    void aRuleDecidesBeforeTheRankingDoes() {
        var rule = "rules: [{when: {contains: Translate}, tier: simple}]\n";
        var plan = plan(prompts(100), rule + "shares: {flagship: 60%}\n");
        assertEquals(60, in(plan, "flagship"));
        var view = deliver("a.csv", prompts(100), rule + "shares: {flagship: 75%}\n");
        for (var row : rows(view)) {
            if (row.number() % 4 == 2) assertEquals("simple", row.tier(), "row " + row.number());
        }
    }

    @Test
    void theBudgetIsSpreadOverTheFile() {
        var cheap = plan(prompts(200), "shares: {flagship: 0%, medium: 0%}\n").cost();
        var dear = plan(prompts(200), "shares: {flagship: 100%}\n").cost();
        assertTrue(dear.isMoreThan(cheap.times(3)), cheap + " " + dear);
        var last = Money.ZERO;
        for (var part = 2; part <= 5; part++) {
            var budget = Money.ofPicodollars(cheap.picodollars() + dear.picodollars() * part / 6);
            var plan = plan(prompts(200), "spread: true\nbudget: {max_cost: " + budget.toDollars() + "}\n");
            assertFalse(plan.cost().times(10).isMoreThan(budget.times(9)), "a tenth is kept back");
            assertTrue(plan.cost().times(10).isMoreThan(budget.times(8)), plan.cost() + " of " + budget);
            assertTrue(plan.cost().isMoreThan(last));
            last = plan.cost();
        }
        var all = plan(
                prompts(200),
                "spread: true\nbudget: {max_cost: " + dear.times(3).toDollars() + "}\n");
        assertEquals(180, in(all, "flagship"));
    }

    @Test
    void whatItCostsToHaveTheRowsJudgedIsNotSpread() {
        var yaml = "tiers: {simple: {models: [openai/gpt-6-luna]}, flagship: {models: [anthropic/claude-opus-5-5]}}\n"
                + "spread: true\nbudget: {max_cost: 0.24}\n";
        var judged = yaml + "classifier: {model: openai/gpt-6.1-terra}\n";
        var budget = Money.ofDollars("0.24");
        var plain = plan(prompts(100), yaml).cost();
        assertTrue(plain.isMoreThan(plan(prompts(100), judged).cost()), plain::toString);
        var view = deliver("a.csv", prompts(100), judged);
        try (var jobs = world.jobs()) {
            var asking = jobs.list(true).stream()
                    .filter(it -> it.name().endsWith("(classifier)"))
                    .findFirst()
                    .orElseThrow();
            var most = Money.ofPicodollars(budget.minus(asking.cost()).picodollars() / 10 * 9);
            assertTrue(plain.isMoreThan(most), plain + " " + most);
            var own = view.estimate().minus(asking.estimate());
            assertFalse(own.isMoreThan(most), own + " " + most);
            assertTrue(own.times(10).isMoreThan(most.times(9)), own + " " + most);
        }
    }

    @Test
    void whatItCostsToHaveTheRowsJudgedCountsAgainstTheBudgetOfItsProvider() {
        var one = "tiers: {only: {models: [openai/gpt-6-luna]}}\n";
        var worst = plan(prompts(4).replace("simple", ""), one).worstCase();
        var yaml = one + "budget: {per_provider: {openai: " + worst.toDollars() + "}}\n";
        assertEquals(JobState.DELIVERED, deliver("a.csv", prompts(4), yaml).state());
        var judged = yaml + "classifier: {model: openai/gpt-6-luna}\n";
        assertTrue(plan(prompts(4), judged).notes().stream()
                .anyMatch(it -> it.contains("more than the budget for openai")));
        var view = deliver("b.csv", prompts(4), judged);
        assertEquals(JobState.HELD, view.state());
        assertTrue(view.held().contains("budget for openai"), view.held());
    }

    @Test
    void aBudgetForNothingIsSaid() {
        var plan = plan(prompts(20), "spread: true\nbudget: {max_cost: 0.000001}\n");
        assertEquals(20, in(plan, "simple"));
        assertTrue(plan.notes().stream().anyMatch(it -> it.contains("does not even cover")), plan.notes()::toString);
    }

    @Test
    void aJobDecidesAsItsPlanDidAndItsCutoffsAreStored() {
        var yaml = "spread: true\nbudget: {max_cost: 0.05}\n";
        var plan = plan(prompts(200), yaml);
        JobView view;
        try (var jobs = world.jobs()) {
            var job =
                    jobs.submit(world.spec("a.csv", prompts(200), yaml), false).job();
            view = jobs.view(job);
        }
        var first = rows(view);
        assertEquals(
                in(plan, "flagship"),
                first.stream().filter(it -> it.tier().equals("flagship")).count());
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            var n = store.jobs().find(view.id()).orElseThrow().n();
            var stored = store.jobs().cutoffs(n).orElseThrow();
            assertTrue(stored.slope().isPresent());
            assertEquals(7, stored.curve().size());
        }
    }

    private static final String CHEAPEST = TWO + "strategy: cheapest\n";

    @Test
    void theListedOrderDecidesUnlessThePolicyCompares() {
        var input = "prompt\nWhat is one plus one?\n";
        assertEquals("gpt-6.1-terra", plan(input, TWO).lines().get(0).model().model());
        assertEquals("gpt-6-luna", plan(input, CHEAPEST).lines().get(0).model().model());
        assertEquals(
                "gpt-6-luna",
                plan(input, TWO + "prefer: cost\n").lines().get(0).model().model());
        var capable = "capability: {openai/gpt-6-luna: {any: 0.9}, openai/gpt-6.1-terra: 0.5}\n";
        assertEquals(
                "gpt-6-luna",
                plan(input, TWO + capable + "prefer: quality\n")
                        .lines()
                        .get(0)
                        .model()
                        .model());
        var other = capable.replace("0.9", "0.4");
        assertEquals(
                "gpt-6.1-terra",
                plan(input, TWO + other + "prefer: quality\n")
                        .lines()
                        .get(0)
                        .model()
                        .model());
    }

    @Test
    void aModelThatTurnedAJobAwayLatelyComesAfterTheOthers() {
        var view = deliver("a.csv", prompts(4), TWO);
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            var n = store.jobs().find(view.id()).orElseThrow().n();
            store.inTransaction(() -> store.jobs().shut(n, "openai/gpt-6-luna", "no quota", world.now()));
        }
        var input = "prompt\nWhat is one plus one?\n";
        assertEquals(
                "gpt-6.1-terra", plan(input, CHEAPEST).lines().get(0).model().model());
        var alone = "tiers: {simple: {models: [openai/gpt-6-luna]}}\nstrategy: cheapest\n";
        assertEquals("gpt-6-luna", plan(input, alone).lines().get(0).model().model(), "there is no other");
        world.at(world.now().plus(Duration.ofMinutes(61)).toString());
        assertEquals("gpt-6-luna", plan(input, CHEAPEST).lines().get(0).model().model());
    }

    @Test
    void theSameRowsAreExploredInEveryJobAndTheyAreLabelled() {
        var yaml = CHEAPEST + "explore: 20%\n";
        var first = rows(deliver("a.csv", prompts(300), yaml));
        var second = rows(deliver("b.csv", prompts(300) + "extra,What else?,\n", yaml));
        var explored = first.stream()
                .filter(RowRecord::explored)
                .map(RowRecord::number)
                .toList();
        assertTrue(explored.size() > 10 && explored.size() < 100, explored.size() + " explored");
        assertEquals(
                explored,
                second.stream()
                        .filter(it -> it.explored() && it.number() <= 300)
                        .map(RowRecord::number)
                        .toList());
        for (var row : first) {
            if (!row.tier().equals("simple")) continue;
            assertEquals(row.explored() ? "openai/gpt-6.1-terra" : "openai/gpt-6-luna", row.model());
        }
    }

    @Test
    void ratingsDecideWhatTheWeightedStrategyDraws() {
        var yaml = TWO + "strategy: weighted\nquality_floor: 0.7\n";
        var before = deliver("a.csv", prompts(200), yaml);
        assertTrue(share(before, "openai/gpt-6-luna") > 0.4, "luna is cheaper");
        var bad = rows(before).stream()
                .filter(it -> it.tier().equals("simple"))
                .map(it -> before.id() + "," + it.number() + "," + (it.model().endsWith("luna") ? "fail" : "pass"))
                .collect(Collectors.joining("\n", "job,row,rating\n", "\n"));
        var view = feedback("ratings.csv", bad, "");
        assertEquals(view.rows(), view.added());
        var after = deliver("b.csv", prompts(200) + "x,y,\n", yaml);
        assertTrue(share(after, "openai/gpt-6-luna") < 0.1, share(after, "openai/gpt-6-luna") + " after");
    }

    private double share(JobView view, String model) {
        var simple =
                rows(view).stream().filter(it -> it.tier().equals("simple")).toList();
        return (double) simple.stream().filter(it -> it.model().equals(model)).count() / simple.size();
    }

    private FeedbackView feedback(String name, String text, String job) {
        try (var jobs = world.jobs()) {
            var file = java.nio.file.Files.writeString(folder.resolve(name), text);
            return jobs.accounts().feedback(new Source(file.toString(), Optional.empty(), (char) 0, ""), job, 0);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theSameFileCountsOnceAndALaterRatingReplacesAnEarlier() {
        var view = deliver("a.csv", prompts(20), TWO);
        var file = "id,rating\nk1,5\nk2,1\nk3,\nnone,3\nk4,4.5\n";
        var first = feedback("r.csv", file, view.id().value());
        assertEquals(new FeedbackView(4, 3, 0, 0, 1, 1, first.examples()), first);
        assertTrue(first.examples().get(0).startsWith("line 5: job " + view.id() + " has no row none"));
        var again = feedback("r.csv", file, "@last");
        assertEquals(3, again.same());
        assertEquals(0, again.added());
        var changed =
                feedback("r.jsonl", "{\"row\": 1, \"rating\": \"fail\"}\n{\"row\": 2, \"rating\": false}\n", "@last");
        assertEquals(1, changed.changed());
        assertEquals(1, changed.same(), "1 of 5 is nothing, as fail is");
        try (var jobs = world.jobs()) {
            var report = jobs.accounts().quality(query(List.of()), Duration.ofDays(90));
            assertEquals(3, report.rated());
            var rate = report.lines().get(0).quality().orElseThrow();
            assertEquals((1 + 0.875) / 5, rate.mean(), 1e-9, "0, 0 and 0.875 on top of one of each");
            assertTrue(rate.low() < rate.mean() && rate.mean() < rate.high());
            assertEquals(20, report.lines().get(0).checked());
        }
    }

    private static BillQuery query(List<String> by) {
        return new BillQuery(by, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    @Test
    void feedbackThatFitsNothingIsRefusedOrSaid() {
        var view = deliver("a.csv", prompts(5) + "k1,Once more?,\n", TWO);
        var job = view.id().value();
        var twice = feedback("r.csv", "id,rating\nk1,0.5\nk2,0.5\n", job);
        assertEquals(1, twice.unmatched());
        assertTrue(twice.examples().get(0).contains("several rows have the id 'k1'"), twice.examples()::toString);
        var lost = feedback("r.csv", "job,row,rating\nzzzz,1,pass\n" + job + ",99,pass\n" + job + ",x,pass\n", "");
        assertEquals(3, lost.unmatched());
        for (var wrong : List.of(
                "row,rating\n1,7\n",
                "row,rating\n1,good\n",
                "row,rating\n1,0.5\n2,3\n",
                "row,rating\n1,1\n",
                "row,score\n1,1\n",
                "row,rating\n1,-1\n")) {
            assertThrows(InputException.class, () -> feedback("r.csv", wrong, job), wrong);
        }
        assertThrows(InputException.class, () -> feedback("r.csv", "row,rating\n1,pass\n", ""));
        assertThrows(InputException.class, () -> feedback("r.jsonl", "{\"row\":1,\"rating\":\"pass\"}\n", ""));
    }

    @Test
    void theReportNamesWhereADearerModelWasNotNeededAndWhereACheaperOneFailed() {
        var input = IntStream.rangeClosed(1, 120)
                .mapToObj(it -> "Say " + it + " politely.," + (it % 2 == 0 ? "qa" : "code") + ","
                        + (it % 4 < 2 ? "openai/gpt-6-luna" : "openai/gpt-6.1-sol") + "\n")
                .collect(Collectors.joining("", "prompt,task,model\n", ""));
        var view = deliver("a.csv", input, TWO);
        // Both are good at qa; at code only the dearer one is.
        var ratings = new ArrayList<String>(List.of("row,rating"));
        for (var row : rows(view)) {
            var isGood = row.task().equals("qa") || row.model().endsWith("sol");
            ratings.add(row.number() + "," + (isGood && row.number() % 29 != 0 ? "pass" : "fail"));
        }
        feedback("r.csv", String.join("\n", ratings) + "\n", "@last");
        try (var jobs = world.jobs()) {
            var report = jobs.accounts().quality(query(List.of("model", "task")), Duration.ofDays(90));
            assertEquals(4, report.lines().size());
            assertEquals(2, report.findings().size(), report.findings()::toString);
            var needed = report.findings().stream()
                    .filter(it -> it.contains("was not needed"))
                    .findFirst();
            assertTrue(needed.orElseThrow().startsWith("qa: openai/gpt-6.1-sol (0."), needed::toString);
            var failed = report.findings().stream()
                    .filter(it -> it.contains("failed where"))
                    .findFirst();
            assertTrue(failed.orElseThrow().startsWith("code: openai/gpt-6-luna (0."), failed::toString);
        }
    }

    @Test
    void aPolicyMakesAnotherJobAndWhatItDoesNotReadDoesNot() {
        var one = deliver("a.csv", prompts(10), TWO);
        assertEquals(
                one.id(),
                deliver("a.csv", prompts(10), TWO + "quality_floor: 0.9\n").id());
        assertEquals(JobState.DELIVERED, one.state());
        assertNotEquals(one.id(), again("b.csv", prompts(10), CHEAPEST));
    }

    private route.domain.JobId again(String name, String input, String yaml) {
        return deliver(name, input, yaml).id();
    }

    @Test
    void howLongCallsTookIsRecordedAndDecidesWhereSpeedIsPreferred() {
        var yaml = TWO + "lane: realtime\n";
        deliver("a.csv", prompts(40), yaml);
        var day = world.now().atZone(java.time.ZoneOffset.UTC).toLocalDate();
        var terra = route.domain.ModelRef.parse("openai/gpt-6.1-terra");
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            assertTrue(store.latencies().percentiles(false, day, 50, 20).containsKey(terra));
            assertEquals(java.util.Map.of(), store.latencies().percentiles(true, day, 50, 1), "the sandbox is apart");
            assertEquals(java.util.Map.of(), store.latencies().percentiles(false, day.plusDays(1), 50, 1));
            var slow = java.util.Map.of(route.domain.LatencyStep.of(Duration.ofMinutes(2)), 500);
            store.inTransaction(() -> store.latencies().add(terra, false, day, slow));
            var median = store.latencies().percentiles(false, day, 50, 20).get(terra);
            assertEquals(120_000, median.toMillis(), 6_000);
        }
        var input = "prompt\nWhat is one plus one?\n";
        assertEquals(
                "gpt-6-luna",
                plan(input, yaml + "prefer: speed\n").lines().get(0).model().model());
        assertEquals("gpt-6.1-terra", plan(input, yaml).lines().get(0).model().model());
    }
}
