package route.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.knuddels.jtokkit.api.Encoding;

/**
 * Counts tokens piece by piece. The commonest pieces lie in a small table of its own, which stays in the processor's
 * nearest cache; behind it stands the large one, which several counters share; behind that the encoder. For one
 * thread.
 */
final class PieceCounter {
    private static final int NEAR_BITS = 13;

    private final long[] near = new long[1 << NEAR_BITS];
    private final PieceTable table;
    private final Encoding encoding;

    PieceCounter(PieceTable table, Encoding encoding) {
        this.table = table;
        this.encoding = encoding;
    }

    /** Tokens of the whole text; pieces never merge with each other, so their sum is exact. */
    int count(String text) {
        // Half characters become question marks, as they do on their way to any encoder.
        var bytes = text.getBytes(UTF_8);
        long total = 0;
        for (int start = 0; start < bytes.length; ) {
            int end = Pieces.end(bytes, start);
            total += known(bytes, start, end);
            start = end;
        }
        return Math.toIntExact(total);
    }

    private long known(byte[] text, int start, int end) {
        long hash = PieceHash.of(text, start, end);
        int slot = (int) (hash >>> Long.SIZE - NEAR_BITS);
        long entry = near[slot];
        if (!PieceTable.isOf(entry, hash)) {
            entry = table.find(hash);
            if (entry == 0) return encoded(text, start, end, hash);
            near[slot] = entry;
        }
        return entry & PieceTable.COUNT_MASK;
    }

    private long encoded(byte[] text, int start, int end, long hash) {
        long count = encoding.countTokensOrdinary(new String(text, start, end - start, UTF_8));
        if (count <= PieceTable.COUNT_MASK) table.keep(hash & ~PieceTable.COUNT_MASK | count);
        return count;
    }
}
