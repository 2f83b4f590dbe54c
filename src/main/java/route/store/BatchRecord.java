package route.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Endpoint;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;

/**
 * A batch as the store keeps it.
 *
 * @param n its number, in the order of planning
 * @param key a digest that is unique for ever; it also names the batch's files
 * @param firstRow its rows' numbers are at least this
 * @param lastRow and at most this
 * @param bytes size of its request file
 * @param digest SHA-256 of its request file
 * @param inputTokens of all its rows
 * @param worstCost if every answer were as long as it may be
 * @param uploadId the provider's id of the uploaded file; empty for none
 * @param remoteId the provider's id of the batch; empty until it is known
 * @param word the provider's word for where it stands
 * @param done rows worked on, as the provider says
 * @param tries calls in a row that did not work; the pause before the next grows with it
 * @param readFile which result file is being read, from 0
 * @param readOffset up to which byte it has been read
 * @param adopted whether its remote id was found by a search and is not proven yet
 * @param strangers remote ids that turned out to be somebody else's
 * @param failingAt since when calls for it have failed; empty while they work
 * @param soughtAt when it was first looked for after a creation that was cut short
 * @param resent how often it was sent again because no search found it
 * @param refetched how often its result files were fetched anew because rows were missing in them
 * @param fetched how many result files lie in the job's folder, complete; empty until they do
 * @param unmentioned what a row that they do not mention came to: a word of {@code Outcome.Reason}
 * @param expiresAt when the provider gives up on it
 * @param intentAt when the decision to create it was written down
 * @param dueAt when to look after it next
 * @param doubtful calls that may have been paid for without an answer, and rows of a batch that were worked on without one
 * @param deadline the earliest of its rows'; empty where they have none
 * @param calledOff when it was cancelled because it would have missed that
 * @param discount per cent off the lane's price: its rows are asked at the provider's cheaper hours only
 * @param worstRow what the dearest of its rows may cost
 * @param goneAt since when its provider says that it does not know it, or its results; empty while it does
 */
public record BatchRecord(
        long n,
        long job,
        String key,
        int round,
        ModelRef model,
        Endpoint endpoint,
        Lane lane,
        BatchState state,
        int rows,
        long firstRow,
        long lastRow,
        long bytes,
        String digest,
        long inputTokens,
        Money worstCost,
        String uploadId,
        String remoteId,
        String word,
        long done,
        String problem,
        int tries,
        int readFile,
        long readOffset,
        boolean adopted,
        List<String> strangers,
        Optional<Instant> failingAt,
        Optional<Instant> soughtAt,
        int resent,
        int refetched,
        Optional<Integer> fetched,
        String unmentioned,
        Optional<Instant> expiresAt,
        Optional<Instant> intentAt,
        Optional<Instant> sentAt,
        Optional<Instant> endedAt,
        Instant dueAt,
        int doubtful,
        Optional<Instant> deadline,
        Optional<Instant> calledOff,
        int discount,
        Money worstRow,
        Optional<Instant> goneAt) {}
