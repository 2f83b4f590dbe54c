package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import route.domain.Money;
import route.report.Measure;
import route.report.ProviderExport;
import route.report.Reconciliation;
import route.report.Reconciliation.Line;
import route.report.Reconciliation.Verdict;
import route.report.Tolerance;

/** What a comparison with a provider's account found, as a table or JSON. */
record ReconcileText(Reconciliation found, ProviderExport export, Tolerance tolerance) {

    String table(int width, Paint paint) {
        var text = new StringBuilder();
        for (var measure : found.measures()) {
            if (text.length() > 0) text.append('\n');
            text.append(table(measure).render(width, paint));
        }
        if (found.lines().isEmpty()) text.append("nothing was used on either side\n");
        conclusion().forEach(it -> text.append(Wrapped.words(it, 0, 2, width)).append('\n'));
        return text.toString();
    }

    private Table table(Measure measure) {
        var table = new Table()
                .text("day")
                .elastic(named(measure))
                .number("ours")
                .number("theirs")
                .number("apart");
        table.text("");
        for (var line : found.lines()) {
            if (line.measure() == measure) table.row(cells(line, line.day().toString(), model(line)));
        }
        return table.row(cells(found.total(measure, tolerance), "total", ""));
    }

    private static String named(Measure measure) {
        return switch (measure) {
            case COST -> "cost of model";
            case INPUT_TOKENS -> "input tokens of model";
            case OUTPUT_TOKENS -> "output tokens of model";
        };
    }

    private String model(Line line) {
        return line.model().isEmpty() ? "all of " + export.provider() : line.model();
    }

    private static List<String> cells(Line line, String day, String model) {
        return List.of(
                day,
                model,
                line.verdict() == Verdict.ONLY_THEIRS ? "" : shown(line.measure(), line.ours()),
                line.verdict() == Verdict.ONLY_OURS ? "" : shown(line.measure(), line.theirs()),
                line.ours() == line.theirs()
                        ? ""
                        : shown(line.measure(), Math.subtractExact(line.ours(), line.theirs())),
                said(line.verdict()));
    }

    private static String shown(Measure measure, long amount) {
        return measure == Measure.COST ? Figures.amount(Money.ofPicodollars(amount)) : Figures.count(amount);
    }

    private static String said(Verdict verdict) {
        return switch (verdict) {
            case EQUAL -> "";
            case SHIFTED -> "other day";
            case DIFFERENT -> "differs";
            case ONLY_OURS -> "only ours";
            case ONLY_THEIRS -> "only theirs";
        };
    }

    /** Whether both agree; where they do not, what usually is the reason. */
    private List<String> conclusion() {
        var lines = new ArrayList<String>();
        lines.add(found.isEqual() ? "equal" : "not equal");
        if (has(Verdict.ONLY_THEIRS)) {
            lines.add("only theirs: other programs with this account, or a batch that was lost here;"
                    + " an export of one project or API key leaves other programs out");
        }
        if (has(Verdict.ONLY_OURS)) {
            lines.add("only ours: billed under another account or model name, or not in their books yet");
        }
        if (has(Verdict.SHIFTED)) {
            lines.add("other day: billed there when a batch ended, here when it was collected");
        }
        return lines;
    }

    private boolean has(Verdict verdict) {
        return found.lines().stream().anyMatch(it -> it.verdict() == verdict);
    }

    String json() {
        return Json.one(this, ReconcileText::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", export.provider());
        json.writeStringField("since", export.first().toString());
        json.writeStringField("until", export.last().toString());
        json.writeBooleanField("equal", found.isEqual());
        json.writeArrayFieldStart("lines");
        for (var line : found.lines()) {
            json.writeStartObject();
            json.writeStringField("day", line.day().toString());
            json.writeStringField("model", line.model().isEmpty() ? "" : export.provider() + "/" + line.model());
            sums(line, json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("total");
        for (var measure : found.measures()) {
            json.writeStartObject();
            sums(found.total(measure, tolerance), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Dollars as text, tokens as numbers. */
    private static void sums(Line line, JsonGenerator json) throws IOException {
        var apart = Math.subtractExact(line.ours(), line.theirs());
        switch (line.measure()) {
            case COST -> {
                json.writeStringField("measure", "cost_usd");
                json.writeStringField("ours", Money.ofPicodollars(line.ours()).toDollars());
                json.writeStringField(
                        "theirs", Money.ofPicodollars(line.theirs()).toDollars());
                json.writeStringField("difference", Money.ofPicodollars(apart).toDollars());
            }
            case INPUT_TOKENS, OUTPUT_TOKENS -> {
                json.writeStringField("measure", line.measure().name().toLowerCase(Locale.ROOT));
                json.writeNumberField("ours", line.ours());
                json.writeNumberField("theirs", line.theirs());
                json.writeNumberField("difference", apart);
            }
        }
        json.writeStringField("verdict", line.verdict().name().toLowerCase(Locale.ROOT));
    }
}
