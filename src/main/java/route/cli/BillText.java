package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import route.domain.Bill;
import route.domain.BillLine;
import route.domain.Levers;

/**
 * The bill as a table, CSV or JSON.
 *
 * @param by the dimensions asked for, in order
 * @param levers what the saving is made of
 */
record BillText(Bill bill, List<String> by, Levers levers) {

    private static final List<String> SUMS =
            List.of("rows", "input_tokens", "output_tokens", "cost_usd", "baseline_usd");

    String table(int width, Paint paint) {
        if (bill.lines().isEmpty() && bill.total().rows() == 0) return "nothing was billed\n";
        return new BillTable(bill, by).render(width, paint) + LeverText.of(levers, width, paint);
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
        json.writeObjectFieldStart("levers");
        LeverText.write(levers, json);
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
