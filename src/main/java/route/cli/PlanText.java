package route.cli;

import java.util.List;
import java.util.Optional;
import route.domain.Money;
import route.triage.BadRow;
import route.triage.PlanLine;
import route.triage.PlanView;

/** A plan for people: what goes where, what it costs, and what the same rows would cost on the flagship. */
final class PlanText {

    private PlanText() {}

    static String render(PlanView plan, int width, Paint paint) {
        var text = new StringBuilder();
        text.append(heading(plan, width, paint)).append("\n\n");
        if (!plan.lines().isEmpty()) {
            text.append(table(plan).render(width, paint)).append('\n');
            text.append(sums(plan, paint));
            text.append(CurveText.render(plan, width, paint));
        }
        text.append(badRows(plan, width, paint));
        plan.notes()
                .forEach(it -> text.append(paint.warning("note: "))
                        .append(Wrapped.words(it, 6, 6, width))
                        .append('\n'));
        return text.toString();
    }

    private static String heading(PlanView plan, int width, Paint paint) {
        var simulated = plan.sandbox() ? " (sandbox: no money will be spent)" : "";
        var rows = Figures.count(plan.rows(), "row") + simulated;
        var name = Untrusted.shown(plan.name(), Math.max(10, width - rows.length() - 2));
        return paint.strong(name) + ", " + rows;
    }

    private static Table table(PlanView plan) {
        var table = new Table()
                .elastic("tier")
                .elastic("model")
                .text("lane")
                .number("rows")
                .number("input")
                .number("output")
                .number("cost");
        for (var it : plan.lines()) {
            table.row(
                    it.tier(),
                    it.model().toString(),
                    it.lane().label(),
                    Figures.count(it.rows()),
                    Figures.tokens(it.inputTokens()),
                    Figures.tokens(it.outputTokens()),
                    it.cost().map(Figures::amount).orElse("no price"));
            if (!it.why().isEmpty()) table.remark(it.why());
        }
        return total(table, plan);
    }

    private static Table total(Table table, PlanView plan) {
        return table.row(
                "total",
                "",
                "",
                Figures.count(plan.lines().stream().mapToLong(PlanLine::rows).sum()),
                Figures.tokens(PlanJson.inputTokens(plan)),
                Figures.tokens(PlanJson.outputTokens(plan)),
                Figures.amount(plan.cost()));
    }

    private static String sums(PlanView plan, Paint paint) {
        var estimate = Figures.amount(plan.cost());
        var flagship = Figures.amount(plan.baseline());
        var width = Math.max(estimate.length(), flagship.length());
        var most = "   at most " + Figures.amount(plan.worstCase()) + ", with answers of full length\n";
        var line = "estimate  " + " ".repeat(width - estimate.length()) + paint.strong(estimate) + most;
        // Questions about rows are no rows of the flagship, and where it has no price there is none to show.
        if (plan.baseline().equals(Money.ZERO) && plan.cost().isMoreThan(Money.ZERO)) return line + '\n';
        return line
                + "flagship  " + " ".repeat(width - flagship.length()) + flagship
                + "   all rows on the flagship, in real time\n"
                + saving(plan.baseline(), plan.cost(), width, paint)
                        .map(it -> "saving    " + it + '\n')
                        .orElse("")
                + '\n';
    }

    /**
     * What was saved against the flagship, in dollars and per cent; empty where there is nothing to compare.
     *
     * @param width of the amount, in characters
     */
    static Optional<String> saving(Money baseline, Money cost, int width, Paint paint) {
        if (baseline.picodollars() == 0) return Optional.empty();
        var saved = baseline.minus(cost);
        var amount = Figures.amount(saved);
        var coloured = saved.picodollars() < 0 ? paint.warning(amount) : paint.good(amount);
        var room = " ".repeat(Math.max(0, width - amount.length()));
        return Optional.of(room + coloured + "   " + Figures.percent(saved, baseline));
    }

    private static String badRows(PlanView plan, int width, Paint paint) {
        if (plan.badCount() == 0) return "";
        var text = new StringBuilder();
        text.append(paint.bad(Figures.count(plan.badCount(), "row") + " cannot be used:"))
                .append('\n');
        badRows(plan.badRows(), width).forEach(it -> text.append(it).append('\n'));
        var more = plan.badCount() - plan.badRows().size();
        if (more > 0) text.append("  and ").append(Figures.count(more)).append(" more\n");
        return text.append('\n').toString();
    }

    /** Rows that cannot be used, a paragraph for each reason; nothing of a reason is cut. */
    static List<String> badRows(List<BadRow> bad, int width) {
        return BadRow.lines(bad).stream()
                .map(it -> "  " + Wrapped.words(it, 2, 6, width))
                .toList();
    }
}
