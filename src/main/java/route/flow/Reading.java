package route.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import route.classify.Classifier;
import route.classify.Scorer;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.plan.ModelChoice;
import route.prompt.PromptBuilder;
import route.tabular.RawRow;
import route.tabular.RowReader;
import route.tokens.TokenCounter;

/** Reads a job's copy of its input from end to end: cut on one thread, made sense of on two, handed over in order. */
final class Reading {
    private static final int BLOCK_ROWS = 512;
    private static final long BLOCK_BYTES = 1 << 20;
    private static final int WORKERS = 2;

    private final JobSpec spec;
    private final ModelChoice models;
    private final Deadlines deadlines;

    private final Opinions opinions;

    /** @param opinions what was said of some rows by who was asked */
    Reading(JobSpec spec, ModelChoice models, Deadlines deadlines, Opinions opinions) {
        this.opinions = opinions;
        this.spec = spec;
        this.models = models;
        this.deadlines = deadlines;
    }

    /** Every row in input order, a block at a time, as what it turned out to be; its decision gives no reason. */
    void run(Path copy, InputLayout layout, Consumer<List<Triage.Found>> take) {
        run(copy, layout, classifier().withoutReasons(), take);
    }

    /** The same with reasons, for a person. */
    void explained(Path copy, InputLayout layout, Consumer<List<Triage.Found>> take) {
        run(copy, layout, classifier(), take);
    }

    private Classifier classifier() {
        return new Classifier(spec.tiers(), spec.rules(), new Scorer(), spec.judging());
    }

    private void run(Path copy, InputLayout layout, Classifier classifier, Consumer<List<Triage.Found>> take) {
        var prompts = new PromptBuilder(spec.ask(), layout.header());
        var counter = new TokenCounter();
        try (var reader = RowReader.open(copy, layout)) {
            Ordered.<RawRow, List<Triage.Found>>run(
                    WORKERS,
                    () -> block(reader),
                    () -> {
                        var triage =
                                new Triage(spec, prompts, classifier, models, deadlines, counter.another(), opinions);
                        return rows -> looked(triage, rows);
                    },
                    take);
        }
    }

    private static List<Triage.Found> looked(Triage triage, List<RawRow> rows) {
        var found = new ArrayList<Triage.Found>(rows.size());
        for (var row : rows) found.add(triage.look(row.parse()));
        return found;
    }

    private static List<RawRow> block(RowReader reader) {
        var rows = new ArrayList<RawRow>(BLOCK_ROWS);
        var bytes = 0L;
        while (rows.size() < BLOCK_ROWS && bytes < BLOCK_BYTES) {
            var row = reader.next();
            if (row.isEmpty()) break;
            rows.add(row.get());
            bytes += row.get().length();
        }
        return rows;
    }
}
