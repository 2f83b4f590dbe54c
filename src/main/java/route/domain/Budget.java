package route.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much may be spent, counted in the worst case of what is in flight plus what is charged.
 *
 * @param maxCost by one job; empty for no limit
 * @param perDay by all jobs of this home together on one day (UTC); empty for no limit
 * @param perProvider by one job at one provider, by the provider's name
 * @param allowUnpriced whether models without a price may run under a budget
 */
public record Budget(
        Optional<Money> maxCost, Optional<Money> perDay, Map<String, Money> perProvider, boolean allowUnpriced) {

    public static final Budget NONE = new Budget(Optional.empty(), Optional.empty(), Map.of(), false);

    public Budget {
        perProvider = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(perProvider));
    }

    public boolean isLimited() {
        return maxCost.isPresent() || perDay.isPresent() || !perProvider.isEmpty();
    }
}
