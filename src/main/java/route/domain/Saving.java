package route.domain;

/**
 * How the price of one answer came to be below the list price of its model in real time.
 *
 * @param lane taken off by the lane: by the batch lane, or in real time by the provider's cheaper hours
 * @param own charged below the listed price of that lane, by the provider's own account; negative where it charged more
 */
public record Saving(Money lane, Money own) {}
