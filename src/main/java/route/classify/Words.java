package route.classify;

/**
 * What a character is to the reader. A word is a run of letters whatever their case; in scripts without blanks between
 * words every sign is a word of its own, and words of such languages are phrases of signs.
 */
final class Words {
    /** A part of a word. */
    static final int LETTER = 0;
    /** A word by itself: Chinese characters and Japanese syllables. */
    static final int ALONE = 1;
    /** Within a line, between words, and of no meaning. */
    static final int BLANK = 2;

    static final int DIGIT = 3;
    /** What ends a line. */
    static final int LINE_END = 4;
    /** A sign that may mean something. */
    static final int SIGN = 5;
    /** Any other sign. */
    static final int QUIET = 6;

    private static final String SIGNS = "?？؟.!。:;,-*•{}`_<>[](=+^×÷√∑∫≤≥π%°\\";
    private static final byte[] KINDS = new byte[0x10000];

    static {
        for (int sign = 0; sign < KINDS.length; sign++) KINDS[sign] = (byte) kindOf((char) sign);
    }

    private Words() {}

    /** What kind of character it is: one of the numbers above. */
    static int kind(char sign) {
        return KINDS[sign];
    }

    static boolean isLetter(char sign) {
        return sign < 128 ? (sign | 32) >= 'a' && (sign | 32) <= 'z' : Character.isLetter(sign);
    }

    private static int kindOf(char sign) {
        if (standsAlone(sign)) return ALONE;
        if (isLetter(sign)) return LETTER;
        if (sign >= '0' && sign <= '9') return DIGIT;
        if (sign == '\n') return LINE_END;
        if (sign == ' ' || sign == '\t' || sign == '\r') return BLANK;
        return SIGNS.indexOf(sign) >= 0 ? SIGN : QUIET;
    }

    private static boolean standsAlone(char sign) {
        return sign >= 0x2E80 && sign < 0xA000 && sign != 0x3000 || sign >= 0xF900 && sign < 0xFB00;
    }
}
