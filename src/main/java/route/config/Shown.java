package route.config;

/**
 * A setting in force, for {@code config show}.
 *
 * @param key dotted, as {@code budget.max_cost} or {@code providers.openai.base_url}
 * @param value as it would be written; of a key only whether it is set
 * @param origin who gave it: {@code default}, {@code flag --max-tokens}, {@code env ROUTE_MAX_TOKENS},
 *     {@code route.yaml:12}
 */
public record Shown(String key, String value, String origin) {}
