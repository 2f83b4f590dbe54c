package route.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import route.domain.Bill;
import route.domain.BillLine;
import route.domain.Money;

/** The bill as a table: with bars for each line's share of the cost where the terminal has room for them. */
final class BillTable {
    private static final int BAR = 10;
    private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";
    private static final long LONG = 1_000_000;

    private final Bill bill;
    private final List<String> by;

    BillTable(Bill bill, List<String> by) {
        this.bill = bill;
        this.by = by;
    }

    /** Of the ways to show it the richest that fits; names are cut only where none does. */
    String render(int width, Paint paint) {
        var ways = List.of(table(true, true), table(true, false), table(false, true));
        var fitting = ways.stream().filter(it -> it.width() <= width).findFirst();
        return fitting.orElse(table(false, false)).render(width, paint);
    }

    private Table table(boolean bars, boolean flagship) {
        var table = new Table();
        by.forEach(table::elastic);
        if (by.isEmpty()) table.text("");
        table.number("rows").number("input").number("output").number("cost");
        if (bars) table.text("share");
        if (flagship) table.number("flagship");
        table.number("saving");
        for (var line : bill.lines()) {
            var labels =
                    by.stream().map(it -> line.group().getOrDefault(it, "")).toList();
            table.row(cells(labels, line, bars, flagship));
        }
        table.row(cells(totalLabels(), bill.total(), bars, flagship));
        return table;
    }

    private List<String> totalLabels() {
        var labels = new ArrayList<>(Collections.nCopies(Math.max(1, by.size()), ""));
        labels.set(0, "total");
        return labels;
    }

    private List<String> cells(List<String> labels, BillLine line, boolean bars, boolean flagship) {
        var cells = new ArrayList<>(labels);
        cells.add(Figures.count(line.rows()));
        cells.add(tokens(line.usage().input()));
        cells.add(tokens(line.usage().output()));
        cells.add(Figures.amount(line.cost()));
        if (bars)
            cells.add(line == bill.total() ? "" : bar(line.cost(), bill.total().cost()));
        if (flagship) cells.add(Figures.amount(line.baseline()));
        cells.add(Figures.percent(line.baseline().minus(line.cost()), line.baseline()));
        return cells;
    }

    private static String tokens(long number) {
        if (number < LONG) return Figures.count(number);
        return BigDecimal.valueOf(number).movePointLeft(6).setScale(1, RoundingMode.HALF_UP) + "M";
    }

    /** A bar of ten characters for the whole, in steps of an eighth of one. */
    static String bar(Money part, Money whole) {
        if (whole.picodollars() <= 0 || part.picodollars() <= 0) return "";
        var eighths = BigDecimal.valueOf(part.picodollars())
                .multiply(BigDecimal.valueOf(BAR * 8L))
                .divide(BigDecimal.valueOf(whole.picodollars()), 0, RoundingMode.HALF_UP)
                .intValueExact();
        var rest = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return "\u2588".repeat(eighths / 8) + rest;
    }
}
