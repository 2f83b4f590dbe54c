package route.domain;

/**
 * A mistake in what the user gave us: a flag, a setting, an input file. The message is for that person, at most three
 * lines, and says what is wrong, where, and what would be right. Nothing was sent.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
