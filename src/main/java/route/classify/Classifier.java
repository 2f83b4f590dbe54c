package route.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import route.domain.Adviser;
import route.domain.Decision;
import route.domain.Fields;
import route.domain.InputException;
import route.domain.Judging;
import route.domain.Opinion;
import route.domain.Pins;
import route.domain.Prompt;
import route.domain.RuleSpec;
import route.domain.TierSpec;

/**
 * Gives each row a tier: the one it pins; else that of the first rule that matches; else by its score. A row that pins a
 * tier is not asked for rules. Holds no state between rows and may be shared by threads.
 */
public final class Classifier {
    private final List<TierSpec> tiers;
    private final List<Rule> rules;
    private final Scorer scorer;
    private final Leanings leanings;
    private final boolean reasons;

    /** One that judges by the built-in weights alone. */
    public Classifier(List<TierSpec> tiers, List<RuleSpec> rules, Scorer scorer) {
        this(tiers, rules, scorer, Judging.BUILT_IN);
    }

    /**
     * {@code tiers} weakest first.
     *
     * @throws InputException where a profile cannot be used, or where a rule has no regular expression in {@code matches}, names no tier there is, or gives
     *     neither a tier nor a model
     */
    public Classifier(List<TierSpec> tiers, List<RuleSpec> rules, Scorer scorer, Judging judging) {
        this.tiers = List.copyOf(tiers);
        this.scorer = scorer;
        this.leanings = new Leanings(judging);
        this.reasons = true;
        var ready = new ArrayList<Rule>();
        for (int number = 1; number <= rules.size(); number++) {
            var spec = rules.get(number - 1);
            check(number, spec);
            // One that only says where a row stays does not place it.
            if (spec.places()) ready.add(new Rule(number, spec));
        }
        this.rules = List.copyOf(ready);
    }

    private Classifier(Classifier other, boolean reasons) {
        this.tiers = other.tiers;
        this.rules = other.rules;
        this.scorer = other.scorer;
        this.leanings = other.leanings;
        this.reasons = reasons;
    }

    /** One that decides the same and gives no reason, for whoever shows none: the words take longer than the decision. */
    public Classifier withoutReasons() {
        return new Classifier(this, false);
    }

    private void check(int number, RuleSpec rule) {
        if (!rule.places() && rule.region().isEmpty()) {
            throw new InputException("rule " + number + " gives neither a tier nor a model nor a region");
        }
        if (!rule.tier().isEmpty() && !knows(rule.tier())) {
            throw new InputException("rule " + number + " gives the tier '" + rule.tier() + "', which there is not\n"
                    + "The tiers are: " + names());
        }
    }

    /** What is wrong with a row's pins, for a person: a tier that there is not. Empty where nothing is. */
    public Optional<String> problem(Pins pins) {
        return pins.tier().isEmpty() || knows(pins.tier())
                ? Optional.empty()
                : Optional.of("the tier '" + pins.tier() + "' is unknown; the tiers are: " + names());
    }

    /**
     * Places a row; {@code tokens} is the prompt's length, {@code fields} what the rules' columns are looked up in.
     *
     * @throws IllegalArgumentException for a pinned tier of which {@link #problem} would have told
     */
    public Placement classify(Prompt prompt, Pins pins, Fields fields, int tokens) {
        return classify(prompt, pins, fields, tokens, Optional.empty());
    }

    /** The same where somebody else was asked how hard the row is. */
    public Placement classify(Prompt prompt, Pins pins, Fields fields, int tokens, Optional<Opinion> opinion) {
        var problem = problem(pins);
        if (problem.isPresent()) throw new IllegalArgumentException(problem.get());
        var own = leanings.on(scorer.judge(prompt, tokens), pins);
        var judgement = Verdict.of(own, opinion);
        if (!pins.tier().isEmpty()) {
            return placed(pins.tier(), judgement, pins, "tier column", pins.model());
        }
        for (var rule : rules) {
            if (!rule.holds(prompt, pins, fields, tokens, judgement.task())) continue;
            var tier = rule.tier().isEmpty() ? tierOf(judgement.hardness()) : rule.tier();
            var model = pins.model().isEmpty() ? rule.model() : pins.model();
            return placed(tier, judgement, pins, rule.reason(), model);
        }
        var reason = reasons ? judgement.reason(tokens) : "";
        return placed(tierOf(judgement.hardness()), judgement, pins, reason, pins.model());
    }

    /** Whether a rule gives the row its tier, whatever anybody says of how hard it is. */
    public boolean isRuled(Prompt prompt, Pins pins, Fields fields, int tokens) {
        if (rules.isEmpty()) return false;
        var task = leanings.on(scorer.judge(prompt, tokens), pins).task().label();
        for (var rule : rules) {
            if (rule.holds(prompt, pins, fields, tokens, task))
                return !rule.tier().isEmpty();
        }
        return false;
    }

    private Placement placed(String tier, Verdict judgement, Pins pins, String reason, String model) {
        var signals = reasons ? judgement.signals() : List.<Signal>of();
        return new Placement(decision(tier, judgement, pins, reason), model, signals);
    }

    /** The signals behind a row's score, for {@code --explain}. */
    public Assessment explain(Prompt prompt, int tokens) {
        return scorer.assess(prompt, tokens);
    }

    /** The strongest tier that begins at or below the hardness; the weakest where none does. */
    private String tierOf(double hardness) {
        var best = tiers.get(0);
        for (var tier : tiers) {
            if (tier.from() <= hardness) best = tier;
        }
        return best.name();
    }

    private static Decision decision(String tier, Verdict judgement, Pins pins, String reason) {
        return new Decision(
                tier, judgement.hardness(), judgement.score(), judgement.sensitivity(), task(judgement, pins), reason);
    }

    /** The row's own word for the task where it is one of ours, for it knows best. */
    private static String task(Verdict judgement, Pins pins) {
        var found = judgement.task();
        if (pins.task().isEmpty()) return found;
        var own = pins.task().strip();
        if (own.equals(Adviser.TASK)) return own;
        return Scorer.TASKS.stream()
                .filter(it -> it.equalsIgnoreCase(own))
                .findFirst()
                .orElse(found);
    }

    private boolean knows(String tier) {
        return tiers.stream().anyMatch(it -> it.name().equals(tier));
    }

    private String names() {
        return tiers.stream().map(TierSpec::name).collect(Collectors.joining(", "));
    }
}
