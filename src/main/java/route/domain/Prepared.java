package route.domain;

/** What became of a row's fields: a prompt that can be sent, or the reason why there is none. */
public sealed interface Prepared {

    /** A prompt, and what the row pinned. */
    record Ready(Prompt prompt, Pins pins) implements Prepared {}

    /** No prompt; {@code field} names the column at fault, or is empty. */
    record Unusable(String field, String reason) implements Prepared {}
}
