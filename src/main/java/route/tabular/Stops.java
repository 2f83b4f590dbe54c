package route.tabular;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the next of three bytes, looking at eight at once: of the bytes of an input, one in hundreds means anything to the
 * cut.
 */
final class Stops {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x80 * ONES;

    private final long first;
    private final long second;
    private final long third;

    /** ASCII characters all; one may stand twice. */
    Stops(char first, char second, char third) {
        this.first = first * ONES;
        this.second = second * ONES;
        this.third = third * ONES;
    }

    /** Where the next of them is, or {@code to}. */
    int next(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long found = zeroes(word ^ first) | zeroes(word ^ second) | zeroes(word ^ third);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < to && bytes[at] != (byte) first && bytes[at] != (byte) second && bytes[at] != (byte) third) {
            at++;
        }
        return at;
    }

    /** The high bit of each byte that is 0, up to the first one exactly; what is set beyond that means nothing. */
    private static long zeroes(long word) {
        return word - ONES & ~word & HIGH;
    }
}
