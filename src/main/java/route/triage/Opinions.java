package route.triage;

import java.util.Arrays;
import java.util.Optional;
import route.classify.Scorer;
import route.domain.Opinion;

/**
 * What was said of the rows of a job, in four bytes for each: an answer may come on any thread and in any order. To be read
 * only when all of them are there.
 */
public final class Opinions {
    /** Nobody was asked. */
    public static final Opinions NONE = new Opinions();

    private static final int STEPS = 10_000;
    private static final int SENSITIVITIES = 6;

    /** For each row its hardness in steps, plus one; then its task, plus one; then its sensitivity; 0 for no opinion. */
    private int[] said = new int[0];

    /** @param row its number; the last that was said of it counts */
    public synchronized void add(long row, Opinion opinion) {
        int at = Math.toIntExact(row);
        if (at >= said.length) said = Arrays.copyOf(said, Math.max(1024, at + at / 2 + 1));
        int hardness = 1 + (int) Math.round(opinion.hardness() * STEPS);
        int task = Scorer.TASKS.indexOf(opinion.task()) + 1;
        said[at] = (hardness * (Scorer.TASKS.size() + 1) + task) * SENSITIVITIES + opinion.sensitivity();
    }

    Optional<Opinion> of(long row) {
        if (row >= said.length || said[(int) row] == 0) return Optional.empty();
        int rest = said[(int) row];
        int sensitivity = rest % SENSITIVITIES;
        int tasks = Scorer.TASKS.size() + 1;
        int task = rest / SENSITIVITIES % tasks;
        int hardness = rest / SENSITIVITIES / tasks - 1;
        return Optional.of(
                new Opinion((double) hardness / STEPS, task == 0 ? "" : Scorer.TASKS.get(task - 1), sensitivity));
    }
}
