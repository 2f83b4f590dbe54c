package route.domain;

import java.util.Optional;
import java.util.function.Function;

/** What one attempt brought back. Every attempt ends with exactly one of these. */
public sealed interface Outcome {

    /**
     * An answer, billed.
     *
     * @param text the answer, or the tool calls as JSON where the model called tools
     * @param cost what the provider says it charged; empty where it says nothing
     */
    record Answered(String text, Finish finish, Usage usage, Optional<Money> cost) implements Outcome {
        public Answered(String text, Finish finish, Usage usage) {
            this(text, finish, usage, Optional.empty());
        }
    }

    /** The provider looked at the row and refused it; not billed. */
    record Errored(String code, String message, boolean retryable) implements Outcome {}

    /** The provider never worked on the row; not billed. */
    record Unserved(Reason reason) implements Outcome {}

    /** Why a row was not worked on. */
    enum Reason {
        EXPIRED,
        CANCELLED,
        MISSING,
        LOST
    }

    /** Treats every case; a fourth adds a parameter here and so breaks every caller, on purpose. */
    default <T> T fold(Function<Answered, T> answered, Function<Errored, T> errored, Function<Unserved, T> unserved) {
        if (this instanceof Answered it) return answered.apply(it);
        if (this instanceof Errored it) return errored.apply(it);
        if (this instanceof Unserved it) return unserved.apply(it);
        throw new AssertionError(this);
    }
}
