package route.prompt;

/** A row's own trouble, on its way from the reader that found it to {@link PromptBuilder}, which makes it a value. */
final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    UnusableException(String field, String reason) {
        super(reason, null, false, false);
        this.field = field;
    }

    String field() {
        return field;
    }
}
