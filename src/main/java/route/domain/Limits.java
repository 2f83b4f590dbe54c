package route.domain;

/**
 * What one batch of a provider may hold.
 *
 * @param maxRows rows
 * @param maxBytes size of the uploaded file or request body, in bytes
 */
public record Limits(int maxRows, long maxBytes) {

    public Limits {
        if (maxRows < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits are positive: " + maxRows + " rows, " + maxBytes + " bytes");
        }
    }

    /** The stricter of two, value by value. */
    public Limits and(Limits other) {
        return new Limits(Math.min(maxRows, other.maxRows), Math.min(maxBytes, other.maxBytes));
    }
}
