package route.flow;

import java.util.function.Supplier;
import route.domain.JobId;

/** The ownership of a job: one process at a time. */
final class JobLock {

    private JobLock() {}

    /** Does something as the job's owner; a LockedException where another process is that now. */
    static <T> T holding(Home home, JobId job, Supplier<T> work) {
        var lock = OsLock.tryTake(home.lock(job)).orElseThrow(() -> new LockedException(job));
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }
}
