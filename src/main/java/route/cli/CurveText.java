package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import route.triage.PlanLine;
import route.triage.PlanView;

/** The shares that a ranked input came to, and what other shares of its strongest tier would cost. */
final class CurveText {

    private static final String REMARK = "the hardest rows on the strongest tier, the others by their thresholds";

    private CurveText() {}

    /** Empty where tiers have fixed thresholds. */
    static String render(PlanView plan, int width, Paint paint) {
        if (plan.curve().isEmpty()) return "";
        var usable = rows(plan);
        var shares = byTier(plan).entrySet().stream()
                .map(it -> it.getKey() + " " + percent(it.getValue(), usable) + " %")
                .collect(Collectors.joining(", "));
        var table = new Table().number("on the strongest").number("rows").number("estimate");
        for (var it : plan.curve()) {
            var percent = BigDecimal.valueOf(it.share(), 2).stripTrailingZeros().toPlainString();
            table.row(percent + " %", Figures.count(it.rows()), Figures.amount(it.cost()));
        }
        return "shares    " + Wrapped.words(shares, 10, 10, width) + "\n\n" + table.render(width, paint)
                + Wrapped.words(REMARK, 0, 0, width) + "\n\n";
    }

    private static Map<String, Long> byTier(PlanView plan) {
        var rows = new LinkedHashMap<String, Long>();
        for (var line : plan.lines()) rows.merge(line.tier(), line.rows(), Long::sum);
        return rows;
    }

    private static long rows(PlanView plan) {
        return plan.lines().stream().mapToLong(PlanLine::rows).sum();
    }

    private static String percent(long rows, long all) {
        return BigDecimal.valueOf(rows * 100)
                .divide(BigDecimal.valueOf(Math.max(1, all)), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The same as the fields {@code shares} and {@code curve} of a plan, shares being from 0 to 1. */
    static void write(PlanView plan, JsonGenerator json) throws IOException {
        if (plan.curve().isEmpty()) return;
        var usable = Math.max(1, rows(plan));
        json.writeArrayFieldStart("shares");
        for (var it : byTier(plan).entrySet()) {
            json.writeStartObject();
            json.writeStringField("tier", it.getKey());
            json.writeNumberField("rows", it.getValue());
            json.writeNumberField(
                    "share",
                    BigDecimal.valueOf(it.getValue()).divide(BigDecimal.valueOf(usable), 4, RoundingMode.HALF_UP));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("curve");
        for (var it : plan.curve()) {
            json.writeStartObject();
            json.writeNumberField("share", BigDecimal.valueOf(it.share(), 4));
            json.writeNumberField("rows", it.rows());
            json.writeStringField("cost_usd", it.cost().toDollars());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
