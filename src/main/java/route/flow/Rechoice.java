package route.flow;

import java.util.Optional;
import java.util.function.Function;
import route.classify.Regions;
import route.domain.Decision;
import route.domain.ModelRef;
import route.domain.Prepared;
import route.plan.Choice;
import route.plan.ModelChoice;
import route.prompt.PromptBuilder;
import route.store.RowRecord;
import route.tabular.RowFile;
import route.tokens.TokenCounter;
import route.triage.Leniency;

/** Chooses a model for a row that was read and classified before: of another tier, or because its own is closed. */
final class Rechoice {
    private final Desk desk;
    private final RowFile input;
    private final PromptBuilder prompts;
    private final ModelChoice models;
    private final Regions regions;
    private final TokenCounter counter = new TokenCounter();

    Rechoice(Desk desk, RowFile input, PromptBuilder prompts) {
        this.desk = desk;
        this.input = input;
        this.prompts = prompts;
        this.models = desk.choice(desk.now());
        this.regions = new Regions(desk.spec().rules());
    }

    /** @param closed why a model must not be chosen; empty text where it may */
    Choice of(RowRecord row, String tier, Function<ModelRef, String> closed) {
        var read = input.read(row.number(), row.line(), row.offset(), row.length());
        if (!(prompts.prepare(read.fields()) instanceof Prepared.Ready ready)) {
            return new Choice.Nowhere("", "row " + row.number() + " can no longer be used");
        }
        var asked = ready.prompt().maxTokens() > 0
                ? ready.prompt().maxTokens()
                : ready.pins().maxTokens();
        var counted = counter.inO200k(ready.prompt());
        return models.choose(new ModelChoice.Need(
                new Decision(tier, row.hardness() / 10_000.0, Math.max(1, row.score()), 1, row.task(), ""),
                "",
                asked,
                model -> counter.count(ready.prompt(), counted, model),
                model -> refusal(ready, model, closed.apply(model)),
                regions.of(ready.prompt(), ready.pins(), read.fields(), counted, row.task()),
                row.deadline(),
                desk.now(),
                () -> ModelChoice.seed(row.number(), ready.prompt().userText()),
                false));
    }

    private Optional<String> refusal(Prepared.Ready row, ModelRef model, String closed) {
        return closed.isEmpty()
                ? Leniency.fit(
                                row.prompt(),
                                model,
                                desk.remotes().dialect(model),
                                desk.spec().ask().lenient())
                        .refusal()
                : Optional.of(closed);
    }
}
