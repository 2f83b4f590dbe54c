package route.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import route.flow.Sleeper;

/** Time that jumps: nobody waits, a sleep moves the clock. */
final class SimClock implements InstantSource, Sleeper {
    /** Sleeps in a row that were over before they began: a flow that does this spins. */
    private static final int MOST_EMPTY_SLEEPS = 500;

    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private int emptySleeps;
    private boolean stopping;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public synchronized void until(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
            emptySleeps = 0;
            return;
        }
        now = now.plusMillis(1);
        if (++emptySleeps > MOST_EMPTY_SLEEPS) {
            throw new AssertionError("the flow spins: it has nothing to do, and nothing to wait for, at " + now);
        }
    }

    synchronized void stop(boolean stop) {
        stopping = stop;
    }

    @Override
    public synchronized boolean stopping() {
        return stopping;
    }
}
