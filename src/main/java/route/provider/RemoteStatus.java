package route.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a batch stands, in our words.
 *
 * @param phase our word
 * @param word the provider's word, for people
 * @param done requests worked on so far, as the provider counts them; not reliable
 * @param total requests in the batch as the provider counts them; 0 where it does not say
 * @param problem why the provider turned the whole batch down, for people; empty for none
 * @param problemLine which request of the file, from 1, the problem is in; 0 where it does not say
 * @param resultFiles ids of the result files of an ended batch, as {@link Dialect#results} needs them
 * @param expiresAt when the provider gives up on it
 * @param retryAfterSeconds how long the provider asks us to wait before the next look; 0 where it does not say
 */
public record RemoteStatus(
        String remoteId,
        Phase phase,
        String word,
        long done,
        long total,
        String problem,
        int problemLine,
        List<String> resultFiles,
        Optional<Instant> expiresAt,
        int retryAfterSeconds) {

    public RemoteStatus {
        resultFiles = List.copyOf(resultFiles);
    }

    /** What the flow needs to know. */
    public enum Phase {
        /** Accepted, not worked on yet. */
        WAITING,
        /** Under way. */
        RUNNING,
        /** Asked to stop, not ended yet. */
        CANCELLING,
        /** Finished, whatever the provider calls it: whatever result files there are hold what was done. */
        ENDED,
        /** Turned down as a whole before any row was worked on; {@code problem} says why. */
        REJECTED,
        /** Turned down as a whole because too much is queued; the same shard may go again later. */
        QUEUE_FULL,
        /** A word we do not know: said aloud, polled again. */
        UNKNOWN;

        /** Whether there is nothing left to stop. */
        boolean isOver() {
            return switch (this) {
                case CANCELLING, ENDED, REJECTED, QUEUE_FULL -> true;
                case WAITING, RUNNING, UNKNOWN -> false;
            };
        }
    }
}
