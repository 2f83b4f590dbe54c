package route.triage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import route.classify.Classifier;
import route.classify.Placement;
import route.classify.Regions;
import route.classify.Signal;
import route.domain.Decision;
import route.domain.Endpoint;
import route.domain.Fingerprint;
import route.domain.JobSpec;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Pins;
import route.domain.Policy;
import route.domain.Prepared;
import route.domain.Prompt;
import route.domain.Row;
import route.plan.Choice;
import route.plan.Ladder;
import route.plan.ModelChoice;
import route.plan.Way;
import route.prompt.PromptBuilder;
import route.provider.Dialect;
import route.provider.Dialects;
import route.tokens.TokenCounter;

/**
 * Makes of one row what has to be known before anything is bought: prompt, tier, model, tokens, or why it cannot be
 * used. Pure but for its token counter's cache: each thread has a triage of its own.
 */
public final class Triage {
    private static final String OPENAI = "openai/";

    /** What the reason of a decision begins with that a rule made. */
    private static final String BY_RULE = "rule ";

    private final JobSpec spec;
    private final PromptBuilder prompts;
    private final Classifier classifier;
    private final Regions regions;
    private final ModelChoice models;
    private final Deadlines deadlines;
    private final TokenCounter counter;
    private final Optional<Tiering> tiering;
    private final Prints prints;
    private final Opinions opinions;

    /** @param tiering empty where tiers have fixed thresholds */
    Triage(
            JobSpec spec,
            PromptBuilder prompts,
            Classifier classifier,
            ModelChoice models,
            Deadlines deadlines,
            TokenCounter counter,
            Opinions opinions,
            Optional<Tiering> tiering) {
        this.spec = spec;
        this.opinions = opinions;
        this.prompts = prompts;
        this.classifier = classifier;
        this.regions = new Regions(spec.rules());
        this.models = models;
        this.deadlines = deadlines;
        this.counter = counter;
        this.tiering = tiering;
        this.prints = new Prints(spec);
    }

    /** What became of a row. */
    public sealed interface Found {
        Row row();
    }

    /**
     * It can be sent.
     *
     * @param pins what it says of itself
     * @param model the one it goes to, by choice or by its own will
     * @param outputTokens expected
     * @param maxTokens the longest answer it may have
     * @param pinned whether the row or a rule names its model
     * @param hasKey whether there is a key for the model's provider
     * @param deadline when its answer is wanted; empty where that does not matter
     * @param explored whether its model was chosen to learn about it
     * @param isLate whether its deadline has passed already
     * @param notes what of its parameters is left out
     * @param blanks columns of the template that are empty in it
     * @param fingerprint by which it is known when it comes again, in an incremental job
     * @param signals what its hardness was made of; empty where no reasons are given
     */
    public record Fit(
            Row row,
            Pins pins,
            Decision decision,
            Endpoint endpoint,
            ModelRef model,
            int inputTokens,
            int outputTokens,
            int maxTokens,
            boolean pinned,
            boolean hasKey,
            Optional<Instant> deadline,
            Way way,
            boolean explored,
            boolean isLate,
            List<String> notes,
            List<String> blanks,
            Fingerprint fingerprint,
            List<Signal> signals)
            implements Found {

        /** The tier that the row or a rule names; empty where neither does. */
        String ownTier() {
            return namedTier(pins, decision);
        }

        /** The same for other reasons. */
        Fit with(Decision decided, List<String> noted) {
            return new Fit(
                    row,
                    pins,
                    decided,
                    endpoint,
                    model,
                    inputTokens,
                    outputTokens,
                    maxTokens,
                    pinned,
                    hasKey,
                    deadline,
                    way,
                    explored,
                    isLate,
                    noted,
                    blanks,
                    fingerprint,
                    signals);
        }
    }

    /** It cannot, for a reason a person understands. */
    public record Unfit(Row row, String reason) implements Found {}

    /** What a row turns out to be. */
    public Found look(Row row) {
        if (!row.readable()) return new Unfit(row, row.problem());
        var prepared = prompts.prepare(row.fields());
        if (prepared instanceof Prepared.Unusable it) return unfit(row, it.field(), it.reason());
        if (prepared instanceof Prepared.Ready it) return place(row, it.prompt(), it.pins());
        throw new AssertionError(prepared);
    }

