package route.triage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import route.domain.Cutoffs;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Plural;
import route.domain.Policy;
import route.domain.Usage;
import route.money.Price;
import route.money.PriceBook;
import route.plan.ModelChoice;
import route.provider.Dialects;
import route.tokens.TokenCounter;

/** Adds up what a plan would send and cost, while rows are read. */
public final class Estimate {
    private static final int SHOWN_BAD_ROWS = 20;
    private static final int MOST_DEADLINES = 1_000;

    private final JobSpec spec;
    private final PriceBook prices;
    private final Optional<Price> flagship;
    private final Map<Key, Sum> sums = new LinkedHashMap<>();
    private final List<BadRow> bad = new ArrayList<>();
    private final TreeSet<String> keylessTiers = new TreeSet<>();
    private final TreeSet<String> keylessModels = new TreeSet<>();
    private final Map<String, Long> blanks = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final Map<ModelRef, Boolean> unpriced = new LinkedHashMap<>();
    private long rows;
    private long badCount;
    private long late;
    private Money baseline = Money.ZERO;
    private Money asking = Money.ZERO;
    private Optional<Cutoffs> cutoffs = Optional.empty();

    /** One of no rows yet. */
    public Estimate(JobSpec spec, PriceBook prices) {
        this.spec = spec;
        this.prices = prices;
        this.flagship = spec.judging().advises()
                ? Optional.empty()
                : prices.find(spec.flagship().models().get(0));
    }

    private record Key(String tier, ModelRef model, Lane lane, int discount) {}

    private static final class Sum {
        private final Optional<Price> price;
        private final boolean mayWriteCache;
        private long rows;
        private long input;
        private long output;
        private Money cost = Money.ZERO;
        private Money worst = Money.ZERO;
        private final Set<Instant> deadlines = new HashSet<>();
        private Optional<Instant> deadline = Optional.empty();
        private String why = "";

        Sum(Optional<Price> price, boolean mayWriteCache) {
            this.price = price;
            this.mayWriteCache = mayWriteCache;
        }

        /** The line says why of its most urgent row. */
        void explain(Triage.Fit fit) {
            if (deadlines.size() <= MOST_DEADLINES) fit.deadline().ifPresent(deadlines::add);
            var earlier = rows == 0
                    || fit.deadline().isPresent()
                            && deadline.filter(it -> !it.isAfter(fit.deadline().get()))
                                    .isEmpty();
            if (!earlier) return;
            deadline = fit.deadline();
            why = fit.way().why();
        }

        /** Why the lane is this one, for the most urgent of its rows. */
        String why() {
            if (why.isEmpty() || deadlines.size() < 2) return why;
            var many = deadlines.size() > MOST_DEADLINES ? "more than " + MOST_DEADLINES : "" + deadlines.size();
            return why + " (the first of " + many + " deadlines)";
        }
    }

    /** Where tiers begin by the ranking of the whole input; empty where it was not ranked. */
    public void ranked(Optional<Cutoffs> found) {
        cutoffs = found;
    }

    /** What judging the rows costs at most: it counts in the budgets as well. */
    public void asking(Money atMost) {
        asking = atMost;
    }

    /** Something a person should know about the plan. */
    public void note(String note) {
        leftOut.add(note);
    }

    /** Adds rows, whatever they turned out to be. */
    public void addAll(List<Triage.Found> found) {
        for (var it : found) {
            if (it instanceof Triage.Fit fit) add(fit);
            if (it instanceof Triage.Unfit unfit) add(unfit);
        }
    }

    /** Adds a row that cannot be used; the first 20 are kept to be shown. */
    public void add(Triage.Unfit unfit) {
        rows++;
        badCount++;
        if (bad.size() < SHOWN_BAD_ROWS) {
            bad.add(new BadRow(unfit.row().number(), unfit.row().line(), unfit.reason()));
        }
    }

