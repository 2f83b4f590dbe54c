package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import route.domain.JobId;

/** The ownership of a job: an operating-system lock that falls with the process, however it ends. */
final class JobLock implements AutoCloseable {
    private final FileChannel channel;

    private JobLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the job for this process; a LockedException where another one has it. */
    static JobLock take(Home home, JobId job) {
        Path file = home.lock(job);
        Home.folder(file.getParent());
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) return new JobLock(channel);
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw new LockedException(job);
            }
            channel.close();
            throw new LockedException(job);
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of job " + job + " cannot be taken", e);
        }
    }

    /** Does something as the job's owner. */
    static <T> T holding(Home home, JobId job, Supplier<T> work) {
        var lock = take(home, job);
        try {
            return work.get();
        } finally {
            lock.close();
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
