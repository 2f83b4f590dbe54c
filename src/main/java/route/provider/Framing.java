package route.provider;

/** What stands before, between and after the requests in a shard's file. */
public record Framing(String head, String between, String tail) {

    /** JSON lines, each with a line end. */
    public static final Framing LINES = new Framing("", "\n", "\n");
}
