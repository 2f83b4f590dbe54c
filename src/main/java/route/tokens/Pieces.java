package route.tokens;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
 * in one class of {@link Alphabet}, so there is always a next piece. Never looks back, so it is linear on any text except
 * for runs of capitals that a mark or a caseless letter precedes, which are read twice at most.
 *
 * <p>The text is UTF-8 that Java itself made, so it is whole and valid. Bytes rather than characters, as most texts are
 * of one byte a character, and eight of them can be looked at in one go ({@link PieceHash}).
 */
final class Pieces {
    private static final byte[] CLASS = Alphabet.BYTES;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Pieces() {}

    /** Where the piece ends that starts at {@code start}; {@code start} is below the length. */
    static int end(byte[] text, int start) {
        int end = start + 1 + Long.BYTES < text.length ? plainEnd(text, start) : 0;
        return end > 0 ? end : anyEnd(text, start);
    }

    /**
     * The end of what most pieces are, or 0: a word of a letter and small letters, perhaps with a blank or a sign before
     * it, and behind it a byte that belongs to no word; or a sign before a blank or a number.
     */
    private static int plainEnd(byte[] text, int start) {
        int first = CLASS[text[start] & 0xFF];
        int second = CLASS[text[start + 1] & 0xFF];
        if (first == Alphabet.OTHER && (second == Alphabet.SPACE || second == Alphabet.NUMBER)) return start + 1;
        if (first == Alphabet.NUMBER || first == Alphabet.NEWLINE || first > Alphabet.LOWER) return 0;
        int letters = first >= Alphabet.UPPER ? start : start + 1;
        int count = SmallLetters.run((long) LONGS.get(text, letters) | 0x20);
        int end = letters + count;
        if (count == Long.BYTES) end = smallEnd(text, end);
        return count > 1 && end < text.length && text[end] >= 0 && text[end] != '\'' ? end : 0;
    }

    private static int smallEnd(byte[] text, int from) {
        int end = from;
        while (end < text.length && CLASS[text[end] & 0xFF] == Alphabet.LOWER) end++;
        return end;
    }

    private static int anyEnd(byte[] text, int start) {
        int next = start + Alphabet.width(text[start]);
        return switch (Alphabet.classAt(text, start)) {
            case Alphabet.UPPER, Alphabet.LOWER, Alphabet.CASELESS -> contraction(text, letters(text, start));
            case Alphabet.NUMBER -> numbers(text, next);
            case Alphabet.NEWLINE -> blanks(text, start);
            case Alphabet.MARK -> contraction(text, afterMark(text, start, next));
            case Alphabet.SPACE -> afterSpace(text, start, next, text[start] == ' ');
            default -> afterOther(text, next);
        };
    }

    private static int afterMark(byte[] text, int start, int next) {
        int word = lowerWord(text, next);
        return word >= 0 ? word : lowerWord(text, start);
    }

    private static int afterSpace(byte[] text, int start, int next, boolean plain) {
        if (next < text.length) {
            int follower = Alphabet.classAt(text, next);
            if (follower >= Alphabet.UPPER) return contraction(text, letters(text, next));
            if (plain && follower == Alphabet.OTHER) return others(text, next);
        }
        return blanks(text, start);
    }

    private static int afterOther(byte[] text, int next) {
        boolean word = next < text.length && Alphabet.classAt(text, next) >= Alphabet.UPPER;
        return word ? contraction(text, letters(text, next)) : others(text, next);
    }

    /** The first two alternatives without the optional first character; {@code start} is at a letter or a mark. */
    private static int letters(byte[] text, int start) {
        int word = lowerWord(text, start);
        return word >= 0 ? word : uppers(text, start);
    }

    /**
     * Capitals, then small letters, at least one: {@code U*W+}, where caseless letters and marks are both. Where no
     * small letter follows, the pattern gives back down to the last character that may pass for one. -1 for no match.
     */
    private static int lowerWord(byte[] text, int start) {
        int at = start;
        int lastBoth = -1;
        while (at < text.length) {
            int kind = Alphabet.classAt(text, at);
            if (kind == Alphabet.LOWER) return lowers(text, at);
            if (kind < Alphabet.UPPER) break;
            at += Alphabet.width(text[at]);
            if (kind != Alphabet.UPPER) lastBoth = at;
        }
        return lastBoth;
    }

    private static int lowers(byte[] text, int start) {
        int at = start;
        while (at < text.length) {
            if (Alphabet.classAt(text, at) < Alphabet.LOWER) break;
            at += Alphabet.width(text[at]);
        }
        return at;
    }

    private static int uppers(byte[] text, int start) {
        int at = start;
        while (at < text.length) {
            if (Alphabet.classAt(text, at) != Alphabet.UPPER) break;
            at += Alphabet.width(text[at]);
        }
        return at;
    }

    private static int numbers(byte[] text, int second) {
        int at = second;
        for (int count = 1; count < 3 && at < text.length; count++) {
            if (Alphabet.classAt(text, at) != Alphabet.NUMBER) break;
            at += Alphabet.width(text[at]);
        }
        return at;
    }

    /** The rest of a run of signs, marks among them, and the line ends and slashes behind it. */
    private static int others(byte[] text, int start) {
        int at = start;
        while (at < text.length) {
            int kind = Alphabet.classAt(text, at);
            if (kind != Alphabet.OTHER && kind != Alphabet.MARK) break;
            at += Alphabet.width(text[at]);
        }
        while (at < text.length && isLineEndOrSlash(text[at])) at++;
        return at;
    }

    private static boolean isLineEndOrSlash(byte sign) {
        return sign == '\n' || sign == '\r' || sign == '/';
    }

    /** A run of blanks: up to its last line end, else without the one blank that belongs to the next word. */
    private static int blanks(byte[] text, int start) {
        int at = start;
        int lastNewline = -1;
        int last = start;
        while (at < text.length) {
            int kind = Alphabet.classAt(text, at);
            if (kind != Alphabet.SPACE && kind != Alphabet.NEWLINE) break;
            last = at;
            at += Alphabet.width(text[at]);
            if (kind == Alphabet.NEWLINE) lastNewline = at;
        }
        if (lastNewline >= 0) return lastNewline;
        return at < text.length && last > start ? last : at;
    }

    private static int contraction(byte[] text, int end) {
        if (end + 1 >= text.length || text[end] != '\'') return end;
        int first = text[end + 1] | 0x20;
        if (first == 's' || first == 't' || first == 'm' || first == 'd') return end + 2;
        if (end + 2 >= text.length) return end;
        if (Alphabet.isLongS(text, end + 1)) return end + 3;
        int second = text[end + 2] | 0x20;
        boolean two = (first == 'r' || first == 'v') && second == 'e' || first == 'l' && second == 'l';
        return two ? end + 3 : end;
    }
}
