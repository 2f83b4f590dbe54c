package route.domain;

/**
 * How much of ours a provider lets wait and run at once, for each model; 0 where no limit is known. What would go over
 * it waits.
 *
 * @param batches open batches
 * @param rows rows in open batches
 * @param inputTokens input tokens in open batches
 */
public record Quota(int batches, long rows, long inputTokens) {

    public static final Quota UNKNOWN = new Quota(0, 0, 0);

    public Quota {
        if (batches < 0 || rows < 0 || inputTokens < 0) throw new IllegalArgumentException("a quota is not negative");
    }

    /** Whether a batch fits beside what is open; one batch alone always does, since it could never fit otherwise. */
    public boolean hasRoom(int openBatches, long openRows, long openInputTokens, long moreRows, long moreInputTokens) {
        if (openBatches == 0) return true;
        return (batches == 0 || openBatches < batches)
                && (rows == 0 || openRows + moreRows <= rows)
                && (inputTokens == 0 || openInputTokens + moreInputTokens <= inputTokens);
    }
}
