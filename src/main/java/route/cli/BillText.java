package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import route.domain.Bill;
import route.domain.BillLine;

/**
 * The bill as a table, CSV or JSON.
 *
 * @param by the dimensions asked for, in order
 */
record BillText(Bill bill, List<String> by) {

    private static final List<String> SUMS =
            List.of("rows", "input_tokens", "output_tokens", "cost_usd", "baseline_usd");

    String table(int width, Paint paint) {
        if (bill.lines().isEmpty()) return "nothing was billed\n";
        var table = new Table();
        by.forEach(table::elastic);
        if (by.isEmpty()) table.text("");
        table.number("rows")
                .number("input")
                .number("output")
                .number("cost")
                .number("flagship")
                .number("saving");
        for (var line : bill.lines()) {
            table.row(cells(
                    by.stream().map(it -> line.group().getOrDefault(it, "")).toList(), line));
        }
        if (!by.isEmpty()) table.row(cells(totalLabels(), bill.total()));
        return table.render(width, paint);
    }

    private List<String> totalLabels() {
        var labels = new ArrayList<>(Collections.nCopies(by.size(), ""));
        labels.set(0, "total");
        return labels;
    }

    private static List<String> cells(List<String> labels, BillLine line) {
        var cells = new ArrayList<>(labels);
        if (labels.isEmpty()) cells.add("total");
        cells.add(Figures.count(line.rows()));
        cells.add(Figures.tokens(line.usage().input()));
        cells.add(Figures.tokens(line.usage().output()));
        cells.add(Figures.amount(line.cost()));
        cells.add(Figures.amount(line.baseline()));
        cells.add(Figures.percent(line.baseline().minus(line.cost()), line.baseline()));
        return cells;
    }

    /** A line for each group; the total is left to the reader's own sum. */
    void csv(PrintStream out) {
        var header = new ArrayList<>(by);
        header.addAll(SUMS);
        out.print(CSVFormat.RFC4180.format(header.toArray()) + "\n");
        for (var line : bill.lines()) {
            out.print(CSVFormat.RFC4180.format(record(line).toArray()) + "\n");
        }
    }

    private List<String> record(BillLine line) {
        var cells = new ArrayList<String>();
        by.forEach(it -> cells.add(line.group().getOrDefault(it, "")));
        cells.add(Long.toString(line.rows()));
        cells.add(Long.toString(line.usage().input()));
        cells.add(Long.toString(line.usage().output()));
        cells.add(line.cost().toDollars());
        cells.add(line.baseline().toDollars());
        return cells;
    }

    String json() {
        return Json.one(this, BillText::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("groups");
        for (var line : bill.lines()) {
            json.writeStartObject();
            for (var dimension : by) {
                json.writeStringField(dimension, line.group().getOrDefault(dimension, ""));
            }
            sums(line, json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("total");
        sums(bill.total(), json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void sums(BillLine line, JsonGenerator json) throws IOException {
        json.writeNumberField("rows", line.rows());
        json.writeNumberField("input_tokens", line.usage().input());
        json.writeNumberField("output_tokens", line.usage().output());
        json.writeStringField("cost_usd", line.cost().toDollars());
        json.writeStringField("baseline_usd", line.baseline().toDollars());
    }
}
