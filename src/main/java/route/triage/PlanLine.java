package route.triage;

import java.util.Optional;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.SavedPlan;

/**
 * What a plan sends to one model for one tier.
 *
 * @param tier the tier's name; rows that name their model themselves are in the tier they would have had
 * @param inputTokens counted, or estimated where the provider's tokenizer is not to be had
 * @param outputTokens expected
 * @param cost expected; empty where the model has no price
 * @param why the lane is this one, for the most urgent of the rows; empty where there was no choice to make
 */
public record PlanLine(
        String tier,
        ModelRef model,
        Lane lane,
        long rows,
        long inputTokens,
        long outputTokens,
        Optional<Money> cost,
        String why) {

    SavedPlan.Line saved() {
        return new SavedPlan.Line(
                tier,
                model.toString(),
                lane.label(),
                rows,
                inputTokens,
                outputTokens,
                cost.map(Money::toDollars).orElse(""));
    }
}
