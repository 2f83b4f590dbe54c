package route.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.BillLine;
import route.domain.Money;

/** What each kind of task cost on each model: the darker a cell, the more of the bill. */
final class TasksPart {
    private static final int SHADES = 8;
    private static final int MOST_MODELS = 8;
    private static final String OTHERS = "others";

    private final Map<String, Map<String, Long>> costs = new LinkedHashMap<>();
    private final List<String> models;
    private final Amounts amounts;
    private final long most;

    /**
     * @param lines by task and model, dearest first
     * @param ranked all models, dearest first
     */
    TasksPart(List<BillLine> lines, List<String> ranked, Amounts amounts) {
        this.amounts = amounts;
        this.models = new ArrayList<>(ranked.size() > MOST_MODELS ? ranked.subList(0, MOST_MODELS - 1) : ranked);
        if (ranked.size() > MOST_MODELS) models.add(OTHERS);
        for (var line : lines) {
            var model = line.group().get("model");
            costs.computeIfAbsent(line.group().get("task"), it -> new LinkedHashMap<>())
                    .merge(models.contains(model) ? model : OTHERS, line.cost().picodollars(), Math::addExact);
        }
        this.most = costs.values().stream()
                .flatMap(it -> it.values().stream())
                .mapToLong(it -> it)
                .max()
                .orElse(0);
    }

    String html() {
        var grid = new Grid("Cost by task and model").words("task");
        models.forEach(grid::number);
        grid.number("all");
        costs.entrySet().stream()
                .sorted((a, b) -> Long.compare(sum(b.getValue()), sum(a.getValue())))
                .forEach(it -> grid.row("", cells(it.getKey(), it.getValue())));
        return "<div class=\"heat\">" + grid.html() + "</div>";
    }

    private static long sum(Map<String, Long> row) {
        return row.values().stream().mapToLong(it -> it).sum();
    }

    private List<String> cells(String task, Map<String, Long> row) {
        var cells = new ArrayList<String>();
        cells.add(task.isEmpty() ? "<i>none</i>" : Markup.escaped(task));
        for (var model : models) {
            var cost = row.get(model);
            cells.add(cost == null ? "<span class=\"none\">\u2013</span>" : shaded(cost));
        }
        cells.add("<b>" + amounts.dollars(Money.ofPicodollars(sum(row))) + "</b>");
        return cells;
    }

    private String shaded(long cost) {
        var shade = most == 0 ? 0 : Bars.share(cost, most, SHADES);
        return "<span class=\"h" + shade + "\">" + amounts.dollars(Money.ofPicodollars(cost)) + "</span>";
    }
}
