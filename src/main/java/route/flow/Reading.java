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

/** Reads a job's copy of its input from end to end: cut on one thread, made sense of on two, handed over in order. */
final class Reading {
    private static final int BLOCK_ROWS = 512;
    private static final long BLOCK_BYTES = 1 << 20;
    private static final int WORKERS = 2;

    private final JobSpec spec;
    private final ModelChoice models;
    private final Deadlines deadlines;

    Reading(JobSpec spec, ModelChoice models, Deadlines deadlines) {
        this.spec = spec;
        this.models = models;
        this.deadlines = deadlines;
    }

    /** Every row in input order, a block at a time, as what it turned out to be. */
    void run(Path copy, InputLayout layout, Consumer<List<Triage.Found>> take) {
        var prompts = new PromptBuilder(spec.ask(), layout.header());
        var classifier = new Classifier(spec.tiers(), spec.rules(), new Scorer());
        try (var reader = RowReader.open(copy, layout)) {
            Ordered.<RawRow, List<Triage.Found>>run(
                    WORKERS,
                    () -> block(reader),
                    () -> {
                        var triage = new Triage(spec, prompts, classifier, models, deadlines);
                        return rows ->
                                rows.stream().map(it -> triage.look(it.parse())).toList();
                    },
                    take);
        }
    }

    private static List<RawRow> block(RowReader reader) {
        var rows = new ArrayList<RawRow>();
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
