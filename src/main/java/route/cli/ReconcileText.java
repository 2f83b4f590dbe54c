package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
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
        return text.append(conclusion()).toString();
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

    private static java.util.List<String> cells(Line line, String day, String model) {
        return java.util.List.of(
                day,
                model,
                shown(line.measure(), line.ours()),
                shown(line.measure(), line.theirs()),
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
    private String conclusion() {
        if (found.isEqual()) return has(Verdict.SHIFTED) ? "equal; " + SHIFTED : "equal\n";
        var text = new StringBuilder("not equal\n");
        if (has(Verdict.ONLY_THEIRS)) {
            text.append("only theirs: other programs with this account, or a batch that was lost here;"
                    + " an export of one project or API key leaves the others out\n");
        }
        if (has(Verdict.ONLY_OURS)) {
            text.append("only ours: billed under another account or model name, or not in their books yet\n");
        }
        if (has(Verdict.SHIFTED)) text.append(SHIFTED);
        return text.toString();
    }

    private static final String SHIFTED = "other day: billed there when a batch ended, here when it was collected\n";

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
