package route.flow;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import route.classify.Scorer;
import route.classify.Tuning;
import route.domain.Ask;
import route.domain.Fields;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.OnBadRow;
import route.domain.Prepared;
import route.domain.Row;
import route.domain.Tuned;
import route.prompt.PromptBuilder;
import route.tabular.RowReader;
import route.tokens.TokenCounter;

/** Reads rows with a prompt and what two models were worth on it, and fits a profile to them. */
final class Labels {
    private final JobSpec spec;
    private final Tuning tuning = new Tuning(new Scorer());
    private final TokenCounter counter = new TokenCounter();
    private long skipped;

    Labels(JobSpec spec) {
        this.spec = spec;
    }

    void read(Path copy, InputLayout layout) {
        var prompts = new PromptBuilder(spec.ask(), layout.header());
        if (!layout.header().isEmpty()) requireColumns(layout.header());
        try (var reader = RowReader.open(copy, layout)) {
            for (var raw = reader.next(); raw.isPresent(); raw = reader.next()) {
                take(raw.get().parse(), prompts);
            }
        }
    }

    Tuned fit(String name) {
        try {
            return tuning.fit(name);
        } catch (InputException e) {
            var left = skipped == 0 ? "" : " (" + skipped + " rows were skipped)";
            throw new InputException(spec.source().path() + ": " + e.getMessage() + left, e);
        }
    }

    private void take(Row row, PromptBuilder prompts) {
        var problem = problem(row, prompts);
        if (problem.isEmpty()) return;
        if (spec.onBadRow() == OnBadRow.SKIP) {
            skipped++;
            return;
        }
        throw new InputException(spec.source().path() + ": row " + row.number() + ", line " + row.line() + ": "
                + problem.get() + "\nmend it, or leave such rows out with --on-bad-row skip");
    }

    /** What is wrong with a row; nothing where it was taken. */
    private Optional<String> problem(Row row, PromptBuilder prompts) {
        if (!row.readable()) return Optional.of(row.problem());
        var prepared = prompts.prepare(row.fields());
        if (prepared instanceof Prepared.Unusable it) return Optional.of(it.reason());
        if (!(prepared instanceof Prepared.Ready ready)) throw new AssertionError(prepared);
        try {
            double gain = gain(row.fields());
            tuning.add(ready.prompt(), counter.inO200k(ready.prompt()), gain);
            return Optional.empty();
        } catch (InputException e) {
            return Optional.of(e.getMessage());
        }
    }

    private double gain(Fields fields) {
        var gain = number(fields, "gain", -1);
        if (gain.isPresent()) return gain.get().doubleValue();
        var weak = number(fields, "weak", 0);
        var strong = number(fields, "strong", 0);
        if (weak.isEmpty() || strong.isEmpty()) throw new InputException("it has no gain, nor both weak and strong");
        return strong.get().subtract(weak.get()).doubleValue();
    }

    private Optional<BigDecimal> number(Fields fields, String label, int least) {
        var column = spec.ask().columnOf(label);
        var text = fields.text(column).map(String::strip).filter(it -> !it.isEmpty() && !it.equals("null"));
        if (text.isEmpty()) return Optional.empty();
        var right = column + " is '" + cut(text.get()) + "', not a number from " + least + " to 1";
        if (!text.get().matches("[-+]?(\\d{1,9}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][-+]?\\d{1,2})?")) {
            throw new InputException(right);
        }
        var number = new BigDecimal(text.get());
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.ONE) > 0) {
            throw new InputException(right);
        }
        return Optional.of(number);
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private void requireColumns(List<String> header) {
        var ask = spec.ask();
        var hasBoth = header.contains(ask.columnOf("weak")) && header.contains(ask.columnOf("strong"));
        if (header.contains(ask.columnOf("gain")) || hasBoth) return;
        throw new InputException(spec.source().path() + " has no column gain, nor both weak and strong; it has "
                + String.join(", ", header)
                + "\ngain is what a strong model is worth more than a weak one on this prompt, -1 to 1; weak and strong"
                + " are what each is worth, 0 to 1"
                + "\nname them with --map " + Ask.LABELS.get(0) + "=COLUMN");
    }
}
