package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import route.classify.Classifier;
import route.classify.Scorer;
import route.domain.Adviser;
import route.domain.Decision;
import route.domain.InputException;
import route.domain.ModelRef;
import route.domain.Opinion;
import route.domain.Outcome;
import route.domain.Pins;
import route.domain.Plural;
import route.domain.Prepared;
import route.domain.Prompt;
import route.domain.Row;
import route.prompt.PromptBuilder;
import route.store.AttemptRecord;
import route.store.AttemptTable.Place;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.store.RowRecord;
import route.tabular.RowFile;
import route.tokens.TokenCounter;
import route.triage.Questions;

/** Tells all that is known of one row: from the store, the job's copy of the input and the result files. */
final class RowHistory {
    private static final int PAGE = 5_000;
    private static final double HARDNESSES = 10_000;

    private final Desk desk;
    private final JobRecord job;
    private final PromptBuilder prompts;

    RowHistory(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
        this.prompts = new PromptBuilder(
                desk.spec().ask(), desk.store().jobs().layout(job.n()).header());
    }

    /** The row by its number, or else by the id that the input gives it; an InputException where there is none. */
    RowView of(String text) {
        try (var input =
                RowFile.open(desk.home().input(job.id()), desk.store().jobs().layout(job.n()))) {
            return view(find(text, input), input);
        }
    }

    private RowRecord find(String text, RowFile input) {
        if (text.matches("\\d{1,10}")) {
            var number = Long.parseLong(text);
            var row = desk.store().rows().page(job.n(), number - 1, 1).stream()
                    .filter(it -> it.number() == number)
                    .findFirst();
            if (row.isPresent()) return row.get();
        }
        return withId(text, input)
                .orElseThrow(() -> new InputException("job " + job.id() + " has no row '" + text + "'\n"
                        + "name a row's number, " + numbers() + ", or its id"));
    }

    private String numbers() {
        var selection = desk.spec().selection();
        return selection.incremental() || selection.sample() > 0
                ? "that of its place in the input (the job has " + Plural.rows(job.rows()) + " of it)"
                : "1 to " + job.rows();
    }

    private Optional<RowRecord> withId(String id, RowFile input) {
        var after = 0L;
        var page = desk.store().rows().page(job.n(), after, PAGE);
        while (!page.isEmpty()) {
            for (var row : page) {
                if (pins(read(row, input)).id().equals(id)) return Optional.of(row);
            }
            after = page.get(page.size() - 1).number();
            page = desk.store().rows().page(job.n(), after, PAGE);
        }
        return Optional.empty();
    }

    private static Row read(RowRecord row, RowFile input) {
        return input.read(row.number(), row.line(), row.offset(), row.length());
    }

    private Optional<Prepared.Ready> ready(Row row) {
        if (!row.readable()) return Optional.empty();
        return prompts.prepare(row.fields()) instanceof Prepared.Ready it ? Optional.of(it) : Optional.empty();
    }

    private Pins pins(Row row) {
        return ready(row).map(Prepared.Ready::pins).orElse(Pins.NONE);
    }

    private RowView view(RowRecord row, RowFile input) {
        var read = read(row, input);
        var ready = ready(read);
        var model = row.model().isEmpty() ? Optional.<ModelRef>empty() : Optional.of(ModelRef.parse(row.model()));
        return new RowView(
                job.id(),
                row.number(),
                row.line(),
                ready.map(it -> it.pins().id()).orElse(""),
                row.state(),
                row.tag(),
                row.tier().isEmpty() ? Optional.empty() : ready.map(it -> decision(row, read, it)),
                model,
                row.inputTokens(),
                row.maxTokens(),
                row.deadline(),
                row.problem(),
                ready.map(Prepared.Ready::prompt).map(Prompt::messages).orElse(List.of()),
                tries(row));
    }

    /** The reason is not stored: it is what the classifier says today of a row that it placed then. */
    private Decision decision(RowRecord row, Row read, Prepared.Ready ready) {
        var own = today(read, ready, Optional.empty());
        if (desk.spec().judging().adviser().equals(Adviser.NOBODY)) return then(row, own, "");
        var remembered = new SaidBefore(desk.spec(), desk.store());
        var opinion = remembered.of(Questions.digest(ready.prompt()));
        var asked = opinion.map(it -> today(read, ready, opinion)).filter(it -> isOf(row, it));
        if (asked.isPresent()) return then(row, asked.get(), "; hardness by " + remembered.name());
        var who = isOf(row, own)
                ? "; hardness by the built-in classifier, for " + remembered.name() + " did not say"
                : "; hardness by " + remembered.name() + ", whose answer is not known any more";
        return then(row, own, who);
    }

    private Decision today(Row read, Prepared.Ready ready, Optional<Opinion> opinion) {
        var spec = desk.spec();
        var classifier = new Classifier(spec.tiers(), spec.rules(), new Scorer(), spec.judging());
        var tokens = new TokenCounter().inO200k(ready.prompt());
        return classifier
                .classify(ready.prompt(), ready.pins(), read.fields(), tokens, opinion)
                .decision();
    }

    private static boolean isOf(RowRecord row, Decision today) {
        return Math.round(today.hardness() * HARDNESSES) == row.hardness();
    }

    /** What was written down of the decision, and of today's what was not. */
    private static Decision then(RowRecord row, Decision today, String who) {
        return new Decision(
                row.tier(),
                row.hardness() / HARDNESSES,
                row.score(),
                today.sensitivity(),
                row.task(),
                today.reason() + who);
    }

    private List<RowView.Try> tries(RowRecord row) {
        var attempts = desk.store().attempts();
        try (var answers = new Answers(desk, job)) {
            return attempts.batchesOf(job.n(), row.number()).stream()
                    .map(n -> attempt(desk.store().batches().get(n), attempts.find(n, row.number()), answers))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RowView.Try attempt(BatchRecord batch, Optional<AttemptRecord> attempt, Answers answers) {
        return new RowView.Try(
                batch.round(),
                batch.model(),
                batch.lane(),
                batch.state(),
                batch.remoteId(),
                batch.sentAt(),
                batch.endedAt(),
                attempt.map(it -> outcome(batch, it, answers)),
                attempt.map(AttemptRecord::cost).orElse(route.domain.Money.ZERO),
                attempt.map(AttemptRecord::baseline).orElse(route.domain.Money.ZERO));
    }

    private static Outcome outcome(BatchRecord batch, AttemptRecord it, Answers answers) {
        if (it.file() < 0) return it.outcome();
        return answers.at(batch.model(), new Place(batch.key(), it.file(), it.offset(), it.length()));
    }
}
