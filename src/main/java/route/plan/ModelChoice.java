package route.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import route.domain.Decision;
import route.domain.JobSpec;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Provider;
import route.domain.TierSpec;
import route.domain.Usage;
import route.money.Price;
import route.money.PriceBook;

/**
 * Chooses a model for a row: the one it pins, or a candidate of its tier that has a key, is where the row may go, takes a
 * prompt so long, and can be asked such a thing at all: the first in the order of the settings, unless the job's policy
 * compares them. One that meets the deadline goes before one that does not.
 */
public final class ModelChoice {
    private final JobSpec spec;
    private final PriceBook prices;
    private final Predicate<Provider> hasKey;
    private final Lanes lanes;
    private final Remembered remembered;
    private final Map<ModelRef, Candidate> candidates = new ConcurrentHashMap<>();

    /** One that knows nothing of how good or quick models were. */
    public ModelChoice(JobSpec spec, PriceBook prices, Predicate<Provider> hasKey, Lanes lanes) {
        this(spec, prices, hasKey, lanes, Remembered.nothing(spec.policy()));
    }

    public ModelChoice(JobSpec spec, PriceBook prices, Predicate<Provider> hasKey, Lanes lanes, Remembered remembered) {
        this.remembered = remembered;
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
     * @param seed what is drawn for the row is drawn from it; asked for only where something is drawn
     * @param explores whether it may be one of those that try another model
     */
    public record Need(
            Decision decision,
            String pinned,
            int maxTokens,
            ToIntFunction<ModelRef> tokens,
            Function<ModelRef, Optional<String>> refuses,
            String region,
            Optional<Instant> deadline,
            Instant now,
            LongSupplier seed,
            boolean explores) {

        /** The same row in another tier. */
        public Need in(String tier) {
            var it = decision;
            if (it.tier().equals(tier)) return this;
            var moved = new Decision(tier, it.hardness(), it.score(), it.sensitivity(), it.task(), it.reason());
            return new Need(moved, pinned, maxTokens, tokens, refuses, region, deadline, now, seed, explores);
        }
    }

    /** What the draws of a row begin with. */
    public static long seed(long number, String text) {
        return Draws.seed(number, text);
    }

    public Choice choose(Need need) {
        if (!need.pinned().isEmpty()) return pinned(need);
        var tier = tier(need.decision().tier());
        return spec.policy().compares() ? compared(tier, need) : first(tier, need);
    }

    private Choice compared(TierSpec tier, Need need) {
        var fit = new ArrayList<Choice.Chosen>();
        for (var model : tier.models()) {
            if (consider(model, need) instanceof Choice.Chosen it
                    && it.hasKey()
                    && it.way().inTime()) fit.add(it);
        }
        if (fit.isEmpty()) return first(tier, need);
        if (fit.stream().anyMatch(it -> remembered.isOpen(it.model()))) {
            fit.removeIf(it -> !remembered.isOpen(it.model()));
        }
        if (fit.size() == 1) return fit.get(0);
        var task = need.decision().task();
        var bids = fit.stream().map(it -> bid(it, task)).toList();
        var won = Contest.of(spec.policy(), bids, need.seed(), need.explores());
        return fit.get(won.place()).as(won.explored());
    }

    private Bid bid(Choice.Chosen it, String task) {
        return new Bid(
                cost(it, task).map(Money::picodollars).orElse(-1L),
                remembered.latencies().of(it.model(), it.way().lane(), lanes),
                remembered.quality().of(it.model(), task));
    }

    /** What a row is expected to cost where it was chosen to go; empty where that has no price. */
    public Optional<Money> cost(Choice.Chosen it, String task) {
        var price = candidates.computeIfAbsent(it.model(), this::candidate).price();
        if (price.isEmpty()) return Optional.empty();
        var usage = Usage.of(it.inputTokens(), output(it, task));
        return Optional.of(
                price.get().off(it.way().discount()).of(usage, it.way().lane()));
    }

    /** How many output tokens a row is expected to have where it was chosen to go. */
    public int output(Choice.Chosen it, String task) {
        return remembered.lengths().tokens(it.model(), task, it.inputTokens(), it.maxTokens());
    }

    /** How many answers of a model are known from earlier jobs, by which the length of others is expected. */
    public long answersOf(ModelRef model) {
        return remembered.lengths().answers(model);
    }

    private Choice first(TierSpec tier, Need need) {
        Optional<Choice.Chosen> best = Optional.empty();
        for (var model : tier.models()) {
            if (consider(model, need) instanceof Choice.Chosen it) {
                if (it.hasKey() && it.way().inTime()) return it;
                if (best.isEmpty() || it.hasKey() && !best.get().hasKey()) best = Optional.of(it);
            }
        }
        return best.isPresent() ? best.get() : nowhere(tier, need);
    }

    private Choice nowhere(TierSpec tier, Need need) {
        var reasons = new ArrayList<String>();
        for (var model : tier.models()) {
            if (consider(model, need) instanceof Choice.Nowhere it) reasons.add(it.reason());
        }
        return new Choice.Nowhere(
                "", "no model of tier " + tier.name() + " can take it: " + String.join("; ", reasons));
    }

    private TierSpec tier(String name) {
        for (var tier : spec.tiers()) {
            if (tier.name().equals(name)) return tier;
        }
        throw new NoSuchElementException("tier " + name);
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

    /** A single model, whatever the row's tier: how it would answer the row, or why it cannot. */
    public Choice consider(ModelRef model, Need need) {
        var candidate = candidates.computeIfAbsent(model, this::candidate);
        var abroad = abroad(candidate.provider(), need.region());
        if (abroad.isPresent()) return new Choice.Nowhere("", model + ": " + abroad.get());
        var way = lanes.way(model, need.deadline(), need.now(), 1);
        if (way.isEmpty()) {
            var wanted = spec.urgency().lane().map(it -> it.label() + " ").orElse("");
            return new Choice.Nowhere("model", model + ": the provider has no " + wanted + "lane in the settings");
        }
        var refusal = need.refuses().apply(model);
        if (refusal.isPresent()) return new Choice.Nowhere("", model + ": " + refusal.get());
        var window = candidate.window();
        var tokens = need.tokens().applyAsInt(model);
        if (window > 0 && tokens > window) {
            return new Choice.Nowhere("", "too long for " + model + ": " + tokens + " tokens, it takes " + window);
        }
        var most = candidate.mostOutput();
        if (need.maxTokens() > most) {
            return new Choice.Nowhere(
                    "max_tokens",
                    "max_tokens " + need.maxTokens() + " is more than " + model + " can write (" + most + ")");
        }
        var maxTokens = need.maxTokens() > 0
                ? need.maxTokens()
                : (int) Math.min(spec.ask().maxTokens(), most);
        return new Choice.Chosen(model, tokens, maxTokens, candidate.hasKey(), way.get(), false);
    }

    private Candidate candidate(ModelRef model) {
        var provider = spec.providers().get(model.provider());
        var price = prices.find(model);
        return new Candidate(
                provider,
                price.map(Price::contextTokens).orElse(0L),
                price.map(Price::maxOutputTokens).orElse(0L),
                hasKey.test(provider),
                price);
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

    /**
     * What has to be set for one of a tier's candidates to be asked: {@code OPENAI_API_KEY or (AZURE_OPENAI_API_KEY and
     * AZURE_OPENAI_ENDPOINT)}.
     */
    public String variables(List<ModelRef> models) {
        var each = models.stream()
                .map(it -> spec.providers().get(it.provider()))
                .map(ModelChoice::variables)
                .distinct()
                .toList();
        if (each.size() == 1) return each.get(0);
        return each.stream()
                .map(it -> it.contains(" and ") ? "(" + it + ")" : it)
                .collect(Collectors.joining(" or "));
    }

    /** Of each provider whose key is set although no tier names a model of it: what to make of that. */
    public List<String> idleKeys() {
        var named = spec.tiers().stream()
                .flatMap(it -> it.models().stream())
                .map(ModelRef::provider)
                .toList();
        return spec.providers().values().stream()
                .filter(it -> it.needsKey() && hasKey.test(it) && !named.contains(it.name()))
                .map(it -> variables(it) + " is set, but no tier names a model of " + it.name())
                .toList();
    }

    private static String variables(Provider provider) {
        var key = provider.keyEnv().isEmpty() ? "api_key_command of " + provider.name() : provider.keyEnv();
        var needed = new ArrayList<>(provider.unsetVariables());
        if (provider.needsKey()) needed.add(0, key);
        return String.join(" and ", needed);
    }
}
