package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import route.domain.OwnerOnly;

/** An operating-system lock on a file: it falls with the process, however that ends, so a dead owner never blocks. */
final class OsLock implements AutoCloseable {
    private final FileChannel channel;

    private OsLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock; empty where another process, or another part of this one, has it. */
    static Optional<OsLock> tryTake(Path file) {
        Home.folder(file.getParent());
        try {
            return tryTake(OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + file + " cannot be taken", e);
        }
    }

    /** The channel is closed unless it is locked. */
    static Optional<OsLock> tryTake(FileChannel channel) throws IOException {
        var isLocked = false;
        try {
            isLocked = isLocked(channel);
        } finally {
            if (!isLocked) channel.close();
        }
        return isLocked ? Optional.of(new OsLock(channel)) : Optional.empty();
    }

    /** Writes into the file who has the lock, for {@link #owner}. */
    void sign(String name) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who signed last; empty where nobody did. */
    static String owner(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this very process holds it.
            return false;
        }
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
