package route.tokens;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number of 64 bits for a piece, made of eight bytes at a time. Pieces of up to eight bytes of one length, which most
 * are, never share one.
 */
final class PieceHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0xD6E8FEB86659FD93L;

    private PieceHash() {}

    /** The hash of a piece that is not empty; its highest bits are the best ones. */
    static long of(byte[] text, int start, int end) {
        long hash = SEED * (end - start);
        int at = start;
        for (; end - at > Long.BYTES; at += Long.BYTES) hash = mixed(hash ^ (long) LONGS.get(text, at));
        return mixed(hash ^ rest(text, at, end));
    }

    /** The last one to eight bytes, and zeroes. */
    private static long rest(byte[] text, int at, int end) {
        if (at + Long.BYTES <= text.length) {
            return (long) LONGS.get(text, at) << (at + Long.BYTES - end) * Byte.SIZE;
        }
        long rest = 0;
        for (int next = end - 1; next >= at; next--) rest = rest << Byte.SIZE | text[next] & 0xFF;
        return rest << (at + Long.BYTES - end) * Byte.SIZE;
    }

    private static long mixed(long hash) {
        long half = hash * FACTOR;
        return (half ^ half >>> 32) * FACTOR;
    }
}
