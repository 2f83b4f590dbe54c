package route.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Prepared;
import route.domain.Prompt;
import route.domain.Row;
import route.plan.ModelChoice;
import route.prompt.PromptBuilder;
import route.provider.Dialect;
import route.provider.Dialects;
import route.tabular.RowReader;
import route.triage.Leniency;
import route.triage.Reading;
import route.triage.Triage;
import route.wire.Body;

/** Makes of the first rows of an input the requests that would be sent, by the same way as a job makes them. */
final class Previews {
    private final JobSpec spec;
    private final Optional<ModelRef> instead;

    /** @param instead the model whose request is wanted; empty for the one each row would go to */
    Previews(JobSpec spec, Optional<ModelRef> instead) {
        this.spec = spec;
        this.instead = instead;
    }

    /** The model that a person means, or an InputException. */
    static ModelRef model(ModelChoice choice, JobSpec spec, String text) {
        return choice.resolve(text)
                .orElseThrow(
                        () -> new InputException("model '" + text + "' is not known\nwrite provider/model-id, such as "
                                + spec.flagship().models().get(0)));
    }

    /** @param ranked reads rows by the ranking of the whole input */
    List<Preview> first(int count, Reading ranked, Path copy, InputLayout layout) {
        var prompts = new PromptBuilder(spec.ask(), layout.header());
        var look = ranked.oneByOne(prompts);
        var previews = new ArrayList<Preview>();
        try (var reader = RowReader.open(copy, layout)) {
            var next = reader.next();
            while (next.isPresent() && previews.size() < count) {
                var row = next.get().parse();
                previews.add(preview(row, look.apply(row), prompts));
                next = reader.next();
            }
        }
        return previews;
    }

    private Preview preview(Row row, Triage.Found found, PromptBuilder prompts) {
        if (found instanceof Triage.Unfit it) return Preview.unfit(row.number(), row.line(), it.reason());
        var fit = (Triage.Fit) found;
        if (!(prompts.prepare(row.fields()) instanceof Prepared.Ready ready)) throw new IllegalStateException();
        var model = instead.orElse(fit.model());
        var dialect = Dialects.of(spec.providers().get(model.provider()).dialect());
        var fitted = Leniency.fit(ready.prompt(), model, dialect, spec.ask().lenient());
        if (fitted.refusal().isPresent()) {
            return Preview.unfit(
                    row.number(), row.line(), model + ": " + fitted.refusal().get());
        }
        var lane = instead.isPresent()
                ? spec.providers().get(model.provider()).lanes().get(0)
                : fit.way().lane();
        var request = request(dialect, model, fitted.prompt(), fit, lane);
        return new Preview(
                row.number(),
                row.line(),
                fit.pins().id(),
                "",
                fit.decision().tier(),
                Optional.of(model),
                lane,
                fitted.prompt().messages(),
                fit.blanks(),
                request.call(),
                request.json(),
                fitted.notes());
    }

    private record Request(String call, String json) {}

    private static Request request(Dialect dialect, ModelRef model, Prompt prompt, Triage.Fit fit, Lane lane) {
        return switch (lane) {
            case BATCH ->
                new Request(
                        "",
                        new String(
                                dialect.render("row-" + fit.row().number(), model.model(), prompt, fit.maxTokens()),
                                java.nio.charset.StandardCharsets.UTF_8));
            case REALTIME -> {
                var call = dialect.ask(model.model(), prompt, fit.maxTokens());
                yield new Request(call.method() + " " + call.path(), ((Body.Json) call.body()).text());
            }
        };
    }
}
