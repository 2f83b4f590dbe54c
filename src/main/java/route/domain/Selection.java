package route.domain;

/**
 * Which rows of the input a job takes.
 *
 * @param limit the first so many rows; 0 for all
 */
public record Selection(long limit) {
    public static final Selection ALL = new Selection(0);
}
