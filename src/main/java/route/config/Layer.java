package route.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one source of settings says; sources lie over each other.
 *
 * @param values plain settings by key; an entry of a mapping as {@code map.id}
 * @param trees providers, tiers and rules, which only files have
 */
record Layer(Map<String, Value> values, Map<String, Tree> trees) {
    static final Layer EMPTY = new Layer(Map.of(), Map.of());

    Layer {
        values = new LinkedHashMap<>(values);
        trees = new LinkedHashMap<>(trees);
    }
}
