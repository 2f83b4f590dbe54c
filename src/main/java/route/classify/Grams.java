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

    /** A bit for each slot; all zero between texts. */
    private final long[] seen;

    private int[] slots = new int[512];
    private int count;
    private int pieces;
    private long previous;

    Grams() {
        this(marks());
    }

    /** @param marks of {@link #marks}, which no other grams use before {@link #end} */
    Grams(long[] marks) {
        this.seen = marks;
    }

    /** Room for what is noted while a text is read; to be used again, for clearing it takes as long as a text of its own. */
    static long[] marks() {
        return new long[SLOTS / Long.SIZE];
    }

    /** All texts are read: gives the marks back. */
    void end() {
        for (int at = 0; at < count; at++) seen[slots[at] >>> 6] = 0;
    }

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

    /** Without a branch: whether a word has been there before is what no processor can guess. */
    private void add(long hash) {
        int slot = (int) (hash >>> 48);
        long before = seen[slot >>> 6];
        if (count == slots.length) slots = Arrays.copyOf(slots, 4 * count);
        slots[count] = slot;
        count += (int) (~before >>> slot) & 1;
        seen[slot >>> 6] = before | 1L << slot;
    }
}
