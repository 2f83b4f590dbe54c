package route.provider;

import java.util.Set;
import route.wire.Reply;

/**
 * Whose word a failure in real time is. A provider that says itself that it failed has not charged for the answer; what
 * stands between may give up on a call that the provider goes on with.
 */
public final class Gateway {
    private static final Set<Integer> GAVE_UP = Set.of(408, 504, 524);

    private Gateway() {}

    /** Whether a call that failed like this may have been worked on and paid for all the same. */
    public static boolean mayHaveArrived(Reply reply) {
        return gaveUp(reply)
                || reply.status() >= 500 && !Json.read(reply.body()).has("error");
    }

    /** Whether somebody lost patience with a call, which may still be worked on. */
    public static boolean gaveUp(Reply reply) {
        return GAVE_UP.contains(reply.status());
    }
}
