package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import route.triage.Classified;

/** One classified row as text: a CSV record, a JSON line, or words. Each ends with a line end. */
final class ClassifiedText {

    /** The columns, in the order that is promised. */
    static final String CSV_HEADER = "row,id,hardness,score,sensitivity,task,tier,reason,input_tokens\n";

    private static final int INDENT = 4;

    private ClassifiedText() {}

    static String csv(Classified row) {
        var decision = row.decision();
        return CSVFormat.RFC4180.format(
                        row.row(),
                        row.id(),
                        Figures.hardness(decision.hardness()).toPlainString(),
                        decision.score(),
                        decision.sensitivity(),
                        decision.task(),
                        decision.tier(),
                        decision.reason(),
                        row.inputTokens())
                + "\n";
    }

    static String json(Classified classified) {
        return json(classified, false);
    }

    /** The same with every signal and its weight. */
    static String explainedJson(Classified classified) {
        return json(classified, true);
    }

    private static String json(Classified classified, boolean explains) {
        return Json.one(classified, (row, json) -> {
                    var decision = row.decision();
                    json.writeStartObject();
                    json.writeNumberField("row", row.row());
                    json.writeStringField("id", row.id());
                    json.writeNumberField("hardness", Figures.hardness(decision.hardness()));
                    json.writeNumberField("score", decision.score());
                    json.writeNumberField("sensitivity", decision.sensitivity());
                    json.writeStringField("task", decision.task());
                    json.writeStringField("tier", decision.tier());
                    json.writeStringField("reason", decision.reason());
                    json.writeNumberField("input_tokens", row.inputTokens());
                    if (explains) signals(row, json);
                    json.writeEndObject();
                })
                + "\n";
    }

    private static void signals(Classified row, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("signals");
        for (var signal : row.weighed()) {
            json.writeStartObject();
            json.writeStringField("name", signal.name());
            json.writeNumberField("weight", signal.weight());
            json.writeStringField("evidence", signal.evidence());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Every signal with its weight, and what they add up to. */
    private static String table(Classified row, int width) {
        if (row.weighed().isEmpty()) return "";
        var table = new Table().number("weight").text("signal").elastic("what");
        var sum = BigDecimal.ZERO;
        for (var signal : row.weighed()) {
            sum = sum.add(signal.weight());
            table.row(signal.weight().signum() == 0 ? "" : signed(signal.weight()), signal.name(), signal.evidence());
        }
        table.row(signed(sum), "sum", "0.450 is hardness 0.5");
        return table.render(width - INDENT, Paint.OFF)
                .lines()
                .map(it -> " ".repeat(INDENT) + it + "\n")
                .collect(Collectors.joining());
    }

    private static String signed(BigDecimal weight) {
        var text = weight.setScale(3, RoundingMode.HALF_UP).toPlainString();
        return weight.signum() > 0 ? "+" + text : text;
    }

    /** For {@code --explain}: what was decided, and below it why. */
    static String explained(Classified row, int width, Paint paint) {
        var decision = row.decision();
        var id = row.id().isEmpty() ? "" : ", id " + row.id();
        var what = "hardness " + Figures.hardness(decision.hardness()).toPlainString() + ", score " + decision.score()
                + ", sensitivity " + decision.sensitivity() + ", task " + decision.task() + ", "
                + Figures.count(row.inputTokens(), "token");
        return paint.strong(Untrusted.shown(
                        "row " + row.row() + " (line " + row.line() + id + "): " + decision.tier(), width))
                + "\n    " + Wrapped.words(what, 4, 4, width)
                + "\n    " + Wrapped.words("because: " + decision.reason(), 4, 4, width) + "\n" + table(row, width);
    }
}
