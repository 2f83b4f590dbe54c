package route.classify;

import route.domain.Decision;

/**
 * Where a row belongs.
 *
 * @param model the model that the row, or else the rule that matched, names; empty where neither does. It says nothing
 *     about the tier in the decision, which the row would have had anyway
 */
public record Placement(Decision decision, String model) {}
