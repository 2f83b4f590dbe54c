package route.tabular;

import java.util.Arrays;

/**
 * Rows as RFC 4180 has them: a cell in quotes may hold delimiters and line ends, and a quote inside it is doubled. CR, LF
 * and CRLF end a row. Quotes inside a cell that does not start with one are text.
 *
 * <p>Broken quoting does not stop the cut; the first fault is remembered. Text after a closing quote is read on as if
 * unquoted, so the row ends at the next line end. A quote that is never closed takes the row to the end of the input:
 * where it should have ended nobody can know, and no line of it may be mistaken for a row of its own.
 */
final class CsvCut implements RowCut {

    /** What is wrong with a row's quoting. */
    enum Fault {
        NONE,
        TEXT_AFTER_QUOTE,
        UNCLOSED_QUOTE
    }

    private final Stops inCell;
    private final Stops inQuotes = new Stops('"', '\n', '\r');
    private final char delimiter;
    private int end;
    private int lineEnds;
    private int cells;
    private int[] ends = new int[16];
    private Fault fault = Fault.NONE;
    private int faultLine;
    private boolean blank;

    CsvCut(char delimiter) {
        this.delimiter = delimiter;
        this.inCell = new Stops(delimiter, '\n', '\r');
    }

    @Override
    public int next(byte[] bytes, int from, int to, boolean last) {
        lineEnds = 0;
        cells = 0;
        fault = Fault.NONE;
        int at = from;
        while (true) {
            at = at < to && bytes[at] == '"' ? quotedCell(bytes, at, to, last) : inCell.next(bytes, at, to);
            addCell(at - from);
            if (at < 0 || (at == to && !last)) {
                return -1;
            }
            if (at == to) {
                end = fault == Fault.UNCLOSED_QUOTE ? withoutLineEnd(bytes, from, to) : to;
                blank = false;
                return to;
            }
            if (isLineEnd(bytes[at])) {
                blank = at == from;
                return afterLineEnd(bytes, at, to, last);
            }
            at++;
        }
    }

    private void addCell(int end) {
        if (cells == ends.length) ends = Arrays.copyOf(ends, 2 * cells);
        ends[cells++] = end;
    }

    /** Where a cell in quotes ends; -1 where more bytes are needed. */
    private int quotedCell(byte[] bytes, int from, int to, boolean last) {
        int linesBefore = lineEnds;
        for (int at = inQuotes.next(bytes, from + 1, to); at < to; at = inQuotes.next(bytes, at + 1, to)) {
            if (bytes[at] != '"') {
                countLine(bytes, at);
            } else if (at + 1 == to) {
                return last ? to : -1;
            } else if (bytes[at + 1] != '"') {
                return afterQuote(bytes, at + 1, to);
            } else {
                at++;
            }
        }
        if (last) {
            fault = Fault.UNCLOSED_QUOTE;
            faultLine = linesBefore;
        }
        return last ? to : -1;
    }

    private int afterQuote(byte[] bytes, int at, int to) {
        if (bytes[at] == delimiter || isLineEnd(bytes[at])) {
            return at;
        }
        if (fault == Fault.NONE) {
            fault = Fault.TEXT_AFTER_QUOTE;
            faultLine = lineEnds;
        }
        return inCell.next(bytes, at, to);
    }

    private int afterLineEnd(byte[] bytes, int at, int to, boolean last) {
        boolean cr = bytes[at] == '\r';
        if (cr && at + 1 == to && !last) {
            return -1;
        }
        end = at;
        lineEnds++;
        return cr && at + 1 < to && bytes[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private static boolean isLineEnd(byte value) {
        return value == '\n' || value == '\r';
    }

    private void countLine(byte[] bytes, int at) {
        if (bytes[at] == '\r' || bytes[at - 1] != '\r') {
            lineEnds++;
        }
    }

    private static int withoutLineEnd(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\n' ? to - 1 : to;
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** How many cells the row found last has. */
    int cells() {
        return cells;
    }

    /** What is wrong with the quoting of the row found last. */
    Fault fault() {
        return fault;
    }

    /** How many line ends of the row come before its fault; for an open quote, before that quote. */
    int faultLine() {
        return faultLine;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public int lineEnds() {
        return lineEnds;
    }

    @Override
    public int[] cellEnds() {
        return Arrays.copyOf(ends, fault == Fault.NONE ? cells : 0);
    }

    @Override
    public boolean blank() {
        return blank;
    }
}
