package route.domain;

/**
 * Answers that were accepted and are not whole; which rows they are of stands in {@code route_error}.
 *
 * @param cutOff those that ended at {@code max_tokens}
 * @param filtered those that the provider's content filter cut
 * @param refused those in which the model refuses
 */
public record Marred(long cutOff, long filtered, long refused) {
    /** Where every answer is whole, or nothing was counted. */
    public static final Marred NONE = new Marred(0, 0, 0);

    public boolean isNone() {
        return equals(NONE);
    }
}
