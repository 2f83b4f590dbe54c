package route.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import route.domain.BillLine;

/**
 * Our bill beside a provider's own account, day by day and model by model.
 *
 * @param lines in order of model, measure and day
 */
public record Reconciliation(List<Line> lines) {

    public Reconciliation {
        lines = List.copyOf(lines);
    }

    /** What a comparison came to. */
    public enum Verdict {
        EQUAL,
        /** Equal together with a day nearby: a batch is billed on the day it ended, and collected on the next perhaps. */
        SHIFTED,
        DIFFERENT,
        ONLY_OURS,
        ONLY_THEIRS;

        public boolean isFine() {
            return this == EQUAL || this == SHIFTED;
        }
    }

    /**
     * One model on one day.
     *
     * @param model without its provider; empty for all together, where the provider does not tell them apart
     * @param ours picodollars or tokens
     * @param theirs the same
     */
    public record Line(LocalDate day, String model, Measure measure, long ours, long theirs, Verdict verdict) {}

    private record Key(String model, Measure measure) {}

    /** Two sums of one day. */
    record Pair(long ours, long theirs) {
        static final Pair NONE = new Pair(0, 0);

        Pair plus(Pair other) {
            return new Pair(Math.addExact(ours, other.ours), Math.addExact(theirs, other.theirs));
        }
    }

    /**
     * Compares.
     *
     * @param bill our lines by day and model, of any providers, up to some days after the export's last
     */
    public static Reconciliation of(List<BillLine> bill, ProviderExport export, Tolerance tolerance) {
        var prefix = export.provider() + "/";
        var mine = bill.stream()
                .filter(it -> it.group().get("model").startsWith(prefix))
                .toList();
        var used = mine.stream()
                .map(it -> it.group().get("model").substring(prefix.length()))
                .collect(Collectors.toSet());
        var days = new TreeMap<Key, TreeMap<LocalDate, Pair>>(
                Comparator.comparing(Key::model).thenComparing(Key::measure));
        var isSummary = export.items().stream().allMatch(it -> it.model().isEmpty());
        for (var line : mine)
            ours(line, isSummary ? "" : line.group().get("model").substring(prefix.length()), export, days);
        for (var item : export.items()) theirs(item, used, export, days);
        var lines = new ArrayList<Line>();
        days.forEach((key, byDay) -> lines.addAll(judged(key, byDay, tolerance)));
        // Ours of days after the export's last only matter where they hold what it bills.
        lines.removeIf(it -> it.day().isAfter(export.last()) && it.verdict() != Verdict.SHIFTED);
        return new Reconciliation(lines);
    }

    private static void ours(
            BillLine line, String model, ProviderExport export, Map<Key, TreeMap<LocalDate, Pair>> days) {
        var day = LocalDate.parse(line.group().get("day"));
        if (export.hasCost())
            add(days, new Key(model, Measure.COST), day, new Pair(line.cost().picodollars(), 0));
        if (!export.hasTokens()) return;
        add(
                days,
                new Key(model, Measure.INPUT_TOKENS),
                day,
                new Pair(line.usage().input(), 0));
        add(
                days,
                new Key(model, Measure.OUTPUT_TOKENS),
                day,
                new Pair(line.usage().output(), 0));
    }

    private static void theirs(
            ProviderExport.Item item,
            Set<String> used,
            ProviderExport export,
            Map<Key, TreeMap<LocalDate, Pair>> days) {
        var model = ProviderNames.ours(item.model(), used);
        if (export.hasCost())
            add(
                    days,
                    new Key(model, Measure.COST),
                    item.day(),
                    new Pair(0, item.cost().picodollars()));
        if (!export.hasTokens()) return;
        add(days, new Key(model, Measure.INPUT_TOKENS), item.day(), new Pair(0, item.input()));
        add(days, new Key(model, Measure.OUTPUT_TOKENS), item.day(), new Pair(0, item.output()));
    }

    private static void add(Map<Key, TreeMap<LocalDate, Pair>> days, Key key, LocalDate day, Pair pair) {
        days.computeIfAbsent(key, it -> new TreeMap<>()).merge(day, pair, Pair::plus);
    }

    private static List<Line> judged(Key key, TreeMap<LocalDate, Pair> byDay, Tolerance tolerance) {
        var shifted = Shifts.find(byDay, key.measure(), tolerance);
        return byDay.entrySet().stream()
                .filter(it -> !it.getValue().equals(Pair.NONE))
                .map(it -> {
                    var pair = it.getValue();
                    var verdict =
                            shifted.contains(it.getKey()) ? Verdict.SHIFTED : verdict(pair, key.measure(), tolerance);
                    return new Line(it.getKey(), key.model(), key.measure(), pair.ours(), pair.theirs(), verdict);
                })
                .toList();
    }

    private static Verdict verdict(Pair pair, Measure measure, Tolerance tolerance) {
        if (tolerance.allows(measure, pair.ours(), pair.theirs())) return Verdict.EQUAL;
        if (pair.theirs() == 0) return Verdict.ONLY_OURS;
        return pair.ours() == 0 ? Verdict.ONLY_THEIRS : Verdict.DIFFERENT;
    }

    /** Whether all that was compared is equal, up to the day. */
    public boolean isEqual() {
        return lines.stream().allMatch(it -> it.verdict().isFine());
    }

    /** Both sides' sums of a measure. */
    public Line total(Measure measure, Tolerance tolerance) {
        var sum = lines.stream()
                .filter(it -> it.measure() == measure)
                .map(it -> new Pair(it.ours(), it.theirs()))
                .reduce(Pair.NONE, Pair::plus);
        return new Line(LocalDate.MAX, "", measure, sum.ours(), sum.theirs(), verdict(sum, measure, tolerance));
    }

    /** The measures that were compared. */
    public List<Measure> measures() {
        return lines.stream().map(Line::measure).distinct().sorted().toList();
    }
}
