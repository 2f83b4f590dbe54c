package route.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Cuts a stream into blocks of whole lines, with the place of each in its file. */
final class LineBlocks {
    private static final int BYTES = 1 << 18;

    private final InputStream in;
    private byte[] rest = new byte[0];
    private long offset;

    /** @param start the byte of the file at which the stream stands */
    LineBlocks(InputStream in, long start) {
        this.in = in;
        this.offset = start;
    }

    /**
     * Some lines.
     *
     * @param bytes with the line ends; the last line of all may have none
     * @param offset of the first byte, in the file
     */
    record Block(byte[] bytes, long offset) {

        /** The byte of the file after the last. */
        long end() {
            return offset + bytes.length;
        }

        /** The end of the line that begins at {@code from}, its line end not counted. */
        int lineEnd(int from) {
            for (var at = from; at < bytes.length; at++) {
                if (bytes[at] == '\n') return at;
            }
            return bytes.length;
        }
    }

    /** The next block, alone in a list; an empty list at the end. */
    List<Block> next() {
        try {
            var bytes = Arrays.copyOf(rest, rest.length + BYTES);
            var filled = rest.length;
            for (; ; ) {
                var read = in.readNBytes(bytes, filled, bytes.length - filled);
                filled += read;
                var isLast = filled < bytes.length;
                var end = isLast ? filled : afterLastLine(bytes, filled - read, filled);
                if (end > 0 || isLast) return block(bytes, end, filled);
                // Not one whole line yet.
                bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Block> block(byte[] bytes, int end, int filled) {
        rest = Arrays.copyOfRange(bytes, end, filled);
        if (end == 0) return List.of();
        var block = new Block(end == bytes.length ? bytes : Arrays.copyOf(bytes, end), offset);
        offset += end;
        return List.of(block);
    }

    private static int afterLastLine(byte[] bytes, int from, int to) {
        for (var at = to; at > from; at--) {
            if (bytes[at - 1] == '\n') return at;
        }
        return 0;
    }
}
