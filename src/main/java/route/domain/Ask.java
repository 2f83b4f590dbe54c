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
 * @param jsonSchema a JSON Schema for the answer of every row that asks for no form itself; empty for none
 * @param lenient whether a parameter that a provider does not know is left out, and said, instead of refusing the row
 */
public record Ask(
        String promptColumn,
        String template,
        String system,
        Map<String, String> columns,
        int maxTokens,
        String jsonSchema,
        boolean lenient) {

    /** The optional fields a row may carry, in the order help shows them. */
    public static final java.util.List<String> OPTIONAL_FIELDS =
            java.util.List.of("id", "system", "tier", "model", "task", "tag", "max_tokens", "deadline", "session");

    /** What a labelled row says of two models, or of their difference. */
    public static final java.util.List<String> LABELS = java.util.List.of("gain", "weak", "strong");

    public Ask {
        jsonSchema = jsonSchema == null ? "" : jsonSchema; // jobs stored before there were schemas
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max_tokens is at least 1, not " + maxTokens);
        }
    }

    /** A strict one without a schema. */
    public Ask(String promptColumn, String template, String system, Map<String, String> columns, int maxTokens) {
        this(promptColumn, template, system, columns, maxTokens, "", false);
    }

    /** The column that holds an optional field: the mapped one, or the one of the field's own name. */
    public String columnOf(String field) {
        return columns.getOrDefault(field, field);
    }
}
