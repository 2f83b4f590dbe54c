package route.flow;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.BillLine;
import route.domain.BillQuery;
import route.domain.Money;
import route.domain.QualityLine;
import route.domain.QualityView;
import route.plan.Beta;
import route.store.Database;
import route.store.QualityTable;

/** Sets what models cost against how good their answers were rated. */
final class QualityReport {
    private static final List<String> ALL = List.of("model", "task");
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final double EDGE = 0.025;

    private final Database store;
    private final BillQuery query;
    private final Duration halfLife;
    private final LocalDate today;

    QualityReport(Database store, BillQuery query, Duration halfLife, LocalDate today) {
        this.store = store;
        this.query = query;
        this.halfLife = halfLife;
        this.today = today;
    }

    QualityView view() {
        var counted = store.quality()
                .all(query.sandbox(), query.since().orElse(FIRST), query.until().orElse(LAST), query.job());
        var findings = new Findings(lines(ALL, counted)).sentences();
        var rated = counted.stream()
                .filter(QualityTable.Counted::rated)
                .mapToLong(QualityTable.Counted::rows)
                .sum();
        return new QualityView(lines(query.by(), counted), findings, rated);
    }

    private List<QualityLine> lines(List<String> by, List<QualityTable.Counted> counted) {
        var bill = new BillQuery(by, query.since(), query.until(), query.job(), query.sandbox());
        var groups = new LinkedHashMap<Map<String, String>, List<QualityTable.Counted>>();
        var billed = new LinkedHashMap<Map<String, String>, BillLine>();
        for (var it : store.spend().lines(bill)) {
            billed.put(it.group(), it);
            groups.put(it.group(), new ArrayList<>());
        }
        for (var it : counted)
            groups.computeIfAbsent(group(by, it), key -> new ArrayList<>()).add(it);
        return groups.entrySet().stream()
                .map(it -> line(it.getKey(), Optional.ofNullable(billed.get(it.getKey())), it.getValue()))
                .sorted(Comparator.comparing(QualityLine::cost).reversed())
                .toList();
    }

    private static Map<String, String> group(List<String> by, QualityTable.Counted it) {
        var group = new LinkedHashMap<String, String>();
        for (var dimension : by) group.put(dimension, dimension.equals("model") ? it.model() : it.task());
        return group;
    }

    private QualityLine line(Map<String, String> group, Optional<BillLine> billed, List<QualityTable.Counted> counted) {
        var rated = counted.stream().filter(QualityTable.Counted::rated).toList();
        var checked = counted.stream().filter(it -> !it.rated()).toList();
        return new QualityLine(
                group,
                billed.map(BillLine::rows).orElse(0L),
                billed.map(BillLine::cost).orElse(Money.ZERO),
                rows(rated),
                rows(rated.stream().filter(QualityTable.Counted::explored).toList()),
                rated.isEmpty() ? Optional.empty() : Optional.of(rate(rated)),
                rows(checked),
                checked.stream().mapToLong(QualityTable.Counted::good).sum() / 1_000);
    }

    private static long rows(List<QualityTable.Counted> counted) {
        return counted.stream().mapToLong(QualityTable.Counted::rows).sum();
    }

    /** By the ratings alone, each by its age: nothing is assumed beforehand, so few ratings give a wide interval. */
    private QualityLine.Rate rate(List<QualityTable.Counted> rated) {
        var known = Beta.UNKNOWN;
        for (var it : Choosing.evidence(rated, halfLife, today)) {
            known = known.plus(it.good(), Math.max(0, it.rated() - it.good()));
        }
        return new QualityLine.Rate(known.mean(), known.quantile(EDGE), known.quantile(1 - EDGE));
    }
}
