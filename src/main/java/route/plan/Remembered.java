package route.plan;

import java.util.List;
import java.util.Set;
import route.domain.ModelRef;
import route.domain.Policy;

/**
 * What is known of models from the jobs before.
 *
 * @param closed models and providers, by name, that turned jobs away lately: others go before them
 * @param lengths how long answers were
 */
public record Remembered(Quality quality, Latencies latencies, Set<String> closed, OutputLengths lengths) {

    public Remembered {
        closed = Set.copyOf(closed);
    }

    /** Nothing but what the settings say. */
    public static Remembered nothing(Policy policy) {
        return nothingBut(policy, OutputLengths.UNKNOWN);
    }

    /** How long answers were, and else what the settings say. */
    public static Remembered nothingBut(Policy policy, OutputLengths lengths) {
        return new Remembered(new Quality(policy, List.of()), Latencies.NONE, Set.of(), lengths);
    }

    boolean isOpen(ModelRef model) {
        return !closed.contains(model.toString()) && !closed.contains(model.provider());
    }
}
