package route.domain;

/**
 * Which rows of the input a job takes.
 *
 * @param limit the first so many rows, usable or not; 0 for all
 */
public record Selection(long limit) {
    public static final Selection ALL = new Selection(0);

    /** The number of the last row that may belong to it. */
    public long last() {
        return limit > 0 ? limit : Long.MAX_VALUE;
    }
}
