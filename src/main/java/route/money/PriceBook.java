package route.money;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import route.domain.ModelRef;

/** Prices by model. */
public final class PriceBook {

    private final Map<ModelRef, Price> prices;

    public PriceBook(Map<ModelRef, Price> prices) {
        this.prices = Map.copyOf(prices);
    }

    public Optional<Price> find(ModelRef model) {
        return Optional.ofNullable(prices.get(model));
    }

    public static PriceBook builtIn() {
        return new PriceBook(Map.of());
    }

    public static PriceBook layered(PriceBook below, PriceBook above) {
        var all = new java.util.HashMap<>(below.prices);
        all.putAll(above.prices);
        return new PriceBook(all);
    }

    public SortedMap<ModelRef, Price> all() {
        var sorted = new TreeMap<ModelRef, Price>(java.util.Comparator.comparing(ModelRef::toString));
        sorted.putAll(prices);
        return sorted;
    }
}
