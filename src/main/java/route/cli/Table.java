package route.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Columns of text with a heading, fitted to a width: cells of elastic columns are cut where the lines would be longer.
 * Cells are shown through {@link Untrusted}, so any text may be given.
 */
final class Table {

    private static final int LEAST = 6;
    private static final int INDENT = 4;

    private enum Kind {
        TEXT,
        NUMBER,
        ELASTIC
    }

    private final List<String> titles = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<List<String>> lines = new ArrayList<>();

    /** A column of words. */
    Table text(String title) {
        return column(title, Kind.TEXT);
    }

    /** A column of words that may be cut to fit. */
    Table elastic(String title) {
        return column(title, Kind.ELASTIC);
    }

    /** A column of numbers, aligned on the right. */
    Table number(String title) {
        return column(title, Kind.NUMBER);
    }

    private Table column(String title, Kind kind) {
        titles.add(title);
        kinds.add(kind);
        return this;
    }

    Table row(String... cells) {
        return row(List.of(cells));
    }

    /** Adds a line with a cell for each column. */
    Table row(List<String> cells) {
        if (cells.size() != titles.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + titles.size() + " columns");
        }
        lines.add(cells.stream().map(Untrusted::shown).toList());
        return this;
    }

    /** Adds text below the last line that runs over all columns, indented; not for tables of one column. */
    Table remark(String text) {
        lines.add(List.of(text));
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The lines, each ended by a line end and no longer than {@code width}. */
    String render(int width, Paint paint) {
        var gap = gap(width);
        var widths = fitted(width, gap);
        var text = new StringBuilder();
        text.append(paint.strong(line(titles, widths, gap))).append('\n');
        for (var line : lines) {
            text.append(isRemark(line) ? remark(line.get(0), width) : line(line, widths, gap));
            text.append('\n');
        }
        return text.toString();
    }

    /** How wide it is where nothing has to be cut. */
    int width() {
        return length(natural(), 2);
    }

    private static String remark(String text, int width) {
        return " ".repeat(INDENT) + Wrapped.words(text, INDENT, INDENT, width);
    }

    private boolean isRemark(List<String> line) {
        return line.size() == 1 && titles.size() != 1;
    }

    private String line(List<String> cells, List<Integer> widths, int gap) {
        var line = new StringBuilder();
        for (int at = 0; at < cells.size(); at++) {
            var cell = Untrusted.shown(cells.get(at), widths.get(at));
            var room = " ".repeat(Math.max(0, widths.get(at) - cell.length()));
            if (at > 0) line.append(" ".repeat(gap));
            line.append(kinds.get(at) == Kind.NUMBER ? room + cell : cell + room);
        }
        return line.toString().stripTrailing();
    }

    /** Two spaces between columns, or one where that spares cutting words. */
    private int gap(int width) {
        return length(natural(), 2) <= width ? 2 : 1;
    }

    private static int length(List<Integer> widths, int gap) {
        return widths.stream().mapToInt(it -> it).sum() + gap * (widths.size() - 1);
    }

    private List<Integer> fitted(int width, int gap) {
        var widths = natural();
        var excess = length(widths, gap) - width;
        for (; excess > 0; excess--) {
            var widest = widestElastic(widths);
            if (widest < 0) break;
            widths.set(widest, widths.get(widest) - 1);
        }
        return widths;
    }

    /** The widest elastic column that can still give; -1 where none can. */
    private int widestElastic(List<Integer> widths) {
        var widest = -1;
        for (int at = 0; at < widths.size(); at++) {
            var gives = kinds.get(at) == Kind.ELASTIC && widths.get(at) > LEAST;
            if (gives && (widest < 0 || widths.get(at) > widths.get(widest))) widest = at;
        }
        return widest;
    }

    private List<Integer> natural() {
        var widths = new ArrayList<Integer>(Collections.nCopies(titles.size(), 0));
        for (int at = 0; at < titles.size(); at++) {
            widths.set(at, titles.get(at).length());
        }
        for (var line : lines) {
            for (int at = 0; at < line.size() && !isRemark(line); at++) {
                widths.set(at, Math.max(widths.get(at), line.get(at).length()));
            }
        }
        return widths;
    }
}
