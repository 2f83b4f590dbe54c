package route.provider;

/** What a search for a batch that may have arrived came to. */
public sealed interface Sighting {

    /** It is there; how certain that can be is said by the dialect. */
    record Found(String remoteId) implements Sighting {}

    /** The provider does not list it. Lists lag, so this counts only after a grace period. */
    record Absent() implements Sighting {}

    /** Something is there that may be it; the facts are for a person. */
    record Unsure(String facts) implements Sighting {}
}
