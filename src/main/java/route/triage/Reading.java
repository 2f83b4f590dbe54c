package route.triage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import route.classify.Classifier;
import route.classify.Scorer;
import route.domain.Cutoffs;
import route.domain.Fingerprint;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Money;
import route.domain.Row;
import route.plan.Ladder;
import route.plan.ModelChoice;
import route.plan.Ranking;
import route.prompt.PromptBuilder;
import route.tabular.Ordered;
import route.tabular.RawRow;
import route.tabular.RowReader;
import route.tokens.TokenCounter;

/** Reads a job's copy of its input from end to end: cut on one thread, made sense of on two, handed over in order. */
public final class Reading {
    /** So little that a block and all that is made of it have been left behind when the young generation is cleared. */
    private static final int BLOCK_ROWS = 256;

    private static final long BLOCK_BYTES = 128 << 10;
    private static final int WORKERS = 2;

    private final JobSpec spec;
    private final ModelChoice models;
    private final Deadlines deadlines;
    private final Optional<Cutoffs> cutoffs;

    private final Opinions opinions;
    private final TokenCounter counter;

    /**
     * One in which tiers have fixed thresholds.
     *
     * @param opinions what was said of some rows by who was asked
     */
    public Reading(JobSpec spec, ModelChoice models, Deadlines deadlines, Opinions opinions) {
        this(spec, models, deadlines, opinions, Optional.empty(), new TokenCounter());
    }

    private Reading(
            JobSpec spec,
            ModelChoice models,
            Deadlines deadlines,
            Opinions opinions,
            Optional<Cutoffs> cutoffs,
            TokenCounter counter) {
        this.cutoffs = cutoffs;
        this.opinions = opinions;
        this.spec = spec;
        this.models = models;
        this.deadlines = deadlines;
        this.counter = counter;
    }

    /** The same with tiers that begin where a ranking of the whole input found. */
    public Reading by(Optional<Cutoffs> found) {
        return new Reading(spec, models, deadlines, opinions, found, counter);
    }

    /**
     * Ranks the whole input, where the job's policy asks for that: where its tiers begin, empty where it does not.
     *
     * @param isSeen whether a row is left out of it: those were bought before
     * @param asked what it costs to have the rows judged, which is no longer there to be spread
     * @param read told how many rows have been read
     */
    public Optional<Cutoffs> rank(
            Path copy, InputLayout layout, Predicate<Fingerprint> isSeen, Money asked, LongConsumer read) {
        if (!spec.policy().ranks()) return Optional.empty();
        var ranking = new Ranking(spec.tiers());
        var firsts = new Firsts();
        run(copy, layout, making(layout, classifier().withoutReasons()), Triage::weigh, weighed -> {
            for (var it : weighed) {
                var hardness = it.session() == 0 ? it.hardness() : firsts.hardness(it.session(), it.hardness());
                if (!it.isFit() || isSeen.test(it.fingerprint())) ranking.unfit();
                else if (it.isFree()) ranking.free(hardness, it.costs());
                else ranking.fixed(it.tier(), it.costs()[0]);
            }
            read.accept(ranking.rows());
        });
        return Optional.of(
                spec.policy().spread()
                        ? ranking.byBudget(Spread.of(spec.budget(), asked))
                        : ranking.byShares(spec.policy().shares()));
    }

    /** Every row in input order, a block at a time, as what it turned out to be; its decision gives no reason. */
    public void run(Path copy, InputLayout layout, Consumer<List<Triage.Found>> take) {
        look(copy, layout, classifier().withoutReasons(), take);
    }

    /** The same with reasons, for a person. */
    public void explained(Path copy, InputLayout layout, Consumer<List<Triage.Found>> take) {
        look(copy, layout, classifier(), take);
    }

    private void look(Path copy, InputLayout layout, Classifier classifier, Consumer<List<Triage.Found>> take) {
        var making = making(layout, classifier);
        var sessions = new Sessions(making);
        run(copy, layout, making, Triage::look, found -> {
            found.replaceAll(sessions::of);
            take.accept(found);
        });
    }

    /** What makes one that looks at rows, for each thread its own. */
    private Supplier<Triage> making(InputLayout layout, Classifier classifier) {
        return making(new PromptBuilder(spec.ask(), layout.header()), classifier);
    }

    private Supplier<Triage> making(PromptBuilder prompts, Classifier classifier) {
        var tiering = cutoffs.map(it -> new Tiering(it, new Ladder(spec.tiers(), it.bands())));
        return () -> new Triage(spec, prompts, classifier, models, deadlines, counter.another(), opinions, tiering);
    }

    private Classifier classifier() {
        return new Classifier(spec.tiers(), spec.rules(), new Scorer(), spec.judging());
    }

    private <T> void run(
            Path copy,
            InputLayout layout,
            Supplier<Triage> making,
            BiFunction<Triage, Row, T> work,
            Consumer<List<T>> take) {
        var last = spec.selection().last();
        try (var reader = RowReader.open(copy, layout)) {
            Ordered.<RawRow, List<T>>run(
                    WORKERS,
                    () -> block(reader, last),
                    () -> {
                        var triage = making.get();
                        return rows -> worked(triage, rows, work);
                    },
                    take);
        }
    }

    /** Looks at rows as this reading does, with reasons; must be given all from the first on, in order, on one thread. */
    public Function<Row, Triage.Found> oneByOne(PromptBuilder prompts) {
        var making = making(prompts, classifier());
        var triage = making.get();
        var sessions = new Sessions(making);
        return row -> sessions.of(triage.look(row));
    }

    private static <T> List<T> worked(Triage triage, List<RawRow> rows, BiFunction<Triage, Row, T> work) {
        var found = new ArrayList<T>(rows.size());
        for (var row : rows) found.add(work.apply(triage, row.parse()));
        return found;
    }

    private static List<RawRow> block(RowReader reader, long last) {
        var rows = new ArrayList<RawRow>(BLOCK_ROWS);
        var bytes = 0L;
        while (rows.size() < BLOCK_ROWS && bytes < BLOCK_BYTES) {
            var row = reader.next();
            if (row.isEmpty() || row.get().number() > last) break;
            rows.add(row.get());
            bytes += row.get().length();
        }
        return rows;
    }
}
