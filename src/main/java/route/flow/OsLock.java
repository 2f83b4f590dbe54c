package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
            var channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) return Optional.of(new OsLock(channel));
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + file + " cannot be taken", e);
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
