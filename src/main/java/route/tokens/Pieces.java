package route.tokens;

/**
 * Cuts text into the pieces that o200k_base merges within, exactly as its published pattern does:
 *
 * <pre>
 *   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *   \p{N}{1,3}
 *    ?[^\s\p{L}\p{N}]+[\r\n/]*
 *   \s*[\r\n]+
 *   \s+(?!\S)
 *   \s+
 * </pre>
 *
 * (tiktoken, {@code openai_public.py}; jtokkit 1.1.0 compiles it with Unicode character classes.) Each code point falls
 * in one of the classes below, so there is always a next piece. Never looks back, so it is linear on any text except
 * for runs of capitals that a mark or a caseless letter precedes, which are read twice at most.
 */
final class Pieces {
    private static final int OTHER = 0;
    private static final int NUMBER = 1;
    private static final int NEWLINE = 2;
    private static final int SPACE = 3;
    private static final int UPPER = 4;
    private static final int LOWER = 5;
    private static final int CASELESS = 6;
    private static final int MARK = 7;

    /** The classes of all characters that are a code point by themselves. */
    private static final byte[] CLASS = new byte[0x10000];

    static {
        for (int point = 0; point < CLASS.length; point++) {
            CLASS[point] = (byte) classify(point);
        }
    }

    private Pieces() {}

    /** Where the piece ends that starts at {@code start}; {@code start} is below the length. */
    static int end(String text, int start) {
        int next = start + width(text, start);
        return switch (classAt(text, start)) {
            case UPPER, LOWER, CASELESS -> contraction(text, letters(text, start));
            case NUMBER -> numbers(text, next);
            case NEWLINE -> blanks(text, start);
            case MARK -> contraction(text, afterMark(text, start, next));
            case SPACE -> afterSpace(text, start, next, text.charAt(start) == ' ');
            default -> afterOther(text, next);
        };
    }

    private static int afterMark(String text, int start, int next) {
        int word = lowerWord(text, next);
        return word >= 0 ? word : lowerWord(text, start);
    }

    private static int afterSpace(String text, int start, int next, boolean plain) {
        if (next < text.length()) {
            int follower = classAt(text, next);
            if (follower >= UPPER) return contraction(text, letters(text, next));
            if (plain && follower == OTHER) return others(text, next);
        }
        return blanks(text, start);
    }

    private static int afterOther(String text, int next) {
        boolean word = next < text.length() && classAt(text, next) >= UPPER;
        return word ? contraction(text, letters(text, next)) : others(text, next);
    }

    /** The first two alternatives without the optional first character; {@code start} is at a letter or a mark. */
    private static int letters(String text, int start) {
        int word = lowerWord(text, start);
        return word >= 0 ? word : uppers(text, start);
    }

    /**
     * Capitals, then small letters, at least one: {@code U*W+}, where caseless letters and marks are both. Where no
     * small letter follows, the pattern gives back down to the last character that may pass for one. -1 for no match.
     */
    private static int lowerWord(String text, int start) {
        int at = start;
        int lastBoth = -1;
        while (at < text.length()) {
            int kind = classAt(text, at);
            if (kind == LOWER) return lowers(text, at);
            if (kind < UPPER) break;
            at += width(text, at);
            if (kind != UPPER) lastBoth = at;
        }
        return lastBoth;
    }

    private static int lowers(String text, int start) {
        int at = start;
        while (at < text.length()) {
            if (classAt(text, at) < LOWER) break;
            at += width(text, at);
        }
        return at;
    }

    private static int uppers(String text, int start) {
        int at = start;
        while (at < text.length()) {
            if (classAt(text, at) != UPPER) break;
            at += width(text, at);
        }
        return at;
    }

    private static int numbers(String text, int second) {
        int at = second;
        for (int count = 1; count < 3 && at < text.length(); count++) {
            if (classAt(text, at) != NUMBER) break;
            at += width(text, at);
        }
        return at;
    }

    /** The rest of a run of signs, marks among them, and the line ends and slashes behind it. */
    private static int others(String text, int start) {
        int at = start;
        while (at < text.length()) {
            int kind = classAt(text, at);
            if (kind != OTHER && kind != MARK) break;
            at += width(text, at);
        }
        while (at < text.length() && isLineEndOrSlash(text.charAt(at))) at++;
        return at;
    }

    private static boolean isLineEndOrSlash(char sign) {
        return sign == '\n' || sign == '\r' || sign == '/';
    }

    /** A run of blanks: up to its last line end, else without the one blank that belongs to the next word. */
    private static int blanks(String text, int start) {
        int at = start;
        int lastNewline = -1;
        while (at < text.length()) {
            int kind = classAt(text, at);
            if (kind != SPACE && kind != NEWLINE) break;
            at++;
            if (kind == NEWLINE) lastNewline = at;
        }
        if (lastNewline >= 0) return lastNewline;
        return at < text.length() && at - start > 1 ? at - 1 : at;
    }

    private static int contraction(String text, int end) {
        if (end + 1 >= text.length() || text.charAt(end) != '\'') return end;
        char first = folded(text.charAt(end + 1));
        if (first == 's' || first == 't' || first == 'm' || first == 'd') return end + 2;
        if (end + 2 >= text.length()) return end;
        char second = folded(text.charAt(end + 2));
        boolean two = (first == 'r' || first == 'v') && second == 'e' || first == 'l' && second == 'l';
        return two ? end + 3 : end;
    }

    /** As the pattern's case-blindness folds it: the long s of old prints is an s. */
    private static char folded(char sign) {
        return Character.toLowerCase(Character.toUpperCase(sign));
    }

    private static int classAt(String text, int at) {
        char sign = text.charAt(at);
        return Character.isHighSurrogate(sign) ? classify(text.codePointAt(at)) : CLASS[sign];
    }

    private static int width(String text, int at) {
        boolean pair = Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        return pair ? 2 : 1;
    }

    private static int classify(int point) {
        if (point == '\n' || point == '\r') return NEWLINE;
        if (point >= 0x9 && point <= 0xD || point == 0x85) return SPACE;
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> UPPER;
            case Character.LOWERCASE_LETTER -> LOWER;
            case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> CASELESS;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> MARK;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> OTHER;
        };
    }
}
