package route.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a row becomes a prompt.
 *
 * @param promptColumn the column that holds the prompt; {@code prompt} unless the user says otherwise
 * @param template text with <code>{{column}}</code> places, used instead of a prompt column; empty for none
 * @param system a system text for every row without one of its own; empty for none
 * @param columns optional fields under another name: field (id, system, tier, model, ...) to column
 * @param maxTokens the most output tokens of a row that does not say so itself
 */
public record Ask(String promptColumn, String template, String system, Map<String, String> columns, int maxTokens) {

    /** The optional fields a row may carry, in the order help shows them. */
    public static final java.util.List<String> OPTIONAL_FIELDS =
            java.util.List.of("id", "system", "tier", "model", "task", "tag", "max_tokens", "deadline", "session");

    public Ask {
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max_tokens is at least 1, not " + maxTokens);
        }
    }

    /** The column that holds an optional field: the mapped one, or the one of the field's own name. */
    public String columnOf(String field) {
        return columns.getOrDefault(field, field);
    }
}
