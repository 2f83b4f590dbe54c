package route.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import route.domain.OwnerOnly;

/** Writes an answer to a file that appears only once it is whole and on disk. */
final class Download {
    private static final int CHUNK_BYTES = 1 << 16;

    private Download() {}

    /**
     * Saves a stream.
     *
     * @throws IOException where the stream broke off; nothing is left behind
     * @throws UncheckedIOException where the disk refused, which is no trouble of the line
     */
    static void save(InputStream answer, Path target) throws IOException {
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            fill(answer, part);
            local(
                    target,
                    () -> Files.move(
                            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
            local(target, () -> syncDirectory(target));
        } finally {
            local(part, () -> Files.deleteIfExists(part));
        }
    }

    private static void fill(InputStream answer, Path part) throws IOException {
        try (var file = open(part)) {
            var chunk = new byte[CHUNK_BYTES];
            for (int count = answer.read(chunk); count >= 0; count = answer.read(chunk)) {
                var bytes = ByteBuffer.wrap(chunk, 0, count);
                local(part, () -> {
                    while (bytes.hasRemaining()) file.write(bytes);
                });
            }
            local(part, () -> file.force(true));
        }
    }

    private static FileChannel open(Path part) {
        try {
            return OwnerOnly.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException trouble) {
            throw new UncheckedIOException("cannot write " + part, trouble);
        }
    }

    // The rename itself must outlive a power cut.
    private static void syncDirectory(Path target) throws IOException {
        try (var directory = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void local(Path path, DiskStep step) {
        try {
            step.run();
        } catch (IOException trouble) {
            throw new UncheckedIOException("cannot write " + path, trouble);
        }
    }

    private interface DiskStep {
        void run() throws IOException;
    }
}
