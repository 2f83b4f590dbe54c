package route.store;

import java.time.Instant;
import java.util.Optional;
import route.domain.Endpoint;
import route.domain.RowState;

/**
 * A row as the store keeps it.
 *
 * @param number 1 for the first data row
 * @param line where it starts in the input
 * @param offset where it starts in the job's copy, in bytes
 * @param length in bytes
 * @param tier empty where the row was never classified, as are model and task
 * @param model {@code provider/model-id} chosen for it
 * @param hardness in steps of 1/10000
 * @param inputTokens counted for its model
 * @param outputTokens expected
 * @param maxTokens the most output tokens it may use
 * @param problem why it failed or was left out; empty for none
 * @param pinned whether the row or a rule names its model, so that no other may answer it
 * @param lot rows of one lot travel apart from others; 0 for the usual
 * @param deadline when its answer is wanted; empty where that does not matter
 * @param explored whether it tries another model of its tier than the one it would have had
 */
public record RowRecord(
        long number,
        RowState state,
        long line,
        long offset,
        int length,
        String tier,
        String model,
        Endpoint endpoint,
        String task,
        String tag,
        int hardness,
        int score,
        int inputTokens,
        int outputTokens,
        int maxTokens,
        int attempts,
        String problem,
        boolean pinned,
        long lot,
        Optional<Instant> deadline,
        boolean explored) {

    /** A row that goes to the model chosen for it. */
    public RowRecord(
            long number,
            RowState state,
            long line,
            long offset,
            int length,
            String tier,
            String model,
            Endpoint endpoint,
            String task,
            String tag,
            int hardness,
            int score,
            int inputTokens,
            int outputTokens,
            int maxTokens,
            int attempts,
            String problem,
            boolean pinned,
            long lot,
            Optional<Instant> deadline) {
        this(
                number,
                state,
                line,
                offset,
                length,
                tier,
                model,
                endpoint,
                task,
                tag,
                hardness,
                score,
                inputTokens,
                outputTokens,
                maxTokens,
                attempts,
                problem,
                pinned,
                lot,
                deadline,
                false);
    }
}
