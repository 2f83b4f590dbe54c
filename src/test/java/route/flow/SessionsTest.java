package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.SavedPlan;
import route.sim.TestWorld;
import route.sim.TimedWorld;
import route.store.Database;
import route.store.RowRecord;
import route.triage.Classified;
import route.triage.PlanLine;
import route.triage.PlanView;

/** Rows of one session are answered by one model: that of the first of them. */
class SessionsTest {
    private static final String DRAWN = """
            tiers:
              simple: {models: [openai/gpt-6-luna, anthropic/claude-haiku-5-5, openai/gpt-6.1-terra]}
              flagship: {models: [openai/gpt-6.1-sol, anthropic/claude-opus-5-5]}
            strategy: weighted
            explore: 10%
            """;

    @TempDir
    java.nio.file.Path folder;

    private TimedWorld world;

    @BeforeEach
    void open() {
        world = new TimedWorld(folder, Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** One row of a made-up input. */
    private record Line(String prompt, String session, String tier) {}

    private static String prompt(int row) {
        return switch (row % 3) {
            case 0 -> "What is " + row + " plus one?";
            case 1 -> "Prove step by step that " + "the sum of the angles ".repeat(row % 7) + row + " is irrational.";
            default -> "Write a function in Java that sorts " + row + " numbers and explain its complexity.";
        };
    }

    /** Conversations that are mixed with each other and with rows of none; some rows name their tier. */
    private static List<Line> mixed(int rows, int sessions, long seed) {
        var random = new Random(seed);
        var lines = new ArrayList<Line>();
        for (var row = 1; row <= rows; row++) {
            var session = random.nextInt(sessions + sessions / 4);
            var tier = random.nextInt(10) == 0 ? "flagship" : "";
            lines.add(new Line(prompt(random.nextInt(1_000)), session < sessions ? "s" + session : "", tier));
        }
        return lines;
    }

    private static String csv(List<Line> lines) {
        return lines.stream()
                .map(it -> it.prompt() + "," + it.session() + "," + it.tier() + "\n")
                .collect(Collectors.joining("", "prompt,session,tier\n", ""));
    }

    private PlanView plan(String input, String yaml) {
        try (var jobs = world.jobs()) {
            return jobs.rehearsal().plan(world.spec("in.csv", input, yaml));
        }
    }

    private JobId submit(String input, String yaml) {
        try (var jobs = world.jobs()) {
            return jobs.submit(world.spec("in.csv", input, yaml), true).job();
        }
    }

    private List<RowRecord> rows(JobId job) {
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            return store.rows().page(store.jobs().find(job).orElseThrow().n(), 0, 100_000);
        }
    }

    private static Map<String, Long> counts(PlanView plan) {
        return plan.lines().stream()
                .collect(Collectors.toMap(it -> it.tier() + " " + it.model(), PlanLine::rows, Long::sum));
    }

    private static Map<String, Long> counts(List<RowRecord> rows) {
        return rows.stream().collect(Collectors.groupingBy(it -> it.tier() + " " + it.model(), Collectors.counting()));
    }

    private static <T> Map<String, Set<T>> bySession(List<Line> lines, Function<Integer, T> of) {
        var found = new HashMap<String, Set<T>>();
        for (var row = 0; row < lines.size(); row++) {
            var it = lines.get(row);
            if (it.session().isEmpty()) continue;
            found.computeIfAbsent(it.session() + " " + it.tier(), key -> new HashSet<>())
                    .add(of.apply(row));
        }
        return found;
    }

    @Test
    void allRowsOfASessionHaveTheModelOfTheFirst() {
        for (var seed = 1L; seed <= 3; seed++) {
            var lines = mixed(2_000, 150, seed);
            var alone = lines.stream()
                    .map(it -> new Line(it.prompt(), "", it.tier()))
                    .toList();
            var apart = rows(submit(csv(alone), DRAWN));
            var together = rows(submit(csv(lines), DRAWN));
            assertTrue(
                    bySession(lines, it -> apart.get(it).model()).values().stream()
                            .anyMatch(it -> it.size() > 1),
                    "or there is nothing to keep together");
            var firsts = new HashMap<String, Integer>();
            for (var row = 0; row < lines.size(); row++) {
                var it = lines.get(row);
                var first = it.session().isEmpty()
                        ? row
                        : firsts.computeIfAbsent(it.session() + " " + it.tier(), key -> lines.indexOf(it));
                var leads = apart.get(first);
                assertEquals(leads.model(), together.get(row).model(), "seed " + seed + ", row " + (row + 1));
                assertEquals(leads.tier(), together.get(row).tier(), "seed " + seed + ", row " + (row + 1));
                assertFalse(together.get(row).pinned());
            }
        }
    }

    @Test
    void thePlanIsWhatIsSubmittedAndWhatIsClassifiedWithEveryPolicy() {
        var input = csv(mixed(1_500, 100, 9));
        for (var more : List.of("", "shares: {flagship: 20%}\n", "spread: true\nbudget: {max_cost: 1}\n")) {
            var yaml = DRAWN + more;
            var plan = counts(plan(input, yaml));
            assertEquals(plan, counts(plan(input, yaml)), "whichever thread is quicker");
            assertEquals(plan, counts(rows(submit(input, yaml))));
            var tiers = new HashMap<String, Long>();
            classified(input, yaml).forEach(it -> tiers.merge(it.decision().tier(), 1L, Long::sum));
            var planned = new HashMap<String, Long>();
            plan.forEach((key, rows) -> planned.merge(key.substring(0, key.indexOf(' ')), rows, Long::sum));
            assertEquals(planned, tiers);
        }
    }

    private List<Classified> classified(String input, String yaml) {
        var found = new ArrayList<Classified>();
        try (var jobs = world.jobs()) {
            jobs.rehearsal().classify(world.spec("in.csv", input, yaml), found::add, it -> {}, it -> {});
        }
        return found;
    }

    @Test
    void aPlanThatWasSavedIsCarriedOut() {
        var spec = world.spec("in.csv", csv(mixed(600, 40, 4)), DRAWN);
        try (var jobs = world.jobs()) {
            var plans = new ArrayList<SavedPlan>();
            var plan = jobs.rehearsal().plan(spec, plans::add);
            var job = jobs.submit(plans.get(0), false).job();
            assertEquals(counts(plan), counts(rows(job)));
        }
    }

    @Test
    void theReasonNamesTheRowThatLeadsAndThePreviewShowsItsModel() {
        var input = "prompt,session\n" + prompt(0) + ",a\n" + prompt(1) + ",a\n" + prompt(1) + ",\n";
        var yaml =
                "tiers: {simple: {models: [openai/gpt-6-luna]}, flagship: {from: 0.2, models: [openai/gpt-6.1-sol]}}\n";
        var found = classified(input, yaml);
        assertFalse(found.get(0).decision().reason().contains("session"));
        assertEquals("session of row 1", found.get(1).decision().reason());
        assertEquals("simple", found.get(1).decision().tier());
        assertEquals("flagship", found.get(2).decision().tier());
        try (var jobs = world.jobs()) {
            var shown = jobs.rehearsal().preview(world.spec("in.csv", input, yaml), 3, Optional.empty(), it -> {});
            assertEquals(
                    List.of("gpt-6-luna", "gpt-6-luna", "gpt-6.1-sol"),
                    shown.stream().map(it -> it.model().orElseThrow().model()).toList());
        }
    }

    private static final String SHORT = """
            tiers:
              simple: {models: [anthropic/claude-opus-4-1, openai/gpt-6-luna]}
              flagship: {models: [openai/gpt-6.1-sol]}
            rules: [{when: {contains: poem}, model: openai/gpt-6.1-terra}]
            """;

    @Test
    void aRowThatTheModelOfItsSessionCannotTakeGoesItsOwnWayAndSaysSo() {
        var input = "prompt,session,max_tokens\nName a fruit.,a,\nName a tree.,a,100000\nName a bird.,a,\n";
        var plan = plan(input, SHORT);
        assertEquals(Map.of("simple anthropic/claude-opus-4-1", 2L, "simple openai/gpt-6-luna", 1L), counts(plan));
        assertTrue(
                plan.notes().stream().anyMatch(it -> it.startsWith("rows of a session that anthropic/claude-opus-4-1")),
                plan.notes()::toString);
        var reason = classified(input, SHORT).get(1).decision().reason();
        assertTrue(
                reason.endsWith("; not with the session of row 1: max_tokens 100000 is more than"
                        + " anthropic/claude-opus-4-1 can write (32000)"),
                reason);
    }

    @Test
    void aRowThatOnlyTheModelOfItsSessionCanTakeIsTaken() {
        var tiers =
                "tiers: {simple: {models: [anthropic/claude-opus-4-1]}, flagship: {from: 0.2, models: [openai/gpt-6.1-sol]}}\n";
        var input = "prompt,session,max_tokens\n" + prompt(1) + ",a,\nName a tree.,a,100000\n";
        assertEquals(Map.of("flagship openai/gpt-6.1-sol", 2L), counts(plan(input, tiers)));
        assertEquals(1, plan(input.replace("tree.,a", "tree.,"), tiers).badCount());
    }

    @Test
    void rowsThatNameTheirModelNeitherLeadNorFollow() {
        var input = "prompt,session,model\nName a fruit.,a,openai/gpt-6.1-sol\nWrite a poem.,a,\n"
                + "Name a tree.,a,\nName a bird.,a,openai/gpt-6-luna\nName a fish.,a,\n";
        assertEquals(
                List.of(
                        "openai/gpt-6.1-sol",
                        "openai/gpt-6.1-terra",
                        "anthropic/claude-opus-4-1",
                        "openai/gpt-6-luna",
                        "anthropic/claude-opus-4-1"),
                rows(submit(input, SHORT)).stream().map(RowRecord::model).toList());
    }

    @Test
    void aRowOfASessionFindsAnotherModelWhenItsOwnIsClosed() {
        var input = "prompt,session\nName a fruit.,a\nName a tree.,a\n";
        var job = submit(input, SHORT);
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            var n = store.jobs().find(job).orElseThrow().n();
            store.inTransaction(() -> store.jobs().shut(n, "anthropic/claude-opus-4-1", "no such model", world.now()));
        }
        try (var jobs = world.jobs()) {
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(JobState.DELIVERED, view.state());
        }
        assertEquals(
                List.of("openai/gpt-6-luna", "openai/gpt-6-luna"),
                rows(job).stream().map(RowRecord::model).toList());
    }

