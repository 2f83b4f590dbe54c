package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import route.domain.BatchState;
import route.domain.BillQuery;
import route.domain.InputException;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Money;
import route.sim.TimedWorld;
import route.store.Database;
import route.triage.PlanView;

/** Which lane, by when, and where: whole jobs whose batches take hours, under a clock that jumps. */
class UrgencyTest {
    private static final String LUNA = "tiers: {simple: {models: [openai/gpt-6-luna]}}\n";
    private static final String DEEPSEEK = """
            providers: {deepseek: {dialect: openai, base_url: "https://api.deepseek.com/v1",
                                   api_key_env: DEEPSEEK_API_KEY, lanes: [realtime], in_flight: 1}}
            tiers: {simple: {models: [deepseek/deepseek-flash]}}
            """;

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

    private static String questions(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(it -> "What is " + it + " plus one?\n")
                .collect(Collectors.joining("", "prompt\n", ""));
    }

    private JobView deliver(String name, String input, String yaml) {
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(name, input, yaml), false).job();
            return jobs.run(job, Goal.DELIVERED, Optional.empty());
        }
    }

    private PlanView plan(String input, String yaml) {
        try (var jobs = world.jobs()) {
            return jobs.rehearsal().plan(world.spec("plan.csv", input, yaml));
        }
    }

    private static List<Lane> lanes(JobView view) {
        return view.batches().stream().map(BatchView::lane).toList();
    }

    /** Five batches from which it is learnt how long they take. */
    private void learn() {
        for (var i = 0; i < 5; i++) deliver("learn" + i + ".csv", "prompt\nlesson " + i + "\n", LUNA);
    }

    @Test
    void aDeadlineWithinTheWindowIsMetInRealTime() {
        var line = plan(questions(3), LUNA + "deadline: 6h\n").lines().get(0);
        assertEquals(Lane.REALTIME, line.lane());
        assertEquals("realtime: a batch may take 24 h, the deadline is in 6 h", line.why());
        var start = world.now();
        var view = deliver("in.csv", questions(3), LUNA + "deadline: 6h\n");
        assertEquals(List.of(Lane.REALTIME), lanes(view));
        assertEquals(
                Optional.of(start.plus(Duration.ofHours(6))),
                view.batches().get(0).deadline());
        assertEquals(3, view.rows().accepted());
        assertTrue(world.now().isBefore(start.plus(Duration.ofMinutes(5))), "" + world.now());
    }

    @Test
    void aDeadlineAfterTheWindowCostsNothing() {
        var view = deliver("in.csv", questions(3), LUNA + "deadline: 30h\n");
        assertEquals(List.of(Lane.BATCH), lanes(view));
        assertEquals(List.of(), world.asked());
    }

    @Test
    void whatBatchesTookLatelyDecidesAndIsSaid() {
        learn();
        var plan = plan(questions(3), LUNA + "deadline: 6h\n").lines().get(0);
        assertEquals(Lane.BATCH, plan.lane());
        assertTrue(
                plan.why().matches("batch: batches took up to 1 h( \\d min)? lately, the deadline is in 6 h"),
                plan.why());
        assertEquals(
                Lane.REALTIME,
                plan(questions(3), LUNA + "deadline: 30m\n").lines().get(0).lane());
    }

    @Test
    void aBatchThatWasCalledOffCountsAsTheWindowWhereverItIsCounted() {
        learn();
        try (var store = Database.open(folder.resolve("home/route.db"))) {
            store.inTransaction(() -> {
                for (var batch = 1; batch <= 5; batch++) store.batches().callOff(batch, world.now());
            });
        }
        try (var jobs = world.jobs()) {
            var job =
                    jobs.submit(world.spec("in.csv", questions(3), LUNA), false).job();
            var sent = jobs.run(job, Goal.SENT, Optional.empty()).batches().get(0);
            assertEquals(sent.sentAt().map(it -> it.plus(Duration.ofHours(24))), sent.expectedAt());
        }
    }

    @Test
    void eachRowMayHaveADeadlineOfItsOwn() {
        var input = "prompt,deadline\na?,6h\nb?,\nc?,2026-11-20T12:00:00Z\nd?,40h\ne?,07:30\n";
        var view = deliver("in.csv", input, LUNA);
        assertEquals(5, view.rows().accepted());
        assertEquals(
                2,
                view.batches().stream()
                        .filter(it -> it.lane() == Lane.BATCH)
                        .mapToInt(BatchView::rows)
                        .sum());
        assertEquals(3, world.asked().size());
        var wanted = view.batches().stream()
                .flatMap(it -> it.deadline().stream())
                .sorted()
                .toList();
        assertEquals(
                List.of("2026-11-20T12:00:00Z", "2026-11-20T14:00:00Z", "2026-11-21T07:30:00Z", "2026-11-22T00:00:00Z"),
                wanted.stream().map(Instant::toString).toList());
    }

    @Test
    void aDeadlineThatIsNoneMakesABadRow() {
        try (var jobs = world.jobs()) {
            var spec = world.spec("in.csv", "prompt,deadline\na?,6h\nb?,soon\n", LUNA);
            var refused = assertThrows(InputException.class, () -> jobs.submit(spec, false));
            assertTrue(
                    refused.getMessage()
                            .contains("row 2, line 3: deadline is 'soon'; it is a span from now on such as"),
                    refused.getMessage());
        }
    }

    @Test
    void aResumeDecidesTheSame() {
        try (var jobs = world.jobs()) {
            var spec = world.spec("in.csv", questions(3), LUNA + "deadline: 30h\n");
            var job = jobs.submit(spec, false).job();
            jobs.run(job, Goal.SENT, Optional.empty());
        }
        world.at("2026-11-20T08:20:00Z");
        try (var jobs = world.jobs()) {
            var job = jobs.resolve("@last");
            var wanted = jobs.view(job).batches().get(0).deadline();
            assertEquals(
                    Optional.of(Instant.parse("2026-11-21T14:00:00Z")),
                    wanted.map(it -> it.truncatedTo(java.time.temporal.ChronoUnit.MINUTES)));
            assertEquals(List.of(Lane.BATCH), lanes(jobs.run(job, Goal.DELIVERED, Optional.empty())));
        }
    }

    @Test
    void aBatchThatWouldMissItsDeadlineIsCancelledInTimeAndOnlyItsRestIsAskedAgain() {
        learn();
        var learnt = world.billed();
        world.batchesTake(Duration.ofHours(20));
        var start = world.now();
        var view = deliver("in.csv", questions(40), LUNA + "deadline: 6h\nmax_attempts: 1\n");
        assertEquals(JobState.DELIVERED, view.state());
        assertEquals(new RowCounts(40, 40, 0, 0, 0), view.rows());
        assertEquals(List.of(Lane.BATCH, Lane.REALTIME), lanes(view));
        assertEquals(40 + learnt, world.billed(), "no row is bought twice");
        var rest = view.batches().get(1).rows();
        assertTrue(rest > 10 && rest < 40, "the batch answered " + (40 - rest));
        assertEquals(rest, world.asked().size());
        assertFalse(world.now().isAfter(start.plus(Duration.ofHours(6))), start + " to " + world.now());
        assertTrue(world.asked().get(0).isAfter(start.plus(Duration.ofHours(5))), "it was given its time");
    }

    @Test
    void aCancelThatFailsIsMadeAgainAndOneThatIsRefusedHoldsNothingUp() {
        learn();
        var learnt = world.billed();
        world.batchesTake(Duration.ofHours(20));
        world.answerCancels(503, 400);
        var start = world.now();
        var view = deliver("in.csv", questions(20), LUNA + "deadline: 6h\n");
        assertEquals(JobState.DELIVERED, view.state());
        assertEquals(20, view.rows().accepted());
        assertEquals(List.of(Lane.BATCH, Lane.REALTIME), lanes(view));
        assertEquals(20 + learnt, world.billed());
        assertFalse(world.now().isAfter(start.plus(Duration.ofHours(6))), start + " to " + world.now());
        assertTrue(
                view.notes().stream().anyMatch(it -> it.contains("it cannot be cancelled")),
                view.notes().toString());
    }

    @Test
    void aBatchAtAProviderWithoutRealTimeStaysAndANoteSaysSo() {
        learn();
        world.batchesTake(Duration.ofHours(20));
        var yaml = "providers: {openai: {lanes: [batch]}}\n" + LUNA + "deadline: 6h\n";
        var view = deliver("in.csv", questions(4), yaml);
        assertEquals(4, view.rows().accepted());
        assertEquals(List.of(Lane.BATCH), lanes(view));
        var notes = view.notes().stream()
                .filter(it -> it.contains("may miss its deadline"))
                .toList();
        assertEquals(1, notes.size(), view.notes().toString());
        assertEquals(1, world.said().stream().filter(notes.get(0)::equals).count());
    }

    @Test
    void aBatchThatCannotBeStoppedGoesOnAndANoteSaysSo() {
        var settings = "tiers: {simple: {models: [openrouter/openai/gpt-6-luna]}}\n";
        for (var i = 0; i < 5; i++) deliver("learn" + i + ".csv", "prompt\nlesson " + i + "\n", settings);
        var learnt = world.billed();
        world.batchesTake(Duration.ofHours(20));
        var view = deliver("in.csv", questions(4), settings + "deadline: 6h\n");
        assertEquals(4, view.rows().accepted());
        assertEquals(List.of(Lane.BATCH), lanes(view));
        assertEquals(4 + learnt, world.billed());
        assertEquals(List.of(), world.asked());
        var notes = view.notes().stream()
                .filter(it -> it.contains("may miss its deadline"))
                .toList();
        assertEquals(1, notes.size(), view.notes().toString());
        assertTrue(notes.get(0).endsWith("it cannot be cancelled there"), notes.toString());
        assertFalse(world.said().stream().anyMatch(it -> it.contains("is cancelled")), "" + world.said());
    }

    @Test
    void aJobWithoutADeadlineWaitsForTheCheaperHoursAndPaysExactlyHalf() {
        // A Friday at 08:00, in the peak hours.
        var dear = deliver("dear.csv", questions(6), DEEPSEEK + "lane: realtime\n");
        assertTrue(world.now().isBefore(Instant.parse("2026-11-20T08:05:00Z")), "" + world.now());
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec("in.csv", questions(6), DEEPSEEK), true)
                    .job();
            var sent = jobs.run(job, Goal.SENT, Optional.empty());
            var waiting = sent.batches().get(0);
            assertEquals(BatchState.PLANNED, waiting.state());
            assertEquals(Optional.of(Instant.parse("2026-11-20T10:00:00Z")), waiting.dueAt());
            assertEquals(50, waiting.discount());
            assertEquals(6, world.asked().size(), "those of the first job");
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(dear.cost(), view.cost().times(2));
            var levers = jobs.accounts()
                    .levers(new BillQuery(
                            List.of(), Optional.empty(), Optional.empty(), Optional.of(job), view.sandbox()));
            assertEquals(view.cost(), levers.hours(), "the other half");
            assertEquals(Money.ZERO, levers.unexplained());
            assertFalse(world.asked().get(6).isBefore(Instant.parse("2026-11-20T10:00:00Z")));
        }
    }

    @Test
    void aDeadlineThatCannotWaitPaysTheFullPrice() {
        var line = plan(questions(6), DEEPSEEK + "deadline: 90m\n").lines().get(0);
        assertEquals("realtime: the deadline is in 1 h 30 min", line.why());
        var patient = plan(questions(6), DEEPSEEK + "deadline: 6h\n").lines().get(0);
        assertEquals("realtime, 50 % cheaper from 10:00 UTC on", patient.why());
        assertEquals(line.cost().orElseThrow(), patient.cost().orElseThrow().times(2));
        var view = deliver("in.csv", questions(6), DEEPSEEK + "deadline: 90m\n");
        assertEquals(0, view.batches().get(0).discount());
        assertTrue(world.now().isBefore(Instant.parse("2026-11-20T09:00:00Z")));
    }

    @Test
    @Timeout(30)
    void aBatchInTimeIsSentEvenWhereItsFewRowsAloneWouldFitIntoTheCheapHours() {
        learn();
        world.at("2026-11-21T08:00:00Z");
        // At a row in two minutes, the half hour from 10:00 to the deadline takes four rows but not forty.
        var yaml = """
                providers: {openai: {limits: {max_rows: 4}, requests_per_minute: 1,
                                     off_peak: {peak: ["01:00-10:00"], discount: 75}}}
                """ + LUNA + "deadline: 150m\n";
        var view = deliver("in.csv", questions(40), yaml);
        assertEquals(new RowCounts(40, 40, 0, 0, 0), view.rows());
        assertEquals(Collections.nCopies(10, Lane.BATCH), lanes(view));
    }

    /** Friday morning's price by the moment at which each call was asked. */
    private Money priceOf(Money oneRow, Instant asked) {
        var hour = asked.toString().substring(11);
        var isPeak = hour.compareTo("01:00") >= 0 && hour.compareTo("04:00") < 0
                || hour.compareTo("06:00") >= 0 && hour.compareTo("10:00") < 0;
        return isPeak ? oneRow.times(2) : oneRow;
    }

    private static String alike(int rows) {
        return "prompt\n" + "What is one plus one?\n".repeat(rows);
    }

    @Test
    void whatIsUnaskedWhenTheHoursEndGoesOnInTheNext() {
        world.at("2026-11-24T00:30:00Z");
        world.callsTake(Duration.ofMinutes(1));
        var view = deliver("in.csv", alike(40), DEEPSEEK);
        assertEquals(40, view.rows().accepted());
        assertEquals(1, view.batches().size(), view.batches().toString());
        assertEquals(40, world.asked().size());
        var night = Instant.parse("2026-11-24T00:50:00Z");
        var morning = Instant.parse("2026-11-24T04:00:00Z");
        var between = world.asked().stream().filter(it -> it.isAfter(night) && it.isBefore(morning));
        assertEquals(List.of(), between.toList());
        assertEquals(
                21, world.asked().stream().filter(it -> it.isBefore(morning)).count());
        assertEquals(0, view.doubtful());
    }

    @Test
    void whatADeadlineDrivesOutOfTheCheaperHoursCostsTheFullPriceFromThenOn() {
        world.at("2026-11-24T00:30:00Z");
        world.callsTake(Duration.ofMinutes(1));
        var view = deliver("in.csv", alike(40), DEEPSEEK + "deadline: 2h\n");
        assertEquals(new RowCounts(40, 40, 0, 0, 0), view.rows());
        assertEquals(40, world.asked().size());
        assertEquals(40, world.billed());
        assertEquals(
                List.of(50, 0), view.batches().stream().map(BatchView::discount).toList());
        exactlyByTheMoment(view);
    }

    @Test
    void whatIsLeftWhenTheCheaperHoursBeginCostsLessFromThenOn() {
        world.at("2026-11-24T09:40:00Z");
        world.callsTake(Duration.ofMinutes(1));
        var view = deliver("in.csv", alike(40), DEEPSEEK + "deadline: 15m\n");
        assertEquals(new RowCounts(40, 40, 0, 0, 0), view.rows());
        assertEquals(40, world.asked().size());
        assertEquals(
                List.of(0, 50), view.batches().stream().map(BatchView::discount).toList());
        exactlyByTheMoment(view);
    }

    private void exactlyByTheMoment(JobView view) {
        world.at("2026-11-28T12:00:00Z");
        world.callsTake(Duration.ZERO);
        var asked = world.asked();
        var one = deliver("one.csv", alike(1), DEEPSEEK).cost();
        var expected = asked.stream().map(it -> priceOf(one, it)).reduce(Money.ZERO, Money::plus);
        assertEquals(expected, view.cost(), asked.toString());
    }

    private static final String REGIONS = """
            providers: {openai: {region: us}, anthropic: {region: EU}}
            tiers: {simple: {models: [openai/gpt-6-luna, anthropic/claude-haiku-5-5]}}
            """;

    @Test
    void rowsStayInTheRegionThatTheJobNames() {
        var view = deliver("in.csv", questions(3), REGIONS + "only_region: eu\n");
        assertEquals("anthropic/claude-haiku-5-5", view.batches().get(0).model().toString());
        assertEquals(3, view.rows().accepted());
    }

    @Test
    void aRuleKeepsItsRowsWhateverTierTheyName() {
        var yaml = REGIONS + "rules:\n- {when: {tag: legal}, region: eu}\n- {when: {tag: legal}, tier: simple}\n";
        var lines = plan("prompt,tag,tier\na?,legal,\nb?,,\nc?,legal,simple\n", yaml)
                .lines();
        assertEquals(
                List.of("anthropic/claude-haiku-5-5 2", "openai/gpt-6-luna 1"),
                lines.stream().map(it -> it.model() + " " + it.rows()).toList());
    }

    @Test
    void aRowWithNowhereToGoSaysWhy() {
        var bad = plan("prompt,model\na?,\nb?,openai/gpt-6-luna\n", REGIONS + "only_region: eu\n")
                .badRows();
        assertEquals(1, bad.size());
        assertEquals(
                "openai/gpt-6-luna: not in region eu, openai is in us",
                bad.get(0).reason());
        var nowhere = plan("prompt\na?\n", LUNA + "only_region: eu\n").badRows().get(0);
        assertTrue(nowhere.reason().contains("not in region eu, openai names none"), nowhere.reason());
    }

    @Test
    void aRetryDoesNotLeaveTheRegionEither() {
        var yaml = """
                providers: {openai: {region: us}, anthropic: {region: eu}}
                tiers: {simple: {models: [anthropic/claude-haiku-5-5]}, hard: {models: [openai/gpt-6.1-sol], from: 0.9}}
                rules: [{when: {contains: secret}, region: eu}]
                """;
        var view = deliver("in.csv", "prompt\n[[sandbox:error]] secret?\n", yaml);
        assertEquals(1, view.rows().failed());
        try (var jobs = world.jobs()) {
            var refused = assertThrows(
                    InputException.class, () -> jobs.retry(view.id(), Optional.empty(), Optional.of("hard")));
            assertTrue(refused.getMessage().contains("not in region eu"), refused.getMessage());
        }
    }
}
