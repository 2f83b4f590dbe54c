package route.tabular;

import java.nio.ByteBuffer;

/**
 * Rows of the copy by their place, of which each lies a little behind the one before: the file is read in larger pieces,
 * since a read of its own for each row takes longer than the row. For one thread.
 */
public final class RowsInOrder {
    private static final int BYTES = 1 << 16;

    private final RowFile file;
    private final ByteBuffer piece = ByteBuffer.allocate(BYTES);
    private long start;
    private int filled;

    RowsInOrder(RowFile file) {
        this.file = file;
    }

    /** The row at a place that {@link RowReader} gave, as that gave it. */
    public RawRow raw(long number, long line, long offset, int length) {
        return new RawRow(number, line, offset, bytes(offset, length), RawRow.UNSEEN, file.form());
    }

    private byte[] bytes(long offset, int length) {
        if (length > BYTES) return file.bytes(offset, length);
        if (offset < start || offset + length > start + filled) {
            piece.clear();
            start = offset;
            filled = file.read(offset, piece);
        }
        if (length > filled) return file.bytes(offset, length);
        var bytes = new byte[length];
        piece.get((int) (offset - start), bytes);
        return bytes;
    }
}
