package route.sandbox;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A file of lines that can be read in any order; keeps where its lines begin, eight bytes a line. */
final class LineFile implements Closeable {
    private final FileChannel channel;
    private long[] starts = new long[1024];
    private int rows;

    LineFile(Path file) throws IOException {
        channel = FileChannel.open(file);
        index();
    }

    private void index() throws IOException {
        var buffer = ByteBuffer.allocate(1 << 16);
        var bytes = buffer.array();
        var begins = 0L;
        var offset = 0L;
        for (var read = channel.read(buffer); read >= 0; read = channel.read(buffer.clear())) {
            for (var at = 0; at < read; at++) {
                if (bytes[at] != '\n') continue;
                add(begins);
                begins = offset + at + 1;
            }
            offset += read;
        }
        if (begins < offset) add(begins);
        starts[rows] = offset;
    }

    private void add(long start) {
        // one place is kept for the end of the last line
        if (rows + 1 == starts.length) starts = Arrays.copyOf(starts, starts.length * 2);
        starts[rows++] = start;
    }

    int rows() {
        return rows;
    }

    /** The line with its end, where it has one. */
    byte[] line(int number) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(starts[number + 1] - starts[number]));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, starts[number] + bytes.position()) < 0) throw new EOFException("the file shrank");
        }
        return bytes.array();
    }

    /** All row numbers in an order that is not the file's own, the same for the same seed and number of rows. */
    int[] shuffled(long seed) {
        var order = new int[rows];
        for (var i = 0; i < rows; i++) order[i] = i;
        var dice = new Random(seed + rows);
        for (var i = rows - 1; i > 0; i--) swap(order, i, dice.nextInt(i + 1));
        if (rows > 1 && order[0] == 0) swap(order, 0, rows - 1);
        return order;
    }

    private static void swap(int[] order, int one, int other) {
        var kept = order[one];
        order[one] = order[other];
        order[other] = kept;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
