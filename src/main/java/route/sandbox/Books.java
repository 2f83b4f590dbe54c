package route.sandbox;

import java.util.List;
import java.util.Map;

/**
 * The provider's own books: what was ordered and what was billed, whatever the buyer believes.
 *
 * @param batches oldest first; deleted ones too
 * @param calls calls in real time, by model
 */
public record Books(List<Batch> batches, List<Calls> calls) {

    public Books {
        batches = List.copyOf(batches);
        calls = List.copyOf(calls);
    }

    /**
     * A batch.
     *
     * @param status in OpenAI's words, also for Anthropic
     * @param createdAt ISO 8601, UTC
     * @param rows how many were ordered; 0 for a batch that was turned down
     * @param billed how many were answered so far
     * @param outputTokens of the answered rows of a batch that has ended
     */
    public record Batch(
            String id,
            String dialect,
            List<String> models,
            String status,
            String createdAt,
            long rows,
            long billed,
            long inputTokens,
            long outputTokens,
            Map<String, String> metadata) {

        public Batch {
            models = List.copyOf(models);
            metadata = Map.copyOf(metadata);
        }
    }

    /** Calls of one model in real time. */
    public record Calls(String dialect, String model, long calls, long billed) {}

    /** Rows billed in all batches and calls. */
    public long billed() {
        return batches.stream().mapToLong(Batch::billed).sum()
                + calls.stream().mapToLong(Calls::billed).sum();
    }
}
