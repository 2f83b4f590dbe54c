package route.cli;

import org.apache.commons.csv.CSVFormat;
import route.flow.Classified;

/** One classified row as text: a CSV record, a JSON line, or words. Each ends with a line end. */
final class ClassifiedText {

    /** The columns, in the order that is promised. */
    static final String CSV_HEADER = "row,id,hardness,score,sensitivity,task,tier,reason,input_tokens\n";

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
                    json.writeEndObject();
                })
                + "\n";
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
                + "\n    " + Wrapped.words("because: " + decision.reason(), 4, 4, width) + "\n";
    }
}