    /** Adds a row that can be sent. */
    public void add(Triage.Fit fit) {
        rows++;
        var way = fit.way();
        var key = new Key(fit.decision().tier(), fit.model(), way.lane(), way.discount());
        var sum = sums.computeIfAbsent(key, it -> new Sum(priceOf(it), mayWriteCache(it.model())));
        if (!way.why().isEmpty()) sum.explain(fit);
        sum.rows++;
        sum.input += fit.inputTokens();
        sum.output += fit.outputTokens();
        var expected = Usage.of(fit.inputTokens(), fit.outputTokens());
        if (sum.price.isPresent()) {
            var price = sum.price.get();
            sum.cost = sum.cost.plus(price.of(expected, way.lane()));
            var longest = Usage.of(fit.inputTokens(), fit.maxTokens());
            sum.worst = sum.worst.plus(price.atMost(longest, way.lane(), sum.mayWriteCache));
            // What has no price saves nothing that could be said.
            if (flagship.isPresent()) baseline = baseline.plus(flagship.get().of(expected, Lane.REALTIME));
        }
        if (fit.isLate()) late++;
        if (!fit.notes().isEmpty()) leftOut.addAll(fit.notes());
        for (var column : fit.blanks()) blanks.merge(column, 1L, Long::sum);
        if (!fit.hasKey()) noteKeyless(fit);
    }

    private Optional<Price> priceOf(Key key) {
        var price = prices.find(key.model());
        if (price.isEmpty()) unpriced.put(key.model(), true);
        return price.map(it -> it.off(key.discount()));
    }

    private boolean mayWriteCache(ModelRef it) {
        return Dialects.of(spec.providers().get(it.provider()).dialect()).mayWriteCache(it.model());
    }

    private void noteKeyless(Triage.Fit fit) {
        if (fit.pinned()) keylessModels.add(fit.model().toString());
        else keylessTiers.add(fit.decision().tier());
    }

    /** Adds to what a person should know. */
    public void note(List<String> lines) {
        leftOut.addAll(lines);
    }

    /** How many rows cannot be used. */
    public long badCount() {
        return badCount;
    }

    /** How many rows there are, usable or not. */
    public long rows() {
        return rows;
    }

    /** Expected, of all models with a price; without what judging the rows costs. */
    public Money cost() {
        return sums.values().stream().map(it -> it.cost).reduce(Money.ZERO, Money::plus);
    }

    private Money worst() {
        return sums.values().stream().map(it -> it.worst).reduce(Money.ZERO, Money::plus);
    }

    private Money worst(String provider) {
        return sums.entrySet().stream()
                .filter(it -> it.getKey().model().provider().equals(provider))
                .map(it -> it.getValue().worst)
                .reduce(isAsked(provider) ? asking : Money.ZERO, Money::plus);
    }

    private boolean isAsked(String provider) {
        return spec.judging()
                .adviser()
                .model()
                .filter(it -> it.provider().equals(provider))
                .isPresent();
    }

    /** Models that rows go to and that have no price. */
    public List<ModelRef> unpriced() {
        return List.copyOf(unpriced.keySet());
    }

    /** What is missing to send this, a line for each tier or pinned model; empty where nothing is. */
    public List<String> missingKeys(ModelChoice choice) {
        var lines = new ArrayList<String>();
        for (var tier : spec.tiers()) {
            if (keylessTiers.contains(tier.name())) {
                lines.add("tier " + tier.name() + " needs " + choice.variables(tier.models()));
            }
        }
        for (var model : keylessModels) {
            lines.add(model + " needs " + choice.variables(List.of(ModelRef.parse(model))));
        }
        return lines;
    }

    /** Where a tier lacks a key: which keys are set for nothing. */
    public List<String> idleKeys(ModelChoice choice) {
        return keylessTiers.isEmpty() || spec.sandbox() ? List.of() : choice.idleKeys();
    }

    /** All that was added, as people see it. */
    public PlanView view(ModelChoice choice) {
        var notes = new ArrayList<>(notes(choice));
        notes.addAll(new BudgetNotes(spec.budget()).lines(worst().plus(asking), this::worst, unpriced()));
        return new PlanView(
                spec.name(), spec.sandbox(), rows, bad, badCount, cost(), worst(), baseline, lines(), curve(), notes);
    }

