package route.classify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A word as one number: its small letters, eight bytes at a time, so that a word of up to eight English letters takes one
 * step. A letter beyond ASCII counts as two bytes. No two short words share a number, and long ones do not in practice.
 */
final class WordHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long FACTOR = 0xD6E8FEB86659FD93L;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x80 * ONES;
    private static final long CASE = 0x20 * ONES;
    private static final long TO_A = (0x80 - 'a') * ONES;
    private static final long PAST_Z = (0x80 - 'z' - 1) * ONES;

    private long hash;
    private long chunk;
    private int bits;

    /** How many of the eight bytes from {@code at} on are ASCII letters in a row, 0 to 8. */
    static int letters(byte[] signs, int at) {
        long small = (long) LONGS.get(signs, at) | CASE;
        long low = small & ~HIGH;
        // The high bit of each byte: it is at least an a, it is no more than a z, it is ASCII.
        long found = low + TO_A & ~(low + PAST_Z) & ~small & HIGH;
        return Long.numberOfTrailingZeros(found ^ HIGH) / Byte.SIZE;
    }

    /** The hash of one to eight ASCII letters, of which {@code before} is that of all eight at a time before them. */
    static long of(long before, byte[] signs, int at, int letters) {
        long small = (long) LONGS.get(signs, at) | CASE;
        return mixed(before ^ small & -1L >>> Long.SIZE - letters * Byte.SIZE);
    }

    /** Takes one more letter, or sign that is a word. */
    void add(char letter) {
        char small = Character.toLowerCase(letter);
        addByte(small & 0xFF);
        if (small >= 0x80) addByte(small >>> Byte.SIZE);
    }

    private void addByte(long value) {
        if (bits == Long.SIZE) {
            hash = mixed(hash ^ chunk);
            chunk = 0;
            bits = 0;
        }
        chunk |= value << bits;
        bits += Byte.SIZE;
    }

    /** The hash of what was added, 0 for nothing; begins anew. */
    long end() {
        long whole = bits == 0 ? 0 : mixed(hash ^ chunk);
        hash = 0;
        chunk = 0;
        bits = 0;
        return whole;
    }

    /** The hash of a phrase that goes on with a word; a phrase of one word is the word itself. */
    static long phrase(long phrase, long word) {
        return phrase == 0 ? word : (phrase ^ word >>> 29) * FACTOR + word;
    }

    private static long mixed(long hash) {
        long half = hash * FACTOR;
        return (half ^ half >>> 32) * FACTOR;
    }
}
