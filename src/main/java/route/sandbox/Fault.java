package route.sandbox;

/**
 * A misbehaviour of the server.
 *
 * @param times how many of the calls it may strike do suffer it, counted from the start of the server
 */
public record Fault(Kind kind, int times) {

    /** What goes wrong. */
    public enum Kind {
        /** A batch is created, but the line is cut before the answer. */
        CREATE_ANSWER_LOST,
        /** Creation is answered with 429 and {@code retry-after: 1}; nothing is created. */
        CREATE_BUSY,
        /** Creation is answered with 500; nothing is created. */
        CREATE_BROKEN,
        /** The queue is full: a failed batch at OpenAI ({@code token_limit_exceeded}), a 429 at Anthropic. */
        QUEUE_FULL,
        /** A download of results is cut after half of it. */
        DOWNLOAD_CUT,
        /** The batch created now lacks one row in its results. */
        ROW_MISSING
    }
}
