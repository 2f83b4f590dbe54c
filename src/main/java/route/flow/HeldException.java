package route.flow;

/** Something that only a person can mend stands in the way of a step as a whole. */
final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldException(String reason) {
        super(reason);
    }
}
