package route.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import route.domain.Bill;
import route.domain.BillDetail;
import route.domain.BillDetail.Kind;
import route.domain.BillLine;
import route.domain.BillQuery;
import route.domain.JobId;
import route.domain.Levers;
import route.domain.Money;
import route.domain.QualityLine;
import route.domain.QualityView;
import route.domain.Usage;

/** A month's bill of a busy home, made up from a seed; one tag, one job name and one code try to be markup. */
final class SampleBill {
    static final Instant NOW = Instant.parse("2026-11-20T12:34:00Z");
    static final String HOSTILE = "<script>alert('x')</script>\"&\u202Etfel";
    private static final List<String> MODELS = List.of(
            "openai/gpt-6.1-sol",
            "anthropic/claude-haiku-5-5",
            "openai/gpt-6-luna",
            "gemini/gemini-2.5-flash-lite",
            "mistral/mistral-small-latest",
            "anthropic/claude-opus-5-5",
            "xai/grok-5-mini",
            "groq/llama-4-scout",
            "deepinfra/Qwen3-32B");
    private static final List<Integer> SHARES = List.of(400, 260, 190, 80, 40, 30, 12, 6, 4);
    private static final List<String> TASKS =
            List.of("classification", "extraction", "summary", "translation", "qa", "code", "");

    static final QualityView UNRATED = new QualityView(
            List.of(new QualityLine(
                    Map.of("task", "summary", "model", "openai/gpt-6-luna"),
                    200,
                    Money.ofDollars("0.5"),
                    0,
                    0,
                    Optional.empty(),
                    200,
                    190)),
            List.of(),
            0);

    private final Random random = new Random(7);
    private final List<BillLine> all = new ArrayList<>();

