package route.plan;

import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Provider;

/**
 * A model that rows may go to, with what is the same for all of them.
 *
 * @param closed why no row can go there; empty where some can
 * @param window the most input tokens; 0 where unknown
 * @param mostOutput the most output tokens; {@link Integer#MAX_VALUE} where unknown
 * @param hasKey whether its provider's key is set
 */
record Candidate(ModelRef model, String closed, long window, long mostOutput, boolean hasKey) {

    static Candidate of(ModelRef model, Provider provider, long window, long mostOutput, boolean hasKey) {
        var closed =
                provider.lanes().contains(Lane.BATCH) ? "" : model + ": the provider has no batch lane in the settings";
        return new Candidate(model, closed, window, mostOutput > 0 ? mostOutput : Integer.MAX_VALUE, hasKey);
    }
}
