package route.classify;

import java.util.Arrays;

/**
 * The different words and pairs of neighbours in a text, each as one of {@value #SLOTS} slots that its hash falls into.
 * A number counts as a word by how many digits it has, a sign as a word by itself. Filled by {@link Reader}, then only
 * read.
 */
final class Grams {
    static final int SLOTS = 1 << 16;

    private static final int MOST_DIGITS = 4;
    private static final long START = 0x9E3779B97F4A7C15L;
    private static final long SINGLE = 0xC2B2AE3D27D4EB4FL;
    private static final long PAIR = 0x165667B19E3779F9L;

    private final long[] seen = new long[SLOTS / Long.SIZE];
    private int[] slots = new int[256];
    private int count;
    private int pieces;
    private long previous;

    /** A text begins: its first word has no neighbour before it. */
    void start() {
        previous = START;
    }

    void word(long hash) {
        pieces++;
        add(hash * SINGLE);
        add((Long.rotateLeft(previous, 23) ^ hash) * PAIR);
        previous = hash;
    }

    void number(int digits) {
        word(START * (digits < MOST_DIGITS ? digits : MOST_DIGITS));
    }

    void sign(char sign) {
        word((sign + 0x10000L) * START);
    }

    /** How many words, numbers and signs the text has, repeated ones too. */
    int pieces() {
        return pieces;
    }

    /** How many different slots were hit. */
    int count() {
        return count;
    }

    /** A slot that was hit, in the order of the text. */
    int slot(int index) {
        return slots[index];
    }

    private void add(long hash) {
        int slot = (int) (hash >>> 48);
        long bit = 1L << slot;
        if ((seen[slot >>> 6] & bit) != 0) return;
        seen[slot >>> 6] |= bit;
        if (count == slots.length) slots = Arrays.copyOf(slots, 4 * count);
        slots[count++] = slot;
    }
}
