package route.flow;

/** How many rows of a job stand where. {@code total} is the sum of the others. */
public record RowCounts(long total, long accepted, long failed, long skipped, long pending) {}
