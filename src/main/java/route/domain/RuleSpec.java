package route.domain;

import java.util.Map;

/**
 * A rule of the settings: when all its conditions hold, the row gets the tier (or the model), or stays in the region. Empty text and 0 mean
 * that there is no such condition.
 *
 * @param tag the row's tag is this
 * @param task the row's task, its own word or the classifier's, is this
 * @param contains the prompt contains this text, whatever its case
 * @param matches the prompt has a match of this regular expression
 * @param minTokens the prompt has at least so many tokens
 * @param columns these columns hold exactly these values
 * @param tier the tier to give; empty where a model is given, or neither
 * @param model the model to pin; empty where a tier is given, or neither
 * @param region where the row must stay, in lower case; empty for anywhere
 */
public record RuleSpec(
        String tag,
        String task,
        String contains,
        String matches,
        int minTokens,
        Map<String, String> columns,
        String tier,
        String model,
        String region) {

    public RuleSpec {
        columns = Map.copyOf(columns);
        // An older program stored none.
        region = region == null ? "" : region;
    }

    /** A rule that keeps a row nowhere. */
    public RuleSpec(
            String tag,
            String task,
            String contains,
            String matches,
            int minTokens,
            Map<String, String> columns,
            String tier,
            String model) {
        this(tag, task, contains, matches, minTokens, columns, tier, model, "");
    }

    /** Whether it decides which model answers, rather than only where. */
    public boolean places() {
        return !tier.isEmpty() || !model.isEmpty();
    }
}
