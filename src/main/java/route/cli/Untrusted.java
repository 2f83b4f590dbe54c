package route.cli;

/** Makes text from inputs and providers safe to show on a terminal: one line, nothing that moves, hides or colours. */
final class Untrusted {

    private Untrusted() {}

    /** The text on one line; line ends and tabs become spaces, other control and direction characters {@code ?}. */
    static String shown(String text) {
        if (isPlain(text)) return text;
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(it -> append(shown, it));
        return shown.toString();
    }

    /** Almost all text is, and a list of a thousand jobs has many thousand cells. */
    private static boolean isPlain(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ' || text.charAt(at) > '~') return false;
        }
        return true;
    }

    /** As {@link #shown}, and at most {@code width} characters long. */
    static String shown(String text, int width) {
        var shown = shown(text);
        return shown.length() <= width ? shown : cut(shown, Math.max(0, width - 3)) + "...";
    }

    private static String cut(String text, int length) {
        var splitsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
            shown.append(' ');
        } else if (isHarmful(codePoint)) {
            shown.append('?');
        } else {
            shown.appendCodePoint(codePoint);
        }
    }

    private static boolean isHarmful(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> !isJoiner(codePoint);
            default -> false;
        };
    }

    /** Joins emoji and letters of some scripts; shows nothing by itself. */
    private static boolean isJoiner(int codePoint) {
        return codePoint == 0x200C || codePoint == 0x200D;
    }
}
