package route.domain;

/**
 * A tier of a sampled input, and what its sampled rows have cost.
 *
 * @param rows usable rows of the tier in the whole input
 * @param sampled those of the sample that are answered or failed for good
 * @param cost charged for them together, what a model was paid that judged them included
 * @param squares the sum of the squares of what each cost, or no less, in square dollars; for an interval only, never for a bill
 */
public record Stratum(String tier, long rows, long sampled, Money cost, double squares) {}
