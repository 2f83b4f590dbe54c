package route.tabular;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import route.domain.Plural;
import route.domain.Row;

/** Rows of cells under a header. */
final class CsvForm implements RowForm {

    private final char delimiter;
    private final List<String> header;
    private final Map<String, Integer> columns;

    CsvForm(char delimiter, List<String> header) {
        this.delimiter = delimiter;
        this.header = header;
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < header.size(); i++) {
            places.putIfAbsent(header.get(i), i);
        }
        this.columns = Map.copyOf(places);
    }

    @Override
    public CsvCut cut() {
        return new CsvCut(delimiter);
    }

    /** The quoting and the number of cells of a row, from its bytes alone. */
    CsvCut shape(byte[] row) {
        var cut = cut();
        cut.next(row, 0, row.length, true);
        return cut;
    }

    @Override
    public Row parse(RawRow raw) {
        boolean cut = raw.cellEnds().length == header.size();
        return cut ? row(raw, badBytes(raw.bytes()), raw.cellEnds()) : parse(raw, shape(raw.bytes()));
    }

    private Row parse(RawRow raw, CsvCut shape) {
        return row(raw, problem(raw, shape), shape.cellEnds());
    }

    private Row row(RawRow raw, String problem, int[] ends) {
        if (!problem.isEmpty()) {
            return RowForm.broken(raw, problem);
        }
        var fields = new CsvFields(header, columns, raw.bytes(), ends);
        return new Row(raw.number(), raw.line(), raw.offset(), raw.length(), fields, "");
    }

    private String problem(RawRow raw, CsvCut shape) {
        long line = raw.line() + shape.faultLine();
        return switch (shape.fault()) {
            case TEXT_AFTER_QUOTE ->
                "has text after a closing quote, on line " + line + "; a quote inside a quoted cell is written twice";
            case UNCLOSED_QUOTE ->
                "opens a quote on line " + line
                        + " that is never closed, so everything from there to the end of the file is part of it";
            case NONE ->
                shape.cells() == header.size()
                        ? badBytes(raw.bytes())
                        : "has " + Plural.of(shape.cells(), "cell") + ", the header has " + header.size();
        };
    }

    private static String badBytes(byte[] bytes) {
        int bad = Utf8.firstBad(bytes);
        if (bad >= 0) {
            return RowForm.notUtf8(bytes, bad);
        }
        return bytes[0] == 0 && onlyNul(bytes) ? "holds nothing but NUL bytes; is the file damaged?" : "";
    }

    private static boolean onlyNul(byte[] bytes) {
        for (byte it : bytes) {
            if (it != 0) {
                return false;
            }
        }
        return true;
    }
}
