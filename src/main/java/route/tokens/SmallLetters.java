package route.tokens;

/** Looks at eight bytes at once: what is done to the whole long is done to each byte, and no byte disturbs the next. */
final class SmallLetters {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x80 * ONES;
    private static final long TO_A = (0x80 - 'a') * ONES;
    private static final long PAST_Z = (0x80 - 'z' - 1) * ONES;

    private SmallLetters() {}

    /** How many of the eight bytes, from the lowest on, are a to z: 0 to 8. */
    static int run(long bytes) {
        long low = bytes & ~HIGH;
        // The high bit of a byte: it is at least an a, it is no more than a z, it is ASCII.
        long letters = low + TO_A & ~(low + PAST_Z) & ~bytes & HIGH;
        return Long.numberOfTrailingZeros(letters ^ HIGH) / Byte.SIZE;
    }
}
