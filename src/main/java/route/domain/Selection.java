package route.domain;

/**
 * Which rows of the input a job takes.
 *
 * @param limit the first so many rows, usable or not; 0 for all
 * @param incremental only rows that no job of the same name has delivered or has under way
 * @param sample of each tier the share to take, in ten-thousandths; 0 for all
 */
public record Selection(long limit, boolean incremental, int sample) {
    public static final Selection ALL = new Selection(0, false, 0);

    /** The number of the last row that may belong to it. */
    public long last() {
        return limit > 0 ? limit : Long.MAX_VALUE;
    }
}
