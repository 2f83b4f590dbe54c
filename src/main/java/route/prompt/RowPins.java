package route.prompt;

import route.domain.Ask;
import route.domain.Fields;
import route.domain.Pins;

/** Reads what a row says about itself in its optional columns; a blank value says nothing. */
final class RowPins {
    private final Ask ask;
    private final boolean table;

    /** {@code table} for CSV, where every value is text and the header has been checked. */
    RowPins(Ask ask, boolean table) {
        this.ask = ask;
        this.table = table;
    }

    /** {@code id} and {@code model} are what a batch line says of itself; empty for other rows. */
    Pins read(Fields fields, String id, String model) throws UnusableException {
        return new Pins(
                id.isEmpty() ? value(fields, "id") : id,
                value(fields, "tier").strip(),
                model.isEmpty() ? value(fields, "model").strip() : model,
                value(fields, "task"),
                value(fields, "tag"),
                maxTokens(fields),
                value(fields, "deadline").strip(),
                value(fields, "session"));
    }

    /** An optional field as text, empty where it is absent, null or blank. */
    String value(Fields fields, String field) throws UnusableException {
        var column = ask.columnOf(field);
        var found = fields.text(column);
        if (found.isEmpty()) {
            if (table || !ask.columns().containsKey(field)) return "";
            throw new UnusableException(
                    column, "the row has no field " + Columns.shown(column) + ", which is mapped to '" + field + "'");
        }
        var text = found.get();
        return Blank.is(text) || !table && isNull(fields, column, text) ? "" : text;
    }

    private static boolean isNull(Fields fields, String column, String text) throws UnusableException {
        boolean suspect = text.equals("null") || text.startsWith("{") || text.startsWith("[");
        if (!suspect) return false;
        var json = fields.json(column).orElse("null");
        if (JsonText.isObject(json) || JsonText.isArray(json)) {
            throw new UnusableException(
                    column, Columns.shown(column) + " is " + JsonText.kind(json) + ", not a text or a number");
        }
        return JsonText.isNull(json);
    }

    private int maxTokens(Fields fields) throws UnusableException {
        var text = value(fields, "max_tokens").strip();
        if (text.isEmpty()) return 0;
        if (ChatParams.isPositive(text)) return Integer.parseInt(text);
        var column = ask.columnOf("max_tokens");
        throw new UnusableException(
                column, Columns.shown(column) + " is " + Columns.shown(text) + "; it must be a whole number above 0");
    }
}
