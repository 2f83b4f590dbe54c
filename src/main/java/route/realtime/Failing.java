package route.realtime;

import java.time.Instant;

/**
 * Nothing but failures.
 *
 * @param since the first of them
 * @param why the last one's word
 * @param confirmed whether it is more than one moment's: a later call failed as well, or the provider asks for a pause
 */
public record Failing(Instant since, String why, boolean confirmed) {

    /** With one more failure, of a call that was asked at that moment. */
    Failing and(Failing next, Instant askedAt) {
        var isLater = askedAt.isAfter(since);
        return new Failing(since, next.why, confirmed || next.confirmed || isLater);
    }
}
