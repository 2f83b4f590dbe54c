package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import route.domain.Money;
import route.domain.QualityLine;
import route.domain.QualityView;

/**
 * Cost against quality as a table, CSV or JSON.
 *
 * @param by the dimensions asked for, in order
 */
record QualityText(QualityView view, List<String> by) {
    static final List<String> DIMENSIONS = List.of("model", "task");
    private static final List<String> FIGURES = List.of(
            "rows", "cost_usd", "cost_per_row_usd", "rated", "explored", "quality", "low", "high", "checked", "sound");
    private static final String CAUTION =
            "Rows of a stronger tier are harder: only models of one tier, or rows that --explore sent elsewhere, compare"
                    + " like with like.";

    /** @param shape table, csv or json */
    void print(String shape, int width, Paint paint, PrintStream out) {
        switch (shape) {
            case "csv" -> csv(out);
            case "json" -> out.print(json() + "\n");
            default -> out.print(table(width, paint));
        }
    }

    String table(int width, Paint paint) {
        if (view.lines().isEmpty()) return "nothing was billed or rated\n";
        var table = new Table();
        by.forEach(table::elastic);
        table.number("rows").number("a row costs").number("rated");
        if (hasExplored()) table.number("explored");
        table.number("quality").number("95 %").number("whole");
        view.lines().forEach(it -> table.row(cells(it)));
        var text = new StringBuilder(table.render(width, paint));
        if (view.rated() == 0) {
            return text.append("\nnothing was rated yet: route feedback import FILE\n")
                    .toString();
        }
        view.findings().forEach(it -> text.append('\n').append(Wrapped.words(it, 0, 2, width)));
        if (!view.findings().isEmpty()) text.append('\n');
        return text.append('\n')
                .append(Wrapped.words(CAUTION, 0, 0, width))
                .append('\n')
                .toString();
    }

    private boolean hasExplored() {
        return view.lines().stream().anyMatch(it -> it.explored() > 0);
    }

    private List<String> cells(QualityLine it) {
        var cells = new ArrayList<String>();
        by.forEach(dimension -> cells.add(it.group().getOrDefault(dimension, "")));
        cells.add(Figures.count(it.rows()));
        cells.add(it.rows() == 0 ? "" : perRow(it).toDisplay(6));
        cells.add(Figures.count(it.rated()));
        if (hasExplored()) cells.add(it.explored() == 0 ? "" : Figures.count(it.explored()));
        cells.add(it.quality().map(rate -> two(rate.mean())).orElse("-"));
        cells.add(it.quality()
                .map(rate -> two(rate.low()) + "-" + two(rate.high()))
                .orElse(""));
        cells.add(it.checked() == 0 ? "" : it.sound() * 100 / it.checked() + " %");
        return cells;
    }

    private static String two(double rate) {
        return String.format(Locale.ROOT, "%.2f", rate);
    }

    private static Money perRow(QualityLine it) {
        return Money.ofPicodollars(it.rows() == 0 ? 0 : it.cost().picodollars() / it.rows());
    }

    void csv(PrintStream out) {
        var header = new ArrayList<>(by);
        header.addAll(FIGURES);
        out.print(CSVFormat.RFC4180.format(header.toArray()) + "\n");
        for (var it : view.lines())
            out.print(CSVFormat.RFC4180.format(record(it).toArray()) + "\n");
    }

    private List<String> record(QualityLine it) {
        var cells = new ArrayList<String>();
        by.forEach(dimension -> cells.add(it.group().getOrDefault(dimension, "")));
        cells.add(Long.toString(it.rows()));
        cells.add(it.cost().toDollars());
        cells.add(perRow(it).toDollars());
        cells.add(Long.toString(it.rated()));
        cells.add(Long.toString(it.explored()));
        cells.add(it.quality().map(rate -> four(rate.mean()).toPlainString()).orElse(""));
        cells.add(it.quality().map(rate -> four(rate.low()).toPlainString()).orElse(""));
        cells.add(it.quality().map(rate -> four(rate.high()).toPlainString()).orElse(""));
        cells.add(Long.toString(it.checked()));
        cells.add(Long.toString(it.sound()));
        return cells;
    }

    private static BigDecimal four(double rate) {
        return BigDecimal.valueOf(rate).setScale(4, RoundingMode.HALF_UP);
    }

    String json() {
        return Json.one(this, QualityText::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("groups");
        for (var it : view.lines()) group(it, json);
        json.writeEndArray();
        json.writeNumberField("rated", view.rated());
        json.writeArrayFieldStart("findings");
        for (var it : view.findings()) json.writeString(it);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void group(QualityLine it, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var dimension : by) json.writeStringField(dimension, it.group().getOrDefault(dimension, ""));
        json.writeNumberField("rows", it.rows());
        json.writeStringField("cost_usd", it.cost().toDollars());
        json.writeStringField("cost_per_row_usd", perRow(it).toDollars());
        json.writeNumberField("rated", it.rated());
        json.writeNumberField("explored", it.explored());
        if (it.quality().isPresent()) {
            json.writeNumberField("quality", four(it.quality().get().mean()));
            json.writeNumberField("low", four(it.quality().get().low()));
            json.writeNumberField("high", four(it.quality().get().high()));
        } else {
            json.writeNullField("quality");
        }
        json.writeNumberField("checked", it.checked());
        json.writeNumberField("sound", it.sound());
        json.writeEndObject();
    }
}
