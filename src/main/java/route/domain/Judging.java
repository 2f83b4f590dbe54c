package route.domain;

/**
 * Who judges how hard a row is.
 *
 * @param profile the weights to judge by, as {@code route tune} saved them; empty for the built-in ones
 */
public record Judging(String profile) {
    public static final Judging BUILT_IN = new Judging("");
}