    private Found place(Row row, Prompt prompt, Pins pins) {
        var problem = classifier.problem(pins);
        if (problem.isPresent()) return unfit(row, "tier", problem.get());
        var late = deadlines.problem(pins);
        if (late.isPresent()) return unfit(row, "deadline", late.get());
        var counted = counter.inO200k(prompt);
        var placement = classifier.classify(prompt, pins, row.fields(), counted, opinions.of(row.number()));
        var need = need(row, prompt, pins, placement, counted);
        if (tiering.isPresent() && !isDecided(pins, placement)) need = ranked(row, need);
        var choice = models.choose(need);
        if (choice instanceof Choice.Nowhere it) return unfit(row, it.field(), it.reason());
        if (choice instanceof Choice.Chosen it) return fit(row, prompt, pins, need, it, placement.signals());
        throw new AssertionError(choice);
    }

    /**
     * A row once more, where the first of its session went; as it was found where it has no session, or that has no lead,
     * or the row cannot go there.
     *
     * @param leads where a session is, by its name and the tier that the row or a rule names
     */
    Found join(Found found, BiFunction<String, String, Optional<Sessions.Lead>> leads) {
        var row = found.row();
        if (!row.readable() || !(prompts.prepare(row.fields()) instanceof Prepared.Ready it)) return found;
        var prompt = it.prompt();
        var pins = it.pins();
        if (pins.session().isEmpty() || isWrong(pins)) return found;
        var counted = counter.inO200k(prompt);
        var placement = found instanceof Fit fit
                ? new Placement(fit.decision(), fit.pinned() ? fit.model().toString() : "", fit.signals())
                : classifier.classify(prompt, pins, row.fields(), counted, opinions.of(row.number()));
        if (!placement.model().isEmpty()) return found;
        var lead = leads.apply(pins.session(), namedTier(pins, placement.decision()));
        if (lead.isEmpty()) return found;
        var need = need(row, prompt, pins, placement, counted).in(lead.get().tier());
        var choice = models.consider(lead.get().model(), need);
        var needsTime = found instanceof Fit fit && fit.way().inTime();
        if (choice instanceof Choice.Chosen chosen && (chosen.way().inTime() || !needsTime)) {
            return lead.get().joined(fit(row, prompt, pins, need, chosen, placement.signals()));
        }
        if (!(found instanceof Fit own)) return found;
        return lead.get().left(own, choice instanceof Choice.Nowhere nowhere ? nowhere.reason() : "too late there");
    }

    private boolean isWrong(Pins pins) {
        return classifier.problem(pins).isPresent() || deadlines.problem(pins).isPresent();
    }

    private ModelChoice.Need need(Row row, Prompt prompt, Pins pins, Placement placement, int counted) {
        return new ModelChoice.Need(
                placement.decision(),
                wanted(prompt, placement.model()),
                prompt.maxTokens() > 0 ? prompt.maxTokens() : pins.maxTokens(),
                model -> counter.count(prompt, counted, model),
                model -> refusal(prompt, model),
                regions.of(
                        prompt,
                        pins,
                        row.fields(),
                        counted,
                        placement.decision().task()),
                deadlines.of(pins),
                deadlines.start(),
                () -> ModelChoice.seed(row.number(), prompt.userText()),
                true);
    }

    /** Whoever asks for anything but a chat does so by a line of OpenAI's batch files, which name OpenAI's models bare. */
    private String wanted(Prompt prompt, String model) {
        var isForeign = model.isEmpty()
                || prompt.endpoint() == Endpoint.CHAT
                || models.resolve(model).isPresent();
        return isForeign ? model : OPENAI + model;
    }

    /** Whether the row or a rule decides on its tier, or on its model, so that no ranking does. */
    private static boolean isDecided(Pins pins, Placement placement) {
        return !placement.model().isEmpty()
                || !namedTier(pins, placement.decision()).isEmpty();
    }

    private static String namedTier(Pins pins, Decision decision) {
        return !pins.tier().isEmpty() || decision.reason().startsWith(BY_RULE) ? decision.tier() : "";
    }

