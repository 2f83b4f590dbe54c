package route.classify;

/**
 * A text that lets a pattern look at it only so often, as a pattern from the settings may need longer than the world
 * lasts for a text from the input.
 */
final class PatientText implements CharSequence {
    private static final long LOOKS_FOR_EACH_SIGN = 2_000;
    private static final long LOOKS_AT_LEAST = 10_000_000;

    private final String text;
    private long looksLeft;

    PatientText(String text) {
        this.text = text;
        this.looksLeft = LOOKS_AT_LEAST + LOOKS_FOR_EACH_SIGN * text.length();
    }

    /** The pattern has looked too often. */
    static final class ImpatientException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public char charAt(int index) {
        if (--looksLeft < 0) throw new ImpatientException();
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