    private List<Cutoffs.Point> curve() {
        return cutoffs.map(Cutoffs::curve).orElse(List.of());
    }

    private List<PlanLine> lines() {
        var order = spec.tiers().stream().map(it -> it.name()).toList();
        return sums.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Key, Sum>>comparingInt(
                                it -> order.indexOf(it.getKey().tier()))
                        .thenComparing(it -> it.getKey().model().toString())
                        .thenComparing(it -> it.getKey().lane())
                        .thenComparing(it -> it.getKey().discount()))
                .map(it -> line(it.getKey(), it.getValue()))
                .toList();
    }

    private PlanLine line(Key key, Sum sum) {
        var cost = sum.price.map(it -> sum.cost);
        return new PlanLine(key.tier(), key.model(), key.lane(), sum.rows, sum.input, sum.output, cost, sum.why());
    }

    private static String blank(String column, long count) {
        return count + (count == 1 ? " row leaves" : " rows leave") + " {{" + column + "}} of the template empty";
    }

    private long rowsIn(String tier) {
        return sums.entrySet().stream()
                .filter(it -> it.getKey().tier().equals(tier))
                .mapToLong(it -> it.getValue().rows)
                .sum();
    }

    private List<String> freeProviders() {
        return sums.entrySet().stream()
                .filter(it -> it.getValue().price.filter(Price::isFree).isPresent())
                .map(it -> it.getKey().model().provider())
                .distinct()
                .sorted()
                .toList();
    }

    /** What a person should know about the job, whatever its budget is made later. */
    public List<String> notes(ModelChoice choice) {
        var notes = new ArrayList<>(leftOut);
        var limit = spec.selection().limit();
        if (limit > 0) notes.add("only the first " + limit + " rows of the input are taken (--limit)");
        blanks.forEach((column, count) -> notes.add(blank(column, count)));
        for (var model : unpriced.keySet()) {
            notes.add(model + " has no price: its rows are not in the estimate, nor will they be in the bill or in"
                    + " what is saved");
        }
        for (var provider : freeProviders()) {
            notes.add(provider + " counts as free: it is on this computer and needs no key; a price file may say"
                    + " otherwise (--prices)");
        }
        if (late > 0) {
            notes.add("the deadline of " + Plural.rows(late) + " has passed already: they are bought in the"
                    + " quickest lane there is");
        }
        var exact = new TokenCounter();
        var models = sums.keySet().stream().map(Key::model).distinct().toList();
        var estimated = models.stream()
                .filter(it -> !exact.isExact(it))
                .map(ModelRef::toString)
                .sorted()
                .toList();
        var answers = models.stream().mapToLong(choice::answersOf).sum();
        if (answers > 0) notes.add("output is estimated by " + Plural.of(answers, "answer") + " of earlier jobs");
        if (!estimated.isEmpty()) {
            notes.add("input tokens are estimated for " + String.join(", ", estimated) + " (no public tokenizer)");
        }
        if (flagship.isEmpty() && !spec.judging().advises()) {
            notes.add(spec.flagship().models().get(0) + " has no price: there is no baseline to compare with");
        }
        if (cutoffs.flatMap(Cutoffs::slope).filter(it -> !it.covered()).isPresent()) {
            notes.add("the budget does not even cover the weakest tier: all rows are there");
        }
        // Shares are of all rows; a sample may be made up otherwise.
        if (spec.selection().sample() == 0) notes.addAll(crowded());
        else if (cutoffs.isPresent())
            notes.add("the whole input was ranked: shares, and what is spread, are the whole's");
        if (!spec.sandbox()) missingKeys(choice).forEach(it -> notes.add("key not set: " + it));
        notes.addAll(idleKeys(choice));
        return notes;
    }

    private List<String> crowded() {
        return spec.policy().shares().entrySet().stream()
                .filter(it -> rowsIn(it.getKey()) * Policy.WHOLE > (rows - badCount) * it.getValue())
                .map(it -> "tier " + it.getKey()
                        + " has more than its share, by rows that name it, by rules, or by sessions")
                .toList();
    }
}
