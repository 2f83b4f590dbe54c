package route.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import route.domain.Decision;
import route.domain.JobSpec;
import route.domain.ModelRef;
import route.domain.Provider;
import route.domain.TierSpec;
import route.money.PriceBook;

/**
 * Chooses a model for a row: the one it pins, or the first candidate of its tier that has a key, is where the row may go,
 * takes a prompt so long, and can be asked such a thing at all. One that meets the deadline goes before one that does not.
 */
public final class ModelChoice {
    private final JobSpec spec;
    private final PriceBook prices;
    private final Predicate<Provider> hasKey;
    private final Lanes lanes;

    public ModelChoice(JobSpec spec, PriceBook prices, Predicate<Provider> hasKey, Lanes lanes) {
        this.spec = spec;
        this.prices = prices;
        this.hasKey = hasKey;
        this.lanes = lanes;
    }

    /**
     * What a row needs.
     *
     * @param pinned the model it names itself, as the user wrote it; empty for none
     * @param maxTokens the most output tokens it asks for; 0 where it does not say
     * @param tokens counts its prompt as a model would
     * @param refuses why a model cannot be asked this; empty where it can
     * @param region where a rule keeps it; empty for anywhere
     * @param deadline when its answer is wanted; empty where that does not matter
     * @param now the moment of the choice
     */
    public record Need(
            Decision decision,
            String pinned,
            int maxTokens,
            ToIntFunction<ModelRef> tokens,
            java.util.function.Function<ModelRef, Optional<String>> refuses,
            String region,
            Optional<Instant> deadline,
            Instant now) {}

    public Choice choose(Need need) {
        if (!need.pinned().isEmpty()) return pinned(need);
        var tier = tier(need.decision().tier());
        var reasons = new ArrayList<String>();
        Optional<Choice.Chosen> best = Optional.empty();
        for (var model : tier.models()) {
            var choice = consider(model, need);
            if (choice instanceof Choice.Nowhere it) reasons.add(it.reason());
            if (choice instanceof Choice.Chosen it) {
                if (it.hasKey() && it.way().inTime()) return it;
                if (best.isEmpty() || it.hasKey() && !best.get().hasKey()) best = Optional.of(it);
            }
        }
        if (best.isPresent()) return best.get();
        return new Choice.Nowhere(
                "", "no model of tier " + tier.name() + " can take it: " + String.join("; ", reasons));
    }

    private TierSpec tier(String name) {
        return spec.tiers().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Choice pinned(Need need) {
        var model = resolve(need.pinned());
        if (model.isEmpty()) {
            return new Choice.Nowhere(
                    "model",
                    "model '" + need.pinned() + "' is not known; write provider/model-id, such as "
                            + spec.flagship().models().get(0));
        }
        return consider(model.get(), need);
    }

    /** The model meant by a text: an alias, {@code provider/model-id}, or a bare id that the price book knows. */
    public Optional<ModelRef> resolve(String text) {
        var name = spec.aliases().getOrDefault(text, text);
        var slash = name.indexOf('/');
        if (slash > 0 && slash < name.length() - 1 && spec.providers().containsKey(name.substring(0, slash))) {
            return Optional.of(ModelRef.parse(name));
        }
        return prices.resolve(name).filter(it -> spec.providers().containsKey(it.provider()));
    }

    private Choice consider(ModelRef model, Need need) {
        var provider = spec.providers().get(model.provider());
        var abroad = abroad(provider, need.region());
        if (abroad.isPresent()) return new Choice.Nowhere("", model + ": " + abroad.get());
        var way = lanes.way(model, need.deadline(), need.now(), 1);
        if (way.isEmpty()) {
            var wanted = spec.urgency().lane().map(it -> it.label() + " ").orElse("");
            return new Choice.Nowhere("model", model + ": the provider has no " + wanted + "lane in the settings");
        }
        var refusal = need.refuses().apply(model);
        if (refusal.isPresent()) return new Choice.Nowhere("", model + ": " + refusal.get());
        var price = prices.find(model);
        var window = price.map(it -> it.contextTokens()).orElse(0L);
        var tokens = need.tokens().applyAsInt(model);
        if (window > 0 && tokens > window) {
            return new Choice.Nowhere("", "too long for " + model + ": " + tokens + " tokens, it takes " + window);
        }
        var most = price.map(it -> it.maxOutputTokens()).filter(it -> it > 0).orElse((long) Integer.MAX_VALUE);
        if (need.maxTokens() > most) {
            return new Choice.Nowhere(
                    "max_tokens",
                    "max_tokens " + need.maxTokens() + " is more than " + model + " can write (" + most + ")");
        }
        var maxTokens = need.maxTokens() > 0
                ? need.maxTokens()
                : (int) Math.min(spec.ask().maxTokens(), most);
        return new Choice.Chosen(model, tokens, maxTokens, hasKey.test(provider), way.get());
    }

    /** Why a row may not go to a provider, for where that works; empty where it may. */
    private Optional<String> abroad(Provider provider, String region) {
        if (region.isEmpty() && spec.onlyRegion().isEmpty()) return Optional.empty();
        return Stream.of(region, spec.onlyRegion())
                .filter(it -> !it.isEmpty() && !it.equals(provider.region()))
                .findFirst()
                .map(it -> "not in region " + it + ", "
                        + (provider.region().isEmpty()
                                ? provider.name() + " names none"
                                : provider.name() + " is in " + provider.region()));
    }

    /** The variables of a tier's candidates, one of which has to be set: {@code OPENAI_API_KEY or ANTHROPIC_API_KEY}. */
    public String variables(List<ModelRef> models) {
        return models.stream()
                .map(it -> spec.providers().get(it.provider()))
                .map(it -> it.keyEnv().isEmpty() ? "api_key_command of " + it.name() : it.keyEnv())
                .distinct()
                .collect(java.util.stream.Collectors.joining(" or "));
    }
}
