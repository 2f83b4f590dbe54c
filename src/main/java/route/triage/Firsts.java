package route.triage;

/** How hard the first row of each session is, which a ranking takes all of them for. For one thread. */
final class Firsts {
    private final LongMap found = new LongMap();

    /**
     * The hardness of the first row of a session, which this one is where there was none before.
     *
     * @param own the hardness of the row that comes now
     */
    int hardness(long session, int own) {
        var first = found.get(session);
        if (first != LongMap.NONE) return (int) first;
        if (found.size() < Sessions.MOST) found.put(session, own);
        return own;
    }
}
