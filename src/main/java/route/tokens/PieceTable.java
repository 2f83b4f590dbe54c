package route.tokens;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Token counts of pieces already seen, packed into longs: 58 bits of the piece's hash and 6 bits of its count, 2 MB in
 * all. A piece of more tokens than that is rare and finds no place. A wrong count needs two different pieces with the same 58 bits.
 *
 * <p>A piece may lie in any of the eight slots that share a line of the processor's cache, so the table fills up before
 * pieces push each other out, and looking at all eight costs no more than looking at one. For any number of threads,
 * without locks: an entry is whole in one long, and whoever misses one that another thread has just written counts anew.
 */
final class PieceTable {
    static final long COUNT_MASK = 63;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SLOT_BITS = 18;
    private static final int WAYS = 8;

    private final long[] slots = new long[1 << SLOT_BITS];

    /** The entry of a piece by its hash: the hash with the count as its lowest bits; 0 for an unknown one. */
    long find(long hash) {
        int slot = slot(hash);
        for (int way = 0; way < WAYS; way++) {
            long entry = (long) SLOTS.getOpaque(slots, slot ^ way);
            if (isOf(entry, hash)) return entry;
        }
        return 0;
    }

    /** Keeps an entry; where its line is full, the one that lay first goes. */
    void keep(long entry) {
        int slot = slot(entry);
        int free = slot;
        for (int way = 0; way < WAYS; way++) {
            if ((long) SLOTS.getOpaque(slots, slot ^ way) == 0) {
                free = slot ^ way;
                break;
            }
        }
        SLOTS.setOpaque(slots, free, entry);
    }

    /** Whether an entry is that of a hash; 0 is of none. */
    static boolean isOf(long entry, long hash) {
        return ((entry ^ hash) & ~COUNT_MASK) == 0 && entry != 0;
    }

    private static int slot(long hash) {
        return (int) (hash >>> Long.SIZE - SLOT_BITS);
    }
}
