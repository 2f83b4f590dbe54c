package route.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns of a provider's CSV say what.
 *
 * @param cost in dollars; empty where there is none
 * @param cents the same in cents; empty where there is none
 * @param currency names the currency of each line; empty where there is none
 * @param input columns that add up to all input tokens; none where they are not counted
 */
record ExportColumns(
        String provider,
        String day,
        String model,
        String cost,
        String cents,
        String currency,
        List<String> input,
        String output) {

    /** Fields that a person may map to columns. */
    static final List<String> FIELDS = List.of("day", "model", "cost", "cents", "input", "output");

    /**
     * What OpenAI's usage dashboard and Anthropic's console export (files of 2025 and 2026). OpenAI's costs name the model
     * within {@code line_item}: {@code gpt-4o-2024-08-06, input}.
     */
    private static final List<ExportColumns> KNOWN = List.of(
            new ExportColumns(
                    "openai", "start_time_iso", "line_item", "amount_value", "", "amount_currency", List.of(), ""),
            new ExportColumns(
                    "openai", "start_time_iso", "model", "", "", "", List.of("input_tokens"), "output_tokens"),
            new ExportColumns(
                    "anthropic",
                    "usage_date_utc",
                    "model_version",
                    "",
                    "",
                    "",
                    List.of(
                            "usage_input_tokens_no_cache",
                            "usage_input_tokens_cache_write_5m",
                            "usage_input_tokens_cache_write_1h",
                            "usage_input_tokens_cache_read"),
                    "usage_output_tokens"),
            new ExportColumns("anthropic", "usage_date_utc", "model", "cost_usd", "", "", List.of(), ""));

    /** The columns of a file that one of the providers wrote; empty where its header is none of theirs. */
    static Optional<ExportColumns> known(List<String> header) {
        return KNOWN.stream().filter(it -> header.containsAll(it.all())).findFirst();
    }

    /** What a person says of any other file; {@code input} may name several columns joined by a plus. */
    static ExportColumns mapped(String provider, Map<String, String> map) {
        var input = map.getOrDefault("input", "");
        return new ExportColumns(
                provider,
                map.getOrDefault("day", ""),
                map.getOrDefault("model", ""),
                map.getOrDefault("cost", ""),
                map.getOrDefault("cents", ""),
                "",
                input.isEmpty() ? List.of() : List.of(input.split("\\+")),
                map.getOrDefault("output", ""));
    }

    /** The columns without which nothing can be read. */
    List<String> all() {
        var all = new java.util.ArrayList<String>(input);
        for (var one : List.of(day, model, cost, cents, currency, output)) {
            if (!one.isEmpty()) all.add(one);
        }
        return all;
    }

    boolean hasCost() {
        return !cost.isEmpty() || !cents.isEmpty();
    }

    boolean hasTokens() {
        return !input.isEmpty() || !output.isEmpty();
    }
}
