package route.provider;

/** What a search for a batch that may have arrived came to. */
public sealed interface Sighting {

    /**
     * It is there.
     *
     * @param certain false where it may yet turn out to be somebody else's, when its results are read
     */
    record Found(String remoteId, boolean certain) implements Sighting {}

    /** The provider does not list it. Lists lag, so this counts only after a grace period. */
    record Absent() implements Sighting {}

    /** Something is there that may be it; the facts are for a person. */
    record Unsure(String facts) implements Sighting {}
}
