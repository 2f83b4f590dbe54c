package route.classify;

import java.util.List;
import route.domain.Decision;

/**
 * Where a row belongs.
 *
 * @param model the model that the row, or else the rule that matched, names; empty where neither does. It says nothing
 *     about the tier in the decision, which the row would have had anyway
 * @param signals what added up to the hardness, strongest first; empty where no reasons are given
 */
public record Placement(Decision decision, String model, List<Signal> signals) {
    public Placement {
        signals = List.copyOf(signals);
    }
}
