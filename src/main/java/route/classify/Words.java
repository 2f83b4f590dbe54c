package route.classify;

/**
 * The words of a text as hashes, one after the other, so that no text is copied to look a word up. A word is a run of
 * letters whatever their case; in scripts without blanks between words every sign is a word of its own, and words of such
 * languages are phrases of signs.
 */
final class Words {
    private static final long FACTOR = 0xD6E8FEB86659FD93L;

    private Words() {}

    /** Takes one more letter into the hash of a word, which starts at 0. */
    static long letter(long word, char letter) {
        return (word ^ lower(letter)) * FACTOR;
    }

    /** The hash of a phrase that goes on with a word; a phrase of one word is the word itself. */
    static long phrase(long phrase, long word) {
        return phrase == 0 ? word : (phrase ^ word >>> 29) * FACTOR + word;
    }

    static boolean isLetter(char sign) {
        return sign < 128 ? (sign | 32) >= 'a' && (sign | 32) <= 'z' : Character.isLetter(sign);
    }

    /** Whether the sign is a word by itself: Chinese characters and Japanese syllables. */
    static boolean standsAlone(char sign) {
        return sign >= 0x2E80 && sign < 0xA000 && sign != 0x3000 || sign >= 0xF900 && sign < 0xFB00;
    }

    private static char lower(char letter) {
        return letter < 128 ? (char) (letter | 32) : Character.toLowerCase(letter);
    }
}
