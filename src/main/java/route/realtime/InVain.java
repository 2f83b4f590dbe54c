package route.realtime;

import java.time.Instant;

/**
 * Calls that may be paid for and brought nothing. Where that goes on, not every row of a file is to share their fate: fewer
 * are asked, with pauses that grow until an answer comes.
 */
final class InVain {
    /** So many in a row are bad luck. */
    private static final int MOST = 8;

    private final Governor governor;
    private final Backoff backoff;
    private int calls;
    private int rests;
    private Instant restedAt = Instant.MIN;

    InVain(Governor governor, Backoff backoff) {
        this.governor = governor;
        this.backoff = backoff;
    }

    /** One more came back like that. */
    void another(Instant startedAt, Instant now) {
        calls++;
        if (calls < MOST) {
            governor.failed();
            return;
        }
        // Those under way together tell one thing.
        if (startedAt.isAfter(restedAt)) {
            restedAt = now;
            rests++;
        }
        governor.refused(startedAt, now, backoff.after(rests));
    }

    /** An answer came. */
    void over() {
        calls = 0;
        rests = 0;
    }
}
