package route.tabular;

/** Finds where a row ends, looking at bytes only. Not for two threads at once: it remembers the row it found last. */
sealed interface RowCut permits CsvCut, JsonlCut {

    /**
     * Looks for the end of the row that starts at {@code from}.
     *
     * @param last whether the input ends at {@code to}
     * @return where the next row starts; -1 where that cannot be said without more bytes
     */
    int next(byte[] bytes, int from, int to, boolean last);

    /** Where the row found last ends, without its line end. */
    int end();

    /** How many line ends the row found last holds, its own included. */
    int lineEnds();

    /**
     * Where each cell of the row found last ends, in bytes from the row's start; none where its quoting is broken, or it
     * has no cells but keys.
     */
    int[] cellEnds();

    /** Whether the row found last is a blank line, which is no row. */
    boolean blank();
}
