package route.domain;

/**
 * How a job chooses among the models of a tier.
 *
 * @param prefer what counts: empty for the order in which the settings list them
 */
public record Policy(String prefer) {
    public static final Policy NONE = new Policy("");
}
