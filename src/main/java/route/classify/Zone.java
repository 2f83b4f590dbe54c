package route.classify;

/** Where a word stands: in the first few words, at either end, or in between. */
enum Zone {
    LEAD,
    EDGE,
    BODY;

    /** Where instructions stand: so many signs from either end. */
    private static final int EDGE_SIGNS = 300;

    /** The first few words of a text, which most often say what is asked. */
    private static final int LEAD_SIGNS = 40;

    /** That of a word by the place of its first sign, in a text of a length. */
    static Zone of(int place, int length) {
        if (place < LEAD_SIGNS) return LEAD;
        return place < EDGE_SIGNS || place >= length - EDGE_SIGNS ? EDGE : BODY;
    }
}