    static BillQuery query(String... by) {
        return new BillQuery(List.of(by), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** @param days how many days it spans */
    static BillDetail of(int days) {
        return new SampleBill().detail(days);
    }

    static BillDetail empty() {
        var nothing = new BillLine(Map.of(), 0, Usage.NONE, Money.ZERO, Money.ZERO);
        var levers = new Levers(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
        return new BillDetail(
                new Bill(List.of(), nothing),
                levers,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                UNRATED,
                Money.ZERO);
    }

    private BillDetail detail(int days) {
        var first = LocalDate.of(2026, 10, 22);
        for (var day = 0; day < days; day++) {
            if (day % 7 == 3) continue;
            for (var task : TASKS) {
                for (var model = 0; model < MODELS.size(); model++) line(first.plusDays(day), task, model);
            }
        }
        var total = sum(Map.of(), all);
        var saved = total.baseline().minus(total.cost()).picodollars();
        var levers = new Levers(
                total.baseline(),
                Money.ofPicodollars(saved * 62 / 100),
                Money.ofPicodollars(saved * 31 / 100),
                Money.ofPicodollars(saved * 4 / 100),
                Money.ofPicodollars(-saved / 100),
                total.cost());
        return new BillDetail(
                new Bill(by("tag", "tier"), total),
                levers,
                by("day", "model").stream()
                        .sorted(java.util.Comparator.comparing(it -> it.group().get("day")))
                        .toList(),
                by("model"),
                by("task", "model"),
                endings(),
                turnarounds(),
                forecasts(),
                dearest(),
                new QualityView(
                        List.of(
                                rated("summary", MODELS.get(0), 4_000, 31, 0.91),
                                rated("summary", MODELS.get(2), 90, 28, 0.89),
                                rated("code", MODELS.get(0), 7_000, 140, 0.93),
                                rated("code", MODELS.get(1), 1_100, 120, 0.61),
                                rated(HOSTILE, MODELS.get(8), 0, 3, 0.5)),
                        List.of(
                                "summary: openai/gpt-6.1-sol (0.91, 0.80 to 0.97) was not needed, as far as 28 ratings can"
                                        + " tell: openai/gpt-6-luna (0.89, 0.77 to 0.97) at 2 % of the cost",
                                "code: anthropic/claude-haiku-5-5 (0.61, 0.52 to 0.69) failed where openai/gpt-6.1-sol"
                                        + " (0.93, 0.88 to 0.97) did not",
                                HOSTILE + ": nothing"),
                        322),
                Money.ofDollars("0.35"));
    }

    private static QualityLine rated(String task, String model, long micros, long rated, double mean) {
        var spread = 0.6 / Math.sqrt(rated);
        var rate = new QualityLine.Rate(mean, Math.max(0, mean - spread), Math.min(1, mean + spread));
        var group = Map.of("task", task, "model", model);
        var cost = Money.ofPicodollars(micros * 1_000_000 * 500);
        return new QualityLine(group, 500, cost, rated, 0, Optional.of(rate), 400, 396);
    }

    private void line(LocalDate day, String task, int model) {
        if (random.nextInt(3) == 0) return;
        var rows = 1 + random.nextInt(60) * SHARES.get(model) / 40;
        var usage = new Usage(rows * 410L, rows * 90L, 0, rows * 120L, model == 0 ? rows * 50L : 0);
        var cost = Money.ofPicodollars(rows * SHARES.get(model) * 1_700_000L);
        var group = Map.of(
                "day",
                day.toString(),
                "task",
                task,
                "model",
                MODELS.get(model),
                "tier",
                model == 0 ? "flagship" : model < 3 ? "medium" : "simple",
                "tag",
                task.equals("qa") ? HOSTILE : task.isEmpty() ? "" : "team-" + task.length());
        all.add(new BillLine(group, rows, usage, cost, Money.ofPicodollars(rows * 1_900_000_000L)));
    }

    private List<BillLine> by(String... dimensions) {
        var groups = all.stream().collect(Collectors.groupingBy(it -> {
            var group = new LinkedHashMap<String, String>();
            for (var dimension : dimensions) group.put(dimension, it.group().get(dimension));
            return (Map<String, String>) group;
        }));
        return groups.entrySet().stream()
                .map(it -> sum(it.getKey(), it.getValue()))
                .sorted((a, b) -> b.cost().compareTo(a.cost()))
                .toList();
    }

    private static BillLine sum(Map<String, String> group, List<BillLine> lines) {
        return lines.stream()
                .reduce(
                        new BillLine(group, 0, Usage.NONE, Money.ZERO, Money.ZERO),
                        (a, b) -> new BillLine(
                                group,
                                a.rows() + b.rows(),
                                a.usage().plus(b.usage()),
                                a.cost().plus(b.cost()),
                                a.baseline().plus(b.baseline())));
    }

    private static List<BillDetail.Ending> endings() {
        return List.of(
                new BillDetail.Ending(Kind.ANSWERED, "STOP", 41_210),
                new BillDetail.Ending(Kind.ANSWERED, "LENGTH", 1_904),
                new BillDetail.Ending(Kind.ERRORED, "429", 1_100),
                new BillDetail.Ending(Kind.UNSERVED, "EXPIRED", 640),
                new BillDetail.Ending(Kind.ANSWERED, "REFUSAL", 88),
                new BillDetail.Ending(Kind.ERRORED, HOSTILE, 12),
                new BillDetail.Ending(Kind.UNSERVED, "LOST", 3));
    }

    private static List<BillDetail.Turnaround> turnarounds() {
        return List.of(
                new BillDetail.Turnaround(
                        MODELS.get(1), 31, Duration.ofMinutes(9), Duration.ofMinutes(48), Duration.ofHours(3)),
                new BillDetail.Turnaround(
                        MODELS.get(2), 44, Duration.ofMinutes(52), Duration.ofHours(6), Duration.ofMinutes(1412)),
                new BillDetail.Turnaround(
                        MODELS.get(0), 12, Duration.ofMinutes(95), Duration.ofHours(11), Duration.ofHours(14)));
    }

    private List<BillDetail.Forecast> forecasts() {
        var jobs = new ArrayList<BillDetail.Forecast>();
        for (var i = 0; i < 8; i++) {
            var estimate = 2_000_000_000_000L + random.nextInt(900) * 9_000_000_000L;
            var cost = estimate / 100 * (82 + random.nextInt(30));
            jobs.add(new BillDetail.Forecast(
                    new JobId("t" + (9 - i) + "k2"),
                    i == 2 ? HOSTILE : "nightly_tickets",
                    NOW.minus(Duration.ofHours(24L * i + 3)),
                    i > 0,
                    Money.ofPicodollars(estimate),
                    Money.ofPicodollars(i > 0 ? cost : cost / 3)));
        }
        return jobs;
    }

    private static List<BillDetail.Dear> dearest() {
        var dear = new ArrayList<BillDetail.Dear>();
        for (var i = 0; i < 10; i++) {
            dear.add(new BillDetail.Dear(
                    new JobId("t" + (5 + i % 4) + "k2"),
                    17 + i * 7919L % 5000,
                    MODELS.get(i % 3 == 0 ? 5 : 0),
                    "2026-11-" + (10 + i),
                    Money.ofPicodollars(91_000_000_000L - i * 6_300_000_000L)));
        }
        return dear;
    }
}
