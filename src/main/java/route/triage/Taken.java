package route.triage;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobSpec;

/**
 * The rows of an input that somebody is asked about: those that the job takes, as far as that is known beforehand.
 *
 * @param last the number of the last one
 * @param rows their numbers; empty where all up to the last are asked about
 */
public record Taken(long last, Optional<BitSet> rows) {
    /** Every row. */
    public static final Taken ALL = first(Long.MAX_VALUE);

    /** So many from the beginning. */
    public static Taken first(long rows) {
        return new Taken(rows, Optional.empty());
    }

    /**
     * Those of a job.
     *
     * @param unseen leaves out what was bought before
     * @param plain reads the rows by the built-in classifier
     * @throws InputException where a model would have to judge all rows for the sake of a few
     */
    public static Taken of(
            JobSpec spec, UnaryOperator<List<Triage.Found>> unseen, Reading plain, Path copy, InputLayout layout) {
        var selection = spec.selection();
        var isSample = selection.sample() > 0;
        var ranks = spec.policy().ranks();
        if (isSample && ranks && spec.judging().adviser().model().isPresent()) {
            throw new InputException(
                    "a sample cannot be taken where a model judges the rows and the whole input is ranked"
                            + " by what it says: every row would be paid for, taken or not\n"
                            + "leave out --sample (--limit takes the first rows), or --share and --spread, or classifier.model");
        }
        if (!selection.incremental() && (!isSample || ranks)) return ALL;
        UnaryOperator<List<Triage.Found>> sampling = ranks ? it -> it : new Sampling(spec)::of;
        var taken = new BitSet();
        plain.run(copy, layout, found -> {
            for (var it : sampling.apply(unseen.apply(found))) {
                if (it instanceof Triage.Fit fit)
                    taken.set(Math.toIntExact(fit.row().number()));
            }
        });
        return new Taken(Long.MAX_VALUE, Optional.of(taken));
    }

    boolean has(long row) {
        return row <= last
                && (rows.isEmpty() || row <= Integer.MAX_VALUE && rows.get().get((int) row));
    }
}
