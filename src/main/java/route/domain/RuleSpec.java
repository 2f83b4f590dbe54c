package route.domain;

import java.util.Map;

/**
 * A rule of the settings: when all its conditions hold, the row gets the tier (or the model). Empty text and 0 mean
 * that there is no such condition.
 *
 * @param tag the row's tag is this
 * @param task the row's task, its own word or the classifier's, is this
 * @param contains the prompt contains this text, whatever its case
 * @param matches the prompt has a match of this regular expression
 * @param minTokens the prompt has at least so many tokens
 * @param columns these columns hold exactly these values
 * @param tier the tier to give; empty where a model is given
 * @param model the model to pin; empty where a tier is given
 */
public record RuleSpec(
        String tag,
        String task,
        String contains,
        String matches,
        int minTokens,
        Map<String, String> columns,
        String tier,
        String model) {

    public RuleSpec {
        columns = Map.copyOf(columns);
    }
}
