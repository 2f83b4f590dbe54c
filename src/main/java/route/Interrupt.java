package route;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import route.flow.Sleeper;

/** The real sleeper: wakes early when the process is asked to stop. */
final class Interrupt implements Sleeper {

    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stop = lock.newCondition();
    private boolean stopping;
    private boolean heeded;

    Interrupt(InstantSource clock) {
        this.clock = clock;
    }

    /** Looks at the clock again after each wake, so that a laptop's sleep or a clock that jumps does no harm. */
    @Override
    public void until(Instant moment) {
        lock.lock();
        try {
            heeded = true;
            for (var now = clock.instant(); !stopping && now.isBefore(moment); now = clock.instant()) {
                stop.await(millis(now, moment), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private static long millis(Instant now, Instant moment) {
        var day = now.plusMillis(LONGEST_MILLIS);
        return moment.isAfter(day) ? LONGEST_MILLIS : moment.toEpochMilli() - now.toEpochMilli() + 1;
    }

    @Override
    public boolean stopping() {
        lock.lock();
        try {
            heeded = true;
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Asks to stop; whether anybody has looked whether they should, and so will look again. */
    boolean stop() {
        lock.lock();
        try {
            stopping = true;
            stop.signalAll();
            return heeded;
        } finally {
            lock.unlock();
        }
    }
}
