package route.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file's lines one after the other, each where it lies in a buffer that the next one may overwrite. */
final class Lines implements Closeable {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int end;
    private int filled;

    Lines(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** Goes on to the next line; false where none is left. What ends the file without a line end is a line too. */
    boolean next() throws IOException {
        from = end;
        while (true) {
            for (var at = end; at < filled; at++) {
                if (buffer[at] != '\n') continue;
                end = at + 1;
                return true;
            }
            end = filled;
            if (!fill()) return end > from;
        }
    }

    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            end -= from;
            filled -= from;
            from = 0;
        }
        if (filled == buffer.length) buffer = Arrays.copyOf(buffer, Math.multiplyExact(filled, 2));
        var read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read >= 0;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return from;
    }

    /** With its line end, where it has one. */
    int length() {
        return end - from;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
