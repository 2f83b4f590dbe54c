package route.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import route.domain.Money;
import route.domain.QualityLine;
import route.domain.QualityView;

/** What models cost at each task against how their answers were rated, and where a dearer one was not needed. */
final class QualityPart {
    private static final int SHOWN = 24;
    private static final int WHOLE = 10_000;
    private static final String IMPORT =
            "<code>route feedback import FILE</code> takes ratings of answers from a CSV or"
                    + " JSONL file, and the page then says where a cheaper model did as well.";
    private static final String CAUTION = "Rows of a stronger tier are harder: only models of one tier, or rows that"
            + " <code>--explore</code> sent elsewhere, compare like with like.";

    private final QualityView quality;
    private final Colours colours;

    /** @param quality by task and model */
    QualityPart(QualityView quality, Colours colours) {
        this.quality = quality;
        this.colours = colours;
    }

    String html() {
        if (quality.rated() == 0) return "<p>No answer has been rated in this time. " + IMPORT + "</p>" + checked();
        return findings() + rated() + "<p class=\"empty\">" + CAUTION + "</p>";
    }

    private String findings() {
        if (quality.findings().isEmpty()) {
            return "<p>Nothing was found yet: it takes ten ratings of each of two models at a task.</p>";
        }
        var list = new Markup().raw("<ul class=\"found\">");
        quality.findings().forEach(it -> list.element("li", it));
        return list.raw("</ul>").toString();
    }

    private String rated() {
        var grid = new Grid("Cost and quality by task and model")
                .words("model")
                .words("task")
                .number("a row costs")
                .detail("rated")
                .number("quality")
                .detail("95 % between")
                .picture("");
        var lines = quality.lines().stream()
                .filter(it -> it.quality().isPresent())
                .sorted(Comparator.comparing(QualityPart::task))
                .toList();
        for (var it : lines.stream().limit(SHOWN).toList()) {
            var rate = it.quality().orElseThrow();
            grid.row(
                    colours.named(model(it)),
                    shown(task(it)),
                    perRow(it),
                    Amounts.count(it.rated()),
                    two(rate.mean()),
                    two(rate.low()) + "\u2013" + two(rate.high()),
                    bar(model(it), rate));
        }
        return grid.html() + more(lines);
    }

    /** Without ratings: how many answers were whole, which says little of how good they were. */
    private String checked() {
        var lines = quality.lines().stream()
                .filter(it -> it.checked() > 0)
                .sorted(Comparator.comparing(QualityPart::task))
                .toList();
        if (lines.isEmpty()) return "";
        var grid = new Grid("Whole answers by task and model")
                .words("model")
                .words("task")
                .number("a row costs")
                .number("checked")
                .number("whole");
        for (var it : lines.stream().limit(SHOWN).toList()) {
            grid.row(
                    colours.named(model(it)),
                    shown(task(it)),
                    perRow(it),
                    Amounts.count(it.checked()),
                    Amounts.percent(it.sound(), it.checked()));
        }
        return "<p>Until then: how many answers were whole, that is, neither cut off, refused nor failed.</p>"
                + grid.html() + more(lines);
    }

    private static String more(List<QualityLine> lines) {
        var hidden = lines.size() - SHOWN;
        return hidden > 0
                ? "<p class=\"empty\">and " + Amounts.count(hidden, "line") + ", which route report --quality has</p>"
                : "";
    }

    /** The interval, with a line at the mean. */
    private String bar(String model, QualityLine.Rate rate) {
        var low = Math.round(rate.low() * WHOLE);
        return new Bars(WHOLE)
                .part(colours.of(model) + " pale", low, Math.round(rate.high() * WHOLE) - low, "")
                .mark("mark", Math.round(rate.mean() * WHOLE))
                .svg();
    }

    private static String perRow(QualityLine it) {
        if (it.rows() == 0) return "";
        var one = Money.ofPicodollars(it.cost().picodollars() / it.rows());
        return Amounts.forBill(one).dollars(one);
    }

    private static String two(double rate) {
        return String.format(Locale.ROOT, "%.2f", rate);
    }

    private static String shown(String task) {
        return task.isEmpty() ? "<i>none</i>" : Markup.escaped(task);
    }

    private static String task(QualityLine it) {
        return it.group().get("task");
    }

    private static String model(QualityLine it) {
        return it.group().get("model");
    }
}
