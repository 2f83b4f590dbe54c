package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.RowResult;
import route.domain.RowStatus;

/**
 * The merged table: the input's columns, then ours, with the input's line end and byte order mark.
 *
 * <p>A row with too few cells is filled up with empty ones. A row whose quoting is broken or that has too many cells, or
 * a line that is no JSON object, stands whole in the first cell, its text quoted, the other cells empty: ours line up,
 * and nothing is lost. There, and nowhere else, bytes that are not UTF-8 are spelled out ({@code \xE9}).
 */
final class TableResults implements ResultWriter {

    // A builder that has once held other characters than Latin ones is slow for ever, so each row has its own.
    private static final int ROW_CHARACTERS = 512;

    /** What a spreadsheet takes for the start of a formula (OWASP, CSV Injection). */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final BufferedOutputStream out;
    private final InputLayout layout;
    private final InputKind kind;
    private final List<String> columns;
    private final boolean keepBytes;
    private final boolean safeCells;
    private final CSVFormat format;
    private final byte[] lineEnd;
    private final char between;
    private final byte[] delimiter;

    private TableResults(
            BufferedOutputStream out, InputLayout layout, InputKind kind, List<String> columns, boolean safeCells) {
        this.out = out;
        this.layout = layout;
        this.kind = kind;
        this.columns = columns;
        this.safeCells = safeCells;
        this.keepBytes = layout.kind() == kind;
        this.between = keepBytes ? layout.delimiter() : kind == InputKind.TSV ? '\t' : ',';
        this.format = CSVFormat.RFC4180.builder().setDelimiter(between).get();
        this.lineEnd = layout.lineEnd().getBytes(UTF_8);
        this.delimiter = String.valueOf(between).getBytes(UTF_8);
    }

    @Override
    public TableResults beside(OutputStream elsewhere) {
        return new TableResults(new BufferedOutputStream(elsewhere, BUFFER_BYTES), layout, kind, columns, safeCells);
    }

    static TableResults begin(BufferedOutputStream out, RowFile input, InputKind kind, boolean safeCells) {
        var layout = input.layout();
        var columns = layout.kind().isTable() ? layout.header() : keysOf(input);
        var writer = new TableResults(out, layout, kind, columns, safeCells);
        try {
            writer.head(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer;
    }

    /** All keys of a JSONL input, in the order in which they come up. */
    private static List<String> keysOf(RowFile input) {
        Collection<String> keys = new LinkedHashSet<>();
        try (var rows = input.rows()) {
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                keys.addAll(row.get().parse().fields().names());
            }
        }
        return keys.isEmpty() ? List.of("route_input") : List.copyOf(keys);
    }

    private void head(RowFile input) throws IOException {
        if (layout.byteOrderMark()) {
            out.write("\uFEFF".getBytes(UTF_8));
        }
        if (keepBytes && !needsGuard(columns)) {
            writeBytes(headerBytes(input));
        } else {
            writeCells(columns);
        }
        endRow(ResultColumns.beside(columns));
    }

    private static byte[] headerBytes(RowFile input) {
        var layout = input.layout();
        var bytes = input.bytes(0, Math.toIntExact(layout.dataOffset()));
        int from = 0;
        while (bytes[from] == '\n' || bytes[from] == '\r') {
            from++;
        }
        int to = bytes.length;
        while (bytes[to - 1] == '\n' || bytes[to - 1] == '\r') {
            to--;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public void write(RawRow row, RowResult result, String userId) {
        try {
            if (keepBytes && !safeCells) {
                writeAsRead(row, result.status() == RowStatus.ACCEPTED);
            } else {
                writeAnew(row);
            }
            endRow(ResultColumns.cells(result));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param whole whether the row is known to have all its cells, as an accepted one must */
    private void writeAsRead(RawRow row, boolean whole) throws IOException {
        if (whole) {
            writeBytes(row.bytes());
            return;
        }
        var shape = new CsvCut(layout.delimiter());
        shape.next(row.bytes(), 0, row.length(), true);
        if (shape.fault() != CsvCut.Fault.NONE || shape.cells() > columns.size()) {
            writeCells(inFirstCell(row));
            return;
        }
        writeBytes(row.bytes());
        for (int i = shape.cells(); i < columns.size(); i++) {
            writeBytes(delimiter);
        }
    }

    private void writeAnew(RawRow raw) throws IOException {
        var row = raw.parse();
        if (!row.readable()) {
            writeCells(inFirstCell(raw));
        } else if (row.fields() instanceof CsvFields table) {
            if (keepBytes && !needsGuard(table.cells())) {
                writeBytes(raw.bytes());
            } else {
                writeCells(table.cells());
            }
        } else {
            writeCells(
                    columns.stream().map(it -> row.fields().text(it).orElse("")).toList());
        }
    }

    private List<String> inFirstCell(RawRow row) {
        var cells = new ArrayList<>(List.of(Utf8.spelledOut(row.bytes())));
        IntStream.range(1, columns.size()).forEach(it -> cells.add(""));
        return cells;
    }

    private boolean needsGuard(List<String> cells) {
        return safeCells && cells.stream().anyMatch(TableResults::isFormula);
    }

    private static boolean isFormula(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
    }

    /** Our cells, after the input's, and the line end. */
    private void endRow(List<String> ours) throws IOException {
        var text = new StringBuilder(ROW_CHARACTERS);
        for (var it : ours) {
            if (!safeCells && isPlain(it)) text.append(between).append(it);
            else format.print(guarded(it), text, false);
        }
        writeBytes(text.toString().getBytes(UTF_8));
        writeBytes(lineEnd);
    }

    /** Whether a cell that is not the first is written as it is, seen at a glance: most of ours are words and numbers. */
    private boolean isPlain(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char it = cell.charAt(i);
            boolean word = it >= 'a' && it <= 'z' || it >= 'A' && it <= 'Z' || it >= '-' && it <= '9' || it == '_';
            if (!word || it == between) {
                return false;
            }
        }
        return true;
    }

    private void writeCells(List<String> cells) throws IOException {
        var text = new StringBuilder(ROW_CHARACTERS);
        for (int i = 0; i < cells.size(); i++) {
            format.print(guarded(cells.get(i)), text, i == 0);
        }
        writeBytes(text.toString().getBytes(UTF_8));
    }

    private String guarded(String cell) {
        return Utf8.encodable(safeCells && isFormula(cell) ? "'" + cell : cell);
    }

    private void writeBytes(byte[] bytes) throws IOException {
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public void finish() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
