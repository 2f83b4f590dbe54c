package route.sandbox;

/**
 * Token counts by length alone: four ASCII characters are a token, any other character is one. No tokenizer; good
 * enough for plausible bills, and the same on every machine.
 */
final class TokenGuess {
    /** What a message costs beside its text. */
    static final int PER_MESSAGE = 4;

    private TokenGuess() {}

    static int of(String text) {
        var ascii = 0;
        var others = 0;
        for (var i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            if (unit < 128) ascii++;
            else if (!Character.isLowSurrogate(unit)) others++;
        }
        return (ascii + 3) / 4 + others;
    }

    /** The longest beginning of a text that is at most so many tokens. */
    static String cut(String text, int tokens) {
        var quarters = 0L;
        var at = 0;
        while (at < text.length()) {
            var point = text.codePointAt(at);
            quarters += point < 128 ? 1 : 4;
            if (quarters > tokens * 4L) break;
            at += Character.charCount(point);
        }
        return text.substring(0, at);
    }
}
