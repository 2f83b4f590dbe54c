package route.flow;

/** Something that only a person can mend stands in the job's way; the flow turns it into the state HELD. */
final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldException(String reason) {
        super(reason);
    }
}
