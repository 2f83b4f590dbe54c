package route.money;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import route.domain.InputException;
import route.domain.ModelRef;

/** Prices by model. */
public final class PriceBook {
    /** Who makes models, as against who resells them: a bare model id means theirs. */
    private static final Set<String> MAKERS =
            Set.of("openai", "anthropic", "gemini", "mistral", "xai", "deepseek", "dashscope");

    private static final String FIREWORKS = "accounts/fireworks/models/";

    /** The day at the end of a dated model id: {@code gpt-4o-mini-2024-07-18}, {@code claude-haiku-4-5-20251001}. */
    private static final Pattern DAY = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|20\\d{6})$");

    private final Map<ModelRef, Price> prices;
    private final Set<String> free;

    public PriceBook(Map<ModelRef, Price> prices) {
        this(prices, Set.of());
    }

    private PriceBook(Map<ModelRef, Price> prices, Set<String> free) {
        this.prices = Map.copyOf(prices);
        this.free = Set.copyOf(free);
    }

    /** The same book, in which models that it does not list cost nothing at these providers: they are the user's own. */
    public PriceBook withFree(Set<String> providers) {
        return new PriceBook(prices, providers);
    }

    /** The book inside the program; read once, when it is first asked for. */
    public static PriceBook builtIn() {
        return BuiltIn.BOOK;
    }

    /** Both books in one; where both know a model, {@code over} holds. */
    public static PriceBook layered(PriceBook under, PriceBook over) {
        var both = new HashMap<>(under.prices);
        both.putAll(over.prices);
        return new PriceBook(both, over.free);
    }

    /** The model's price; a dated model without one of its own costs what the undated one does; empty for unknown. */
    public Optional<Price> find(ModelRef model) {
        var exact = prices.get(model);
        if (exact != null) return Optional.of(exact);
        var undated = undated(model.model());
        var known = Optional.ofNullable(prices.get(new ModelRef(model.provider(), undated)));
        return known.or(() -> Optional.ofNullable(prices.get(inFull(model))))
                .or(() -> free.contains(model.provider()) ? Optional.of(Price.FREE) : Optional.empty());
    }

    /** Fireworks' own models may be named without what all of them begin with. */
    private static ModelRef inFull(ModelRef model) {
        return model.provider().equals("fireworks") && !model.model().startsWith(FIREWORKS)
                ? new ModelRef(model.provider(), FIREWORKS + model.model())
                : model;
    }

    /** All prices, by provider and model. */
    public SortedMap<ModelRef, Price> all() {
        var sorted = new TreeMap<ModelRef, Price>(
                Comparator.comparing(ModelRef::provider).thenComparing(ModelRef::model));
        sorted.putAll(prices);
        return sorted;
    }

    /**
     * The model meant by an id without a provider: its maker's where the book has one, else the only one of that name.
     *
     * @return empty where the book knows no such model
     * @throws InputException where several providers have it and none of them is its maker
     */
    public Optional<ModelRef> resolve(String bareModel) {
        var candidates = offering(bareModel);
        if (candidates.isEmpty()) candidates = offering(undated(bareModel));
        var makers =
                candidates.stream().filter(it -> MAKERS.contains(it.provider())).toList();
        var best = makers.isEmpty() ? candidates : makers;
        if (best.size() > 1) {
            var names = best.stream().map(ModelRef::toString).sorted().toList();
            throw new InputException("model " + bareModel + " is offered by several providers\nwrite one of "
                    + String.join(", ", names));
        }
        return best.stream().findFirst().map(it -> new ModelRef(it.provider(), bareModel));
    }

    private List<ModelRef> offering(String model) {
        return prices.keySet().stream().filter(it -> it.model().equals(model)).toList();
    }

    private static String undated(String model) {
        return DAY.matcher(model).replaceFirst("");
    }

    private static final class BuiltIn {
        static final PriceBook BOOK = PriceFile.builtIn();
    }
}
