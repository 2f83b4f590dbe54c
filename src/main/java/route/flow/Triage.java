package route.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.classify.Classifier;
import route.classify.Placement;
import route.classify.Regions;
import route.classify.Signal;
import route.domain.Decision;
import route.domain.Endpoint;
import route.domain.JobSpec;
import route.domain.ModelRef;
import route.domain.Pins;
import route.domain.Prepared;
import route.domain.Prompt;
import route.domain.Row;
import route.plan.Choice;
import route.plan.ExpectedOutput;
import route.plan.ModelChoice;
import route.plan.Way;
import route.prompt.PromptBuilder;
import route.provider.Dialects;
import route.tokens.TokenCounter;

/**
 * Makes of one row what has to be known before anything is bought: prompt, tier, model, tokens, or why it cannot be
 * used. Pure but for its token counter's cache: each thread has a triage of its own.
 */
final class Triage {
    private final JobSpec spec;
    private final PromptBuilder prompts;
    private final Classifier classifier;
    private final Regions regions;
    private final ModelChoice models;
    private final Deadlines deadlines;
    private final TokenCounter counter;
    private final Opinions opinions;

    Triage(
            JobSpec spec,
            PromptBuilder prompts,
            Classifier classifier,
            ModelChoice models,
            Deadlines deadlines,
            TokenCounter counter,
            Opinions opinions) {
        this.spec = spec;
        this.opinions = opinions;
        this.prompts = prompts;
        this.classifier = classifier;
        this.regions = new Regions(spec.rules());
        this.models = models;
        this.deadlines = deadlines;
        this.counter = counter;
    }

    /** What became of a row. */
    sealed interface Found {}

    /** It can be sent. */
    record Fit(
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
            List<String> notes,
            List<Signal> signals)
            implements Found {}

    /** It cannot, for a reason a person understands. */
    record Unfit(Row row, String reason) implements Found {}

    Found look(Row row) {
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
        var pinned = placement.model();
        var choice = models.choose(new ModelChoice.Need(
                placement.decision(),
                pinned,
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
                deadlines.start()));
        if (choice instanceof Choice.Nowhere it) return unfit(row, it.field(), it.reason());
        if (choice instanceof Choice.Chosen it) return fit(row, prompt, pins, placement, it, !pinned.isEmpty());
        throw new AssertionError(choice);
    }

    private Optional<String> refusal(Prompt prompt, ModelRef model) {
        return fitted(prompt, model).refusal();
    }

    private Leniency fitted(Prompt prompt, ModelRef model) {
        var dialect = Dialects.of(spec.providers().get(model.provider()).dialect());
        return Leniency.fit(prompt, model, dialect, spec.ask().lenient());
    }

    private Fit fit(Row row, Prompt prompt, Pins pins, Placement placement, Choice.Chosen chosen, boolean pinned) {
        var decision = placement.decision();
        return new Fit(
                row,
                pins,
                decision,
                prompt.endpoint(),
                chosen.model(),
                chosen.inputTokens(),
                ExpectedOutput.tokens(decision.task(), chosen.inputTokens(), chosen.maxTokens()),
                chosen.maxTokens(),
                pinned,
                chosen.hasKey(),
                deadlines.of(pins),
                chosen.way(),
                spec.ask().lenient() ? fitted(prompt, chosen.model()).notes() : List.of(),
                placement.signals());
    }

    private static Unfit unfit(Row row, String field, String reason) {
        return new Unfit(row, field.isEmpty() || reason.contains(field) ? reason : field + ": " + reason);
    }
}
