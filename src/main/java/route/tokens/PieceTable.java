package route.tokens;

import com.knuddels.jtokkit.api.Encoding;

/**
 * Token counts of pieces already seen, packed into longs: 58 bits of the piece's hash and 6 bits of its count, 4 MB in
 * all. Pieces not seen for a while are overwritten. A wrong count needs two different pieces with
 * the same 58 bits. Long pieces are rare and go to the encoding directly. For one thread.
 */
final class PieceTable {
    private static final int SLOT_BITS = 19;
    private static final int LONGEST_PIECE = 32;
    private static final long COUNT_MASK = 63;

    private final long[] slots = new long[1 << SLOT_BITS];
    private final Encoding encoding;

    PieceTable(Encoding encoding) {
        this.encoding = encoding;
    }

    /** Tokens of the whole text; pieces never merge with each other, so their sum is exact. */
    int count(String text) {
        long total = 0;
        for (int start = 0; start < text.length(); ) {
            int end = Pieces.end(text, start);
            total += end - start > LONGEST_PIECE
                    ? encoding.countTokensOrdinary(text.substring(start, end))
                    : piece(text, start, end);
            start = end;
        }
        return Math.toIntExact(total);
    }

    /** A piece has two slots side by side; a new one moves into the first and pushes its piece into the second. */
    private long piece(String text, int start, int end) {
        long hash = hash(text, start, end);
        int slot = (int) (hash >>> (64 - SLOT_BITS));
        if (isKnown(slots[slot], hash)) return slots[slot] & COUNT_MASK;
        if (isKnown(slots[slot ^ 1], hash)) return slots[slot ^ 1] & COUNT_MASK;
        int count = encoding.countTokensOrdinary(text.substring(start, end));
        if (count <= COUNT_MASK) {
            slots[slot ^ 1] = slots[slot];
            slots[slot] = hash & ~COUNT_MASK | count;
        }
        return count;
    }

    /** Whether a slot holds the piece of this hash; an empty one has no count. */
    private static boolean isKnown(long slot, long hash) {
        return ((slot ^ hash) & ~COUNT_MASK) == 0 && (slot & COUNT_MASK) != 0;
    }

    private static long hash(String text, int start, int end) {
        long hash = 0x9E3779B97F4A7C15L ^ (end - start);
        for (int at = start; at < end; at++) {
            hash = (hash ^ text.charAt(at)) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return hash * 0xD6E8FEB86659FD93L;
    }
}
