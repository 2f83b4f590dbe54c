package route.tabular;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import route.domain.InputLayout;
import route.domain.Row;

/**
 * Single rows of the copy, by their place. Any number of threads may read at once; interrupting one of them closes the
 * file for all, as Java's channels do.
 */
public final class RowFile implements AutoCloseable {

    private final Path copy;
    private final InputLayout layout;
    private final FileChannel channel;
    private final RowForm form;

    private RowFile(Path copy, InputLayout layout, FileChannel channel) {
        this.copy = copy;
        this.layout = layout;
        this.channel = channel;
        this.form = RowForm.of(layout);
    }

    public static RowFile open(Path copy, InputLayout layout) {
        try {
            return new RowFile(copy, layout, FileChannel.open(copy, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row at a place that {@link RowReader} gave, as that gave it. */
    public RawRow raw(long number, long line, long offset, int length) {
        return new RawRow(number, line, offset, bytes(offset, length), RawRow.UNSEEN, form);
    }

    /** Reads rows that follow each other at no great distance, for one thread. */
    public RowsInOrder inOrder() {
        return new RowsInOrder(this);
    }

    /** The fields of the row at a place that {@link RowReader} gave. */
    public Row read(long number, long line, long offset, int length) {
        return raw(number, line, offset, length).parse();
    }

    /** The bytes at a place. */
    public byte[] bytes(long offset, int length) {
        var bytes = new byte[length];
        if (read(offset, ByteBuffer.wrap(bytes)) < length) {
            throw new UncheckedIOException(new EOFException(copy + " ends before byte " + (offset + length)));
        }
        return bytes;
    }

    /** Fills a buffer from a place on, as far as the file goes; how many bytes that were. */
    int read(long offset, ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) break;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.position();
    }

    InputLayout layout() {
        return layout;
    }

    RowForm form() {
        return form;
    }

    /** A walk over all rows. */
    RowReader rows() {
        return RowReader.open(copy, layout);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
