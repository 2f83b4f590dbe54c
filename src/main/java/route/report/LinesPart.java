package route.report;

import java.util.ArrayList;
import java.util.List;
import route.domain.Bill;
import route.domain.BillLine;

/** The lines of the bill by the dimensions that were asked for. */
final class LinesPart {
    private static final int SHOWN = 200;

    private final Bill bill;
    private final List<String> by;
    private final Amounts amounts;

    LinesPart(Bill bill, List<String> by, Amounts amounts) {
        this.bill = bill;
        this.by = by;
        this.amounts = amounts;
    }

    String title() {
        return "The bill by " + String.join(" and ", by);
    }

    String html() {
        var grid = new Grid(title());
        by.forEach(grid::words);
        grid.detail("answers")
                .detail("input")
                .detail("output")
                .number("cost")
                .detail("share")
                .number("flagship");
        bill.lines().stream().limit(SHOWN).forEach(it -> grid.row("", cells(it, groups(it))));
        var total = new ArrayList<>(by.stream().map(it -> "").toList());
        total.set(0, "total");
        grid.row("sum", cells(bill.total(), total));
        var hidden = bill.lines().size() - SHOWN;
        return grid.html()
                + (hidden > 0
                        ? "<p class=\"empty\">and " + Amounts.count(hidden, "cheaper line") + ", which the CSV has</p>"
                        : "");
    }

    private List<String> groups(BillLine line) {
        return by.stream()
                .map(it -> line.group().getOrDefault(it, ""))
                .map(it -> it.isEmpty() ? "<i>none</i>" : Markup.escaped(it))
                .toList();
    }

    private List<String> cells(BillLine line, List<String> labels) {
        var cells = new ArrayList<>(labels);
        cells.add(Amounts.count(line.rows()));
        cells.add(Amounts.tokens(line.usage().input()));
        cells.add(Amounts.tokens(line.usage().output()));
        cells.add(amounts.dollars(line.cost()));
        cells.add(Amounts.percent(line.cost(), bill.total().cost()));
        cells.add(amounts.dollars(line.baseline()));
        return cells;
    }
}
