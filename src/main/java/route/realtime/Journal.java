package route.realtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import route.domain.OwnerOnly;

/** A file of lines that grows at its end, by whole commits. For one thread. */
final class Journal implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;
    private final Path file;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(BUFFER_BYTES);

    /** Opens a file, or makes it; a last line that was cut short is taken off. */
    static Journal open(Path file) throws IOException {
        if (file.getParent() != null) OwnerOnly.folder(file.getParent());
        var channel =
                OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Journal(channel, file);
    }

    Journal(FileChannel channel, Path file) throws IOException {
        this.channel = channel;
        this.file = file;
        channel.truncate(wholeLines());
        channel.position(channel.size());
    }

    private long wholeLines() throws IOException {
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (var end = channel.size(); end > 0; ) {
            var start = Math.max(0, end - buffer.capacity());
            buffer.clear().limit((int) (end - start));
            for (var read = 0; read >= 0 && buffer.hasRemaining(); ) {
                read = channel.read(buffer, start + buffer.position());
            }
            for (var at = buffer.position() - 1; at >= 0; at--) {
                if (buffer.get(at) == '\n') return start + at + 1;
            }
            end = start;
        }
        return 0;
    }

    void forEach(Consumer<String> take) throws IOException {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) take.accept(line);
        }
    }

    void add(String line) {
        pending.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        pending.write('\n');
    }

    /** Makes all lines durable, or leaves the file as it was: they wait for the next commit then. */
    void commit() throws IOException {
        if (pending.size() == 0) return;
        var before = channel.position();
        try {
            var bytes = ByteBuffer.wrap(pending.toByteArray());
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(false);
        } catch (IOException e) {
            cutBack(before, e);
            throw e;
        }
        pending.reset();
    }

    /** A full disk takes a part of what it is given; written again after that, its lines would stand there twice. */
    private void cutBack(long size, IOException why) {
        try {
            channel.truncate(size);
            channel.position(size);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** What was not committed is forgotten. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