    private ModelChoice.Need ranked(Row row, ModelChoice.Need need) {
        var by = tiering.orElseThrow();
        var costs = by.cutoffs().slope().isEmpty() ? new long[0] : costs(need);
        var tier = by.ladder().tier(by.cutoffs(), row.number(), hardness(need), costs);
        var there = need.in(spec.tiers().get(tier).name());
        if (!(models.choose(there) instanceof Choice.Nowhere)) return there;
        return need.in(spec.tiers().get(Ladder.possible(tier, costs(need))).name());
    }

    private static int hardness(ModelChoice.Need need) {
        return (int) Math.round(need.decision().hardness() * Policy.WHOLE);
    }

    private long[] costs(ModelChoice.Need need) {
        var costs = new long[spec.tiers().size()];
        for (var tier = 0; tier < costs.length; tier++) {
            costs[tier] = cost(need.in(spec.tiers().get(tier).name()));
        }
        return costs;
    }

    /** In picodollars; below zero where it can go nowhere; nothing where there is no price. */
    private long cost(ModelChoice.Need need) {
        if (!(models.choose(need) instanceof Choice.Chosen it)) return -1;
        return models.cost(it, need.decision().task()).map(Money::picodollars).orElse(0L);
    }

    /** What ranking needs of a row. */
    Weighed weigh(Row row) {
        if (!row.readable()) return Weighed.UNFIT;
        if (!(prompts.prepare(row.fields()) instanceof Prepared.Ready it)) return Weighed.UNFIT;
        var prompt = it.prompt();
        var pins = it.pins();
        if (isWrong(pins)) return Weighed.UNFIT;
        var counted = counter.inO200k(prompt);
        var placement = classifier.classify(prompt, pins, row.fields(), counted, opinions.of(row.number()));
        var need = need(row, prompt, pins, placement, counted);
        if (!isDecided(pins, placement)) {
            var costs = costs(need);
            var isNowhere = LongStream.of(costs).allMatch(cost -> cost < 0);
            var session = pins.session().isEmpty() ? 0 : Sessions.hash(pins.session(), "");
            return isNowhere ? Weighed.UNFIT : new Weighed(hardness(need), -1, costs, prints.of(prompt, pins), session);
        }
        var cost = cost(need);
        if (cost < 0) return Weighed.UNFIT;
        return new Weighed(hardness(need), place(need), new long[] {cost}, prints.of(prompt, pins), 0);
    }

    private int place(ModelChoice.Need need) {
        for (var tier = 0; tier < spec.tiers().size(); tier++) {
            if (spec.tiers().get(tier).name().equals(need.decision().tier())) return tier;
        }
        throw new IllegalStateException("tier " + need.decision().tier());
    }

    private Optional<String> refusal(Prompt prompt, ModelRef model) {
        return fitted(prompt, model).refusal();
    }

    private Leniency fitted(Prompt prompt, ModelRef model) {
        return Leniency.fit(prompt, model, dialect(model), spec.ask().lenient());
    }

    private Dialect dialect(ModelRef model) {
        return Dialects.of(spec.providers().get(model.provider()).dialect());
    }

    private Fit fit(
            Row row, Prompt prompt, Pins pins, ModelChoice.Need need, Choice.Chosen chosen, List<Signal> signals) {
        var decision = need.decision();
        return new Fit(
                row,
                pins,
                decision,
                prompt.endpoint(),
                chosen.model(),
                chosen.inputTokens(),
                prompt.endpoint() == Endpoint.EMBEDDINGS ? 0 : models.output(chosen, decision.task()),
                chosen.maxTokens(),
                !need.pinned().isEmpty(),
                chosen.hasKey(),
                deadlines.of(pins),
                chosen.way(),
                chosen.explored(),
                deadlines.of(pins).filter(it -> !it.isAfter(deadlines.start())).isPresent(),
                notes(row, prompt, chosen),
                prompts.blanks(row.fields()),
                prints.of(prompt, pins),
                signals);
    }

    private List<String> notes(Row row, Prompt prompt, Choice.Chosen chosen) {
        var notes = new ArrayList<>(prompts.slips(row.fields()));
        if (spec.ask().lenient()) notes.addAll(0, fitted(prompt, chosen.model()).notes());
        notes.addAll(dialect(chosen.model()).billedApart(prompt));
        return notes;
    }

    private static Unfit unfit(Row row, String field, String reason) {
        return new Unfit(row, field.isEmpty() || reason.contains(field) ? reason : field + ": " + reason);
    }
}
