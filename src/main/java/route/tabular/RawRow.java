package route.tabular;

import route.domain.Row;

/** One row as it stands in the copy: its place and its bytes, not yet read. May be parsed on any thread. */
public final class RawRow {

    /** What stands for the ends of cells nobody has looked for. */
    static final int[] UNSEEN = {};

    private final long number;
    private final long line;
    private final long offset;
    private final byte[] bytes;
    private final int[] cellEnds;
    private final RowForm form;

    /** @param cellEnds what {@link RowCut} said of the row, or {@link #UNSEEN} */
    RawRow(long number, long line, long offset, byte[] bytes, int[] cellEnds, RowForm form) {
        this.number = number;
        this.line = line;
        this.offset = offset;
        this.bytes = bytes;
        this.cellEnds = cellEnds;
        this.form = form;
    }

    /** 1 for the first data row. */
    public long number() {
        return number;
    }

    /** The line of the input on which the row starts, 1 for the first line of the file. */
    public long line() {
        return line;
    }

    /** Where the row starts in the copy, in bytes. */
    public long offset() {
        return offset;
    }

    /** How long the row is, in bytes, without its line end. */
    public int length() {
        return bytes.length;
    }

    /** The row's fields; where it cannot be read, a row that says why. Never throws for what the bytes are. */
    public Row parse() {
        return form.parse(this);
    }

    int[] cellEnds() {
        return cellEnds;
    }

    /** The bytes themselves, not a copy: for this room only. */
    byte[] bytes() {
        return bytes;
    }
}
