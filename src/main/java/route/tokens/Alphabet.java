package route.tokens;

/** The classes of characters that o200k_base's pattern tells apart. Letters and marks come last, in this order. */
final class Alphabet {
    static final int OTHER = 0;
    static final int NUMBER = 1;
    static final int NEWLINE = 2;
    static final int SPACE = 3;
    static final int UPPER = 4;
    static final int LOWER = 5;
    static final int CASELESS = 6;
    static final int MARK = 7;

    /** What a byte alone does not tell: a part of a longer character. */
    private static final int LONGER = 8;

    /** The class of every byte that is a character by itself. */
    static final byte[] BYTES = new byte[0x100];

    /** The classes of all characters that take at most three bytes. */
    private static final byte[] POINTS = new byte[0x10000];

    static {
        for (int point = 0; point < POINTS.length; point++) POINTS[point] = (byte) classify(point);
        for (int value = 0; value < BYTES.length; value++) BYTES[value] = value < 0x80 ? POINTS[value] : LONGER;
    }

    private Alphabet() {}

    /** The class of the character that starts at {@code at} in valid UTF-8. */
    static int classAt(byte[] text, int at) {
        int lead = text[at];
        return lead >= 0 ? BYTES[lead] : longer(text, at, lead & 0xFF);
    }

    private static int longer(byte[] text, int at, int lead) {
        int two = (lead & 0x1F) << 6 | text[at + 1] & 0x3F;
        if (lead < 0xE0) return POINTS[two];
        int three = (two & 0x3FF) << 6 | text[at + 2] & 0x3F;
        if (lead < 0xF0) return POINTS[three];
        return classify((three & 0x7FFF) << 6 | text[at + 3] & 0x3F);
    }

    /** How many bytes the character takes that starts with this one. */
    static int width(byte lead) {
        return lead >= 0 ? 1 : Integer.numberOfLeadingZeros(~lead << 24);
    }

    /** The long s of old prints, which is an s to the pattern's blindness to case. */
    static boolean isLongS(byte[] text, int at) {
        return text[at] == (byte) 0xC5 && text[at + 1] == (byte) 0xBF;
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
