package route.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Marred;
import route.domain.Money;
import route.domain.Projection;
import route.domain.Usage;

/**
 * A job as {@code status} shows it.
 *
 * @param input the input as a path, or {@code -}
 * @param round the round it is in, from 1
 * @param usage tokens billed so far
 * @param cost what was charged so far
 * @param estimate what the first plan expected
 * @param baseline what the answered rows would have cost on the flagship in real time
 * @param output where the merged file is or will be
 * @param held why it is held and what would mend it; empty where it is not
 * @param createdAt when it was submitted
 * @param endedAt when it was delivered or cancelled
 * @param nextDue when the next step is due; empty where nothing is
 * @param doubtful calls that may have been paid for without an answer, of batches shown here
 * @param doubtfulCost what those may have cost at most
 * @param projection what the whole input would cost, by the sample that the job is over
 * @param notes what a person should know: models without a price, estimated counts, settings that changed
 * @param marred answers that are not whole, of a job shown with its batches
 */
public record JobView(
        JobId id,
        String name,
        JobState state,
        boolean sandbox,
        String input,
        int round,
        RowCounts rows,
        Usage usage,
        Money cost,
        Money estimate,
        Money baseline,
        String output,
        String held,
        Instant createdAt,
        Optional<Instant> endedAt,
        Optional<Instant> nextDue,
        long doubtful,
        Money doubtfulCost,
        List<String> notes,
        List<BatchView> batches,
        Optional<Projection> projection,
        Marred marred) {

    public JobView {
        notes = List.copyOf(notes);
        batches = List.copyOf(batches);
    }
}
