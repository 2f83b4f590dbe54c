package route.sandbox;

import java.util.function.Function;

/** What became of a row that was worked on. */
sealed interface Upshot {

    /** Whether it is one of the few that fail now and then. */
    boolean isTroubled();

    /** It is answered, and billed. */
    record Answered(Answer answer, boolean isTroubled) implements Upshot {}

    /** It is turned down. */
    record Refused(Refusal refusal, boolean isTroubled) implements Upshot {}

    /** Treats both cases. */
    default <T> T fold(Function<Answer, T> answered, Function<Refusal, T> refused) {
        if (this instanceof Answered it) return answered.apply(it.answer());
        if (this instanceof Refused it) return refused.apply(it.refusal());
        throw new AssertionError(this);
    }
}
