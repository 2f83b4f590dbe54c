package route.plan;

import route.domain.ModelRef;

/** Which model a row goes to, or why to none. */
public sealed interface Choice {

    /**
     * A model.
     *
     * @param hasKey false where its provider's key is not set, and no better candidate has one either
     * @param way how it would be bought
     * @param maxTokens the most output tokens of the row there
     * @param explored whether the row is one of those that try another model than the one it would have had
     */
    record Chosen(ModelRef model, int inputTokens, int maxTokens, boolean hasKey, Way way, boolean explored)
            implements Choice {

        Chosen as(boolean tried) {
            return tried == explored ? this : new Chosen(model, inputTokens, maxTokens, hasKey, way, tried);
        }
    }

    /** None, for a reason a person understands. */
    record Nowhere(String field, String reason) implements Choice {}
}
