package route.realtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rung by the wire's threads when something came back. Who waits for it looks at everything after each ring. */
public final class Bell {
    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /** Returns at the first ring since the last time, or when the time is over. */
    public void await(Duration longest) throws InterruptedException {
        if (rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) rings.drainPermits();
    }
}