    @Test
    void theFirstRowOfTheInputLeadsEvenWhereItWasBoughtBefore() {
        var listed = DRAWN.substring(0, DRAWN.indexOf("strategy")).replace("flagship: {", "flagship: {from: 0.2, ");
        var yaml = listed + "name: nightly\nincremental: true\noverwrite: true\n";
        var lines = mixed(400, 12, 5);
        var whole = rows(submit(csv(lines), listed));
        try (var jobs = world.jobs()) {
            var half = world.spec("in.csv", csv(lines.subList(0, 150)), yaml);
            jobs.run(jobs.submit(half, false).job(), Goal.DELIVERED, Optional.empty());
        }
        var plan = plan(csv(lines), yaml);
        var rest = rows(submit(csv(lines), yaml));
        assertEquals(counts(plan), counts(rest));
        assertTrue(rest.size() > 100 && rest.size() <= 250, rest.size() + " rows");
        for (var row : rest) {
            assertEquals(whole.get((int) row.number() - 1).model(), row.model(), "row " + row.number());
        }
    }

    @Test
    void aShareOfATierHoldsWhereSessionsAreMixedButForTheOneAtItsBorder() {
        var lines = mixed(2_000, 200, 6).stream()
                .map(it -> new Line(it.prompt(), it.session(), ""))
                .toList();
        var plan = plan(csv(lines), DRAWN + "shares: {flagship: 20%}\n");
        var flagship = plan.lines().stream()
                .filter(it -> it.tier().equals("flagship"))
                .mapToLong(PlanLine::rows)
                .sum();
        assertTrue(flagship > 360 && flagship < 440, flagship + " of 2,000");
    }

    @Test
    void aReadingThatWasCutShortDecidesTheSame() throws java.io.IOException {
        var file = java.nio.file.Files.writeString(folder.resolve("a.csv"), csv(mixed(900, 50, 8)));
        try (var sandbox = new TestWorld(folder);
                var jobs = sandbox.jobs()) {
            var spec = sandbox.spec(file, Map.of("strategy", "weighted", "shares", "flagship=20%"));
            var calm = jobs.submit(spec, true).job();
            sandbox.stop(true);
            var job = jobs.submit(spec, true).job();
            assertEquals(JobState.CREATED, jobs.view(job).state());
            sandbox.stop(false);
            jobs.run(job, Goal.SENT, Optional.empty());
            var models = rows(job).stream().map(RowRecord::model).toList();
            assertTrue(rows(calm).stream().map(RowRecord::model).toList().equals(models));
        }
    }
}
