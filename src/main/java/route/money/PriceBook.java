package route.money;

import java.util.Map;
import java.util.Optional;
import route.domain.ModelRef;

/** Prices by model. */
public final class PriceBook {
    private final Map<ModelRef, Price> prices;

    public PriceBook(Map<ModelRef, Price> prices) {
        this.prices = Map.copyOf(prices);
    }

    public Optional<ModelRef> resolve(String bareModel) {
        return prices.keySet().stream()
                .filter(it -> it.model().equals(bareModel))
                .findFirst();
    }

    public Optional<Price> find(ModelRef model) {
        return Optional.ofNullable(prices.get(model));
    }
}
