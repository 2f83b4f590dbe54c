package route.provider;

/** A line of a result file that is not what the provider's documents promise; its row counts as not mentioned. */
public final class MalformedResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
