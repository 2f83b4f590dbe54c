package route.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import route.domain.InputException;
import route.domain.InputLayout;

/**
 * Walks over the copy of an input and cuts it into rows, in order, holding little more than one row in memory. Blank
 * lines are no rows. For one thread; the rows it gives may be parsed on others.
 */
public final class RowReader implements AutoCloseable {

    /** The longest row there may be, in bytes. Real rows are far shorter; longer ones come from a quote left open. */
    public static final int MAX_ROW_BYTES = 64 << 20;

    private static final int BUFFER_BYTES = 1 << 17;

    private final InputStream in;
    private final RowForm form;
    private final RowCut cut;
    private final int maxRowBytes;
    private byte[] buffer;
    private int at;
    private int filled;
    private boolean last;
    private long bufferOffset;
    private long line;
    private long number;

    /** Opens the copy at its first data row. */
    public static RowReader open(Path copy, InputLayout layout) {
        return new RowReader(
                copy, RowForm.of(layout), layout.dataOffset(), layout.dataLine(), BUFFER_BYTES, MAX_ROW_BYTES);
    }

    /** Opens a file at any place, as if the first data row were there. */
    static RowReader at(Path file, RowForm form, long offset, long line) {
        return new RowReader(file, form, offset, line, BUFFER_BYTES, MAX_ROW_BYTES);
    }

    RowReader(Path file, RowForm form, long offset, long line, int bufferBytes, int maxRowBytes) {
        try {
            in = Files.newInputStream(file);
            in.skipNBytes(offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.form = form;
        this.cut = form.cut();
        this.buffer = new byte[bufferBytes];
        this.maxRowBytes = maxRowBytes;
        this.bufferOffset = offset;
        this.line = line;
    }

    /**
     * The next row, or nothing at the end.
     *
     * @throws InputException where a row is longer than {@link #MAX_ROW_BYTES}
     */
    public Optional<RawRow> next() {
        while (at < filled || more()) {
            int next = cut.next(buffer, at, filled, last);
            if (next < 0) {
                more();
            } else if (cut.blank()) {
                moveTo(next);
            } else {
                var row = row();
                moveTo(next);
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private RawRow row() {
        var bytes = Arrays.copyOfRange(buffer, at, cut.end());
        return new RawRow(++number, line, position(), bytes, cut.cellEnds(), form);
    }

    private void moveTo(int next) {
        line += cut.lineEnds();
        at = next;
    }

    /** Where the next row may start, in bytes. */
    long position() {
        return bufferOffset + at;
    }

    /** The line on which that is. */
    long line() {
        return line;
    }

    /** Reads on, keeping the row that is not whole yet; false where nothing is left at all. */
    private boolean more() {
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, filled - at);
            bufferOffset += at;
            filled -= at;
            at = 0;
        }
        if (filled == buffer.length) {
            grow();
        }
        try {
            int count = in.readNBytes(buffer, filled, buffer.length - filled);
            last = filled + count < buffer.length;
            filled += count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return filled > 0;
    }

    private void grow() {
        if (filled > maxRowBytes) {
            throw new InputException("row " + (number + 1) + ", which starts on line " + line + ", is longer than "
                    + (maxRowBytes >> 20) + " MB.\nIs a quote opened there and never closed?");
        }
        buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxRowBytes + BUFFER_BYTES));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
