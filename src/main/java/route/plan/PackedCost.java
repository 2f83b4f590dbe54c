package route.plan;

/**
 * An amount in 32 bits: 27 of them count, 5 say how often to double. Exact below a seventh of a thousandth of a dollar;
 * above that rounded up by less than a sixty-millionth, so that a sum of them is never less than what it stands for.
 */
final class PackedCost {
    private static final int DIGITS = 27;
    private static final int MOST_DOUBLINGS = 30;
    private static final long MASK = (1L << DIGITS) - 1;

    /** Where there is no amount, because a row cannot go there. */
    static final int NONE = -1;

    private PackedCost() {}

    /** @param picodollars below zero for none */
    static int of(long picodollars) {
        if (picodollars < 0) return NONE;
        var doublings = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(picodollars) - DIGITS);
        var digits = up(picodollars, doublings);
        // Rounding up may need one bit more.
        if (digits > MASK) digits = up(picodollars, ++doublings);
        if (doublings > MOST_DOUBLINGS) throw new ArithmeticException("an amount of " + picodollars + " picodollars");
        return (int) (digits | (long) doublings << DIGITS);
    }

    private static long up(long amount, int doublings) {
        return (amount >> doublings) + ((amount & (1L << doublings) - 1) == 0 ? 0 : 1);
    }

    /** In picodollars. */
    static long value(int packed) {
        return (packed & MASK) << (packed >>> DIGITS);
    }
}
