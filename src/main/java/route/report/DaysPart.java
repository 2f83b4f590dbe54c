package route.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.BillLine;
import route.domain.Money;

/** Cost over time: a column for each day (week, month), stacked by model. */
final class DaysPart {
    private static final int LABELS = 6;
    private static final int LEAST_SLOTS = 7;
    private static final String OTHERS = "other models";

    private final Periods periods;
    private final Colours colours;
    private final Amounts amounts;
    private final List<Map<String, Long>> columns = new ArrayList<>();
    private final Map<String, Long> totals = new LinkedHashMap<>();

    /** @param lines by day and model, in order of the days; at least one */
    DaysPart(List<BillLine> lines, Colours colours, Amounts amounts) {
        this.colours = colours;
        this.amounts = amounts;
        this.periods = Periods.of(day(lines.get(0)), day(lines.get(lines.size() - 1)));
        // Bottom up in the order of the legend.
        for (var model : colours.models()) totals.put(model, 0L);
        for (var i = 0; i < periods.count(); i++) columns.add(new LinkedHashMap<>(totals));
        for (var line : lines) {
            var model = line.group().get("model");
            var name = colours.models().contains(model) ? model : OTHERS;
            var cost = line.cost().picodollars();
            columns.get(periods.indexOf(day(line))).merge(name, cost, Math::addExact);
            totals.merge(name, cost, Math::addExact);
        }
    }

    private static LocalDate day(BillLine line) {
        return LocalDate.parse(line.group().get("day"));
    }

    String title() {
        return "Cost by " + periods.noun() + " and model";
    }

    String html() {
        var axis = Axis.upTo(columns.stream().mapToLong(DaysPart::sum).max().orElse(0));
        return new Markup()
                .raw("<figure>")
                .raw(legend())
                .raw("<div class=\"plot\">")
                .raw(plot(axis))
                .raw(axis.labels())
                .raw(below())
                .raw("</div></figure>\n<details><summary>The numbers</summary>")
                .raw(table())
                .raw("</details>\n")
                .toString();
    }

    private static long sum(Map<String, Long> column) {
        return column.values().stream().mapToLong(it -> it).sum();
    }

    private String legend() {
        var list = new Markup().raw("<ul class=\"legend\">");
        for (var entry : totals.entrySet()) {
            list.raw("<li>" + Colours.swatch(colours.of(entry.getKey())))
                    .text(entry.getKey())
                    .raw(" <b>" + dollars(entry.getValue()) + "</b></li>");
        }
        return list.raw("</ul>").toString();
    }

    private String dollars(long picodollars) {
        return amounts.dollars(Money.ofPicodollars(picodollars));
    }

    private String plot(Axis axis) {
        var svg = new Markup()
                .raw("<svg class=\"columns\" role=\"img\" aria-label=\"")
                .text(title() + ", as in the table below")
                .raw("\">")
                .raw(axis.lines());
        for (var at = 0; at < columns.size(); at++) column(svg, axis, at);
        return svg.raw("</svg>").toString();
    }

    /** How many columns the plot has room for: few are not blown up. */
    private long slots() {
        return Math.max(LEAST_SLOTS, columns.size());
    }

    /** Where a column begins. */
    private String left(int at) {
        return Bars.percent(at * 20L + 3, slots() * 20L);
    }

    /** A column takes seven tenths of its place. */
    private void column(Markup svg, Axis axis, int at) {
        var x = left(at);
        var width = Bars.percent(14, slots() * 20L);
        var from = 0L;
        for (var part : columns.get(at).entrySet()) {
            var cost = part.getValue();
            if (cost <= 0) continue;
            from += cost;
            svg.raw("<rect class=\"" + colours.of(part.getKey()) + "\" x=\"" + x + "\" width=\"" + width + "\" y=\""
                            + Bars.percent(axis.top() - from, axis.top()) + "\" height=\""
                            + Bars.percent(cost, axis.top()) + "\"><title>")
                    .text(periods.name(at) + ": " + part.getKey() + " " + dollars(cost))
                    .raw("</title></rect>");
        }
    }

    /** Some of the periods' names, evenly. */
    private String below() {
        var svg = new Markup().raw("<svg class=\"below\" aria-hidden=\"true\">");
        var step = (columns.size() + LABELS - 1) / LABELS;
        for (var at = 0; at < columns.size(); at += step) {
            svg.raw("<text y=\"14\" x=\"" + left(at) + "\">")
                    .text(periods.label(at))
                    .raw("</text>");
        }
        return svg.raw("</svg>").toString();
    }

    private String table() {
        var grid = new Grid(title()).words(periods.noun());
        totals.keySet().forEach(grid::number);
        grid.number("all");
        for (var at = 0; at < columns.size(); at++) {
            var column = columns.get(at);
            var cells = new ArrayList<String>();
            cells.add(periods.name(at));
            totals.keySet().forEach(it -> cells.add(dollars(column.getOrDefault(it, 0L))));
            cells.add(dollars(sum(column)));
            grid.row("", cells);
        }
        return grid.html();
    }
}
