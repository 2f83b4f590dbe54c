package route.triage;

/**
 * Numbers by 64-bit hashes, in two flat arrays: 16 bytes a place, of which a quarter stays free, so 32 MB for a million of
 * them. Nothing is taken out again. For one thread.
 */
final class LongMap {
    static final long NONE = -1;

    private static final int FIRST_PLACES = 1 << 10;

    private long[] keys = new long[0];
    private long[] values = new long[0];
    private int size;

    int size() {
        return size;
    }

    /** The number of a key; {@link #NONE} where it has none. */
    long get(long key) {
        if (size == 0) return NONE;
        var at = place(key);
        return keys[at] == 0 ? NONE : values[at];
    }

    /**
     * Adds a key that is not there yet.
     *
     * @param key not 0, which marks a free place
     * @param value 0 or more
     */
    void put(long key, long value) {
        if (size >= keys.length / 4 * 3) grow();
        var at = place(key);
        keys[at] = key;
        values[at] = value;
        size++;
    }

    /** Where a key is, or else the free place where it belongs; keys are hashes, so their last bits will do. */
    private int place(long key) {
        var at = (int) key & keys.length - 1;
        while (keys[at] != 0 && keys[at] != key) at = at + 1 & keys.length - 1;
        return at;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        var places = Math.max(FIRST_PLACES, oldKeys.length * 2);
        keys = new long[places];
        values = new long[places];
        for (var i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] == 0) continue;
            var at = place(oldKeys[i]);
            keys[at] = oldKeys[i];
            values[at] = oldValues[i];
        }
    }
}
