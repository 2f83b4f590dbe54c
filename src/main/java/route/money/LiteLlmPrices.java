package route.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import route.domain.InputException;
import route.domain.ModelRef;

/**
 * Prices in the form of the LiteLLM project's {@code model_prices_and_context_window.json} (MIT): one object, model id
 * to fields, prices in dollars per token. Entries without a token price and retired models are left out.
 */
final class LiteLlmPrices {
    private static final Set<String> MODES = Set.of("", "chat", "responses", "completion", "embedding");
    private static final Set<String> NO_MODELS = Set.of("_meta", "sample_spec");
    private static final Pattern ABOVE = Pattern.compile("(?:in|out)put_cost_per_token_above_(\\d{1,6})k_tokens");
    private static final Map<String, String> OUR_NAMES = Map.of("together_ai", "together", "fireworks_ai", "fireworks");
    private static final Map<String, String> SOURCES = Map.of("litellm", "LiteLLM");
    private static final String BATCH_MARK = ":batch";

    private final String file;
    private final LocalDate fileDate;
    private final Map<ModelRef, Price> prices = new TreeMap<>(Comparator.comparing(ModelRef::toString));

    private LiteLlmPrices(String file, LocalDate fileDate) {
        this.file = file;
        this.fileDate = fileDate;
    }

    /**
     * Reads every entry.
     *
     * @param file for messages
     * @param fileDate for entries without a date of their own
     */
    static Map<ModelRef, Price> read(JsonNode root, String file, LocalDate fileDate) {
        if (!root.isObject()) {
            throw new InputException(
                    "price file " + file + " is not a JSON object\nit holds one object, model id to prices");
        }
        var reader = new LiteLlmPrices(file, fileDate);
        root.properties().forEach(it -> reader.add(it.getKey(), it.getValue()));
        reader.joinBatchEntries();
        return reader.prices;
    }

    private void add(String key, JsonNode json) {
        if (NO_MODELS.contains(key)) return;
        var entry = new PriceEntry(file, key, json);
        if (!json.isObject()) throw entry.wrong("its entry", json, "an entry is an object of prices and limits");
        if (!MODES.contains(entry.text("mode"))) return;
        var retired = entry.day("deprecation_date");
        if (retired.isPresent() && retired.get().isBefore(fileDate)) return;
        var model = modelOf(key, entry);
        var steps = entry.has("tiered_pricing") ? tieredSteps(entry) : flatSteps(entry);
        if (steps.isEmpty()) return;
        var source = entry.text("x_source");
        prices.put(
                model,
                new Price(
                        steps,
                        batchOf(model, entry, steps),
                        entry.tokens(entry.has("max_input_tokens") ? "max_input_tokens" : "max_tokens"),
                        entry.tokens("max_output_tokens"),
                        source.isEmpty() ? "LiteLLM" : SOURCES.getOrDefault(source, source),
                        entry.day("x_source_date").orElse(fileDate)));
    }

    private static ModelRef modelOf(String key, PriceEntry entry) {
        var theirs = entry.text("litellm_provider");
        var slash = key.indexOf('/');
        if (theirs.isEmpty() && slash > 0) theirs = key.substring(0, slash);
        if (theirs.isBlank() || theirs.indexOf('/') >= 0) {
            throw entry.wrong(
                    "litellm_provider", entry.json().path("litellm_provider"), "name the provider, such as openai");
        }
        var id = key.startsWith(theirs + "/") ? key.substring(theirs.length() + 1) : key;
        if (id.isBlank()) throw entry.wrong("its name", entry.json(), "a model has an id, such as gpt-6-luna");
        return new ModelRef(OUR_NAMES.getOrDefault(theirs, theirs), id);
    }

    private static List<Price.Step> flatSteps(PriceEntry entry) {
        var input = entry.picodollars("input_cost_per_token");
        var output = entry.picodollars("output_cost_per_token");
        if (output.isEmpty() && entry.text("mode").equals("embedding")) output = Optional.of(0L);
        if (input.isEmpty() || output.isEmpty()) return List.of();
        var cached = entry.picodollars("cache_read_input_token_cost").orElse(input.get());
        var write = entry.picodollars("cache_creation_input_token_cost").orElse(input.get());
        var steps = new ArrayList<Price.Step>();
        steps.add(new Price.Step(0, input.get(), cached, write, output.get()));
        for (var thousands : thresholds(entry)) steps.add(stepAbove(thousands, entry, steps));
        return steps;
    }

