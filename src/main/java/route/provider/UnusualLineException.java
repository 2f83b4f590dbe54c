package route.provider;

/** A result line is not as nearly all are; no trouble, but a reason to look at it more closely. */
final class UnusualLineException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusualLineException() {
        super("", null, false, false);
    }
}
