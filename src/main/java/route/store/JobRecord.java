package route.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Money;

/**
 * A job as the store keeps it; its settings and layout are read on their own when they are needed.
 *
 * @param n the job's number, in order of submission
 * @param planning whether the rows of the round are still being put into batches
 * @param hurry whether rows wait that should not wait for the end of the round
 * @param held why it is held; empty where it is not
 * @param notes what a person should know
 * @param written SHA-256 of the merged files this job wrote, or was about to write
 * @param rows all rows of the input; the others count those in a final state
 */
public record JobRecord(
        long n,
        JobId id,
        String name,
        JobState state,
        boolean sandbox,
        int round,
        boolean planning,
        boolean hurry,
        String input,
        String output,
        String held,
        List<String> notes,
        List<String> written,
        Money estimate,
        long rows,
        long accepted,
        long failed,
        long skipped,
        Instant createdAt,
        Optional<Instant> endedAt) {

    public JobRecord {
        notes = List.copyOf(notes);
        written = List.copyOf(written);
    }

    /** Rows that are not in a final state yet. */
    public long pending() {
        return rows - accepted - failed - skipped;
    }
}