    private static Set<Integer> thresholds(PriceEntry entry) {
        var found = new TreeSet<Integer>();
        entry.json().fieldNames().forEachRemaining(it -> {
            var match = ABOVE.matcher(it);
            if (match.matches() && !match.group(1).matches("0+")) found.add(Integer.valueOf(match.group(1)));
        });
        return found;
    }

    /** What the entry leaves out of a step is what the step before had; cache prices keep their share of the input. */
    private static Price.Step stepAbove(int thousands, PriceEntry entry, List<Price.Step> before) {
        var last = before.get(before.size() - 1);
        var above = "_above_" + thousands + "k_tokens";
        var input = entry.picodollars("input_cost_per_token" + above).orElse(last.input());
        var output = entry.picodollars("output_cost_per_token" + above).orElse(last.output());
        var cached = entry.picodollars("cache_read_input_token_cost" + above)
                .orElse(BatchDiscount.scaled(last.cachedInput(), input, last.input()));
        var write = entry.picodollars("cache_creation_input_token_cost" + above)
                .orElse(BatchDiscount.scaled(last.cacheWrite(), input, last.input()));
        return new Price.Step(thousands * 1000L, input, cached, write, output);
    }

    /** Alibaba's form: a list of {@code {range: [from, to], ...}}. */
    private static List<Price.Step> tieredSteps(PriceEntry entry) {
        var tiers = entry.json().get("tiered_pricing");
        var right =
                "must be a list of {range: [from, to], input_cost_per_token, output_cost_per_token}, the first from 0";
        var steps = new ArrayList<Price.Step>();
        for (var json : tiers) {
            var tier = new PriceEntry(entry.file(), entry.model(), json);
            var input = tier.picodollars("input_cost_per_token");
            var output = tier.picodollars("output_cost_per_token");
            if (input.isEmpty() || output.isEmpty()) throw entry.wrong("tiered_pricing", json, right);
            var cached = tier.picodollars("cache_read_input_token_cost").orElse(input.get());
            var write = tier.picodollars("cache_creation_input_token_cost").orElse(input.get());
            var from = tier.tokens("range", json.path("range").path(0));
            if (steps.isEmpty()
                    ? from != 0
                    : from <= steps.get(steps.size() - 1).fromInputTokens()) {
                throw entry.wrong("tiered_pricing", json, right);
            }
            steps.add(new Price.Step(from, input.get(), cached, write, output.get()));
        }
        if (steps.isEmpty()) throw entry.wrong("tiered_pricing", tiers, right);
        return steps;
    }

    private static Optional<List<Price.Step>> batchOf(ModelRef model, PriceEntry entry, List<Price.Step> steps) {
        var input = entry.picodollars("input_cost_per_token_batches");
        var output = entry.picodollars("output_cost_per_token_batches");
        if (input.isPresent() && output.isPresent()) {
            return Optional.of(BatchDiscount.listed(model.provider(), steps, input.get(), output.get()));
        }
        return BatchDiscount.derive(model.provider(), model.model(), steps);
    }

    /** OpenRouter lists the batch price of {@code x} as the price of {@code x:batch}. */
    private void joinBatchEntries() {
        for (var marked : List.copyOf(prices.keySet())) {
            if (!marked.provider().equals("openrouter") || !marked.model().endsWith(BATCH_MARK)) continue;
            var batch = prices.get(marked);
            var id = marked.model().substring(0, marked.model().length() - BATCH_MARK.length());
            prices.put(marked, withBatch(batch, batch.realtime()));
            prices.computeIfPresent(new ModelRef("openrouter", id), (key, it) -> withBatch(it, batch.realtime()));
        }
    }

    private static Price withBatch(Price price, List<Price.Step> batch) {
        return new Price(
                price.realtime(),
                Optional.of(batch),
                price.contextTokens(),
                price.maxOutputTokens(),
                price.source(),
                price.date());
    }
}
