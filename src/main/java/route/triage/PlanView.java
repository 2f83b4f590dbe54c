package route.triage;

import java.time.Instant;
import java.util.List;
import route.domain.Cutoffs;
import route.domain.JobSpec;
import route.domain.Money;
import route.domain.SavedPlan;

/**
 * What a job would send, with its estimate; nothing is sent by making one.
 *
 * @param rows all data rows of the input
 * @param badRows the first 20 that cannot be used
 * @param badCount how many cannot be used
 * @param cost expected, of all models with a price
 * @param worstCase if every answer were as long as it may be
 * @param baseline the same rows all on the flagship in real time
 * @param curve what other shares of rows on the strongest tier would cost; empty where tiers have fixed thresholds
 * @param notes what a person should know: missing keys, models without a price, estimated counts
 */
public record PlanView(
        String name,
        boolean sandbox,
        long rows,
        List<BadRow> badRows,
        long badCount,
        Money cost,
        Money worstCase,
        Money baseline,
        List<PlanLine> lines,
        List<Cutoffs.Point> curve,
        List<String> notes) {

    /** The same, to be carried out later; {@code now} is when it is made. */
    public SavedPlan saved(JobSpec job, String inputSha256, Instant now) {
        return new SavedPlan(
                SavedPlan.FORM,
                now.toString(),
                inputSha256,
                rows,
                cost.toDollars(),
                lines.stream().map(PlanLine::saved).toList(),
                job);
    }

    public PlanView {
        badRows = List.copyOf(badRows);
        lines = List.copyOf(lines);
        curve = List.copyOf(curve);
        notes = List.copyOf(notes);
    }

    /** A plan in which tiers have fixed thresholds. */
    public PlanView(
            String name,
            boolean sandbox,
            long rows,
            List<BadRow> badRows,
            long badCount,
            Money cost,
            Money worstCase,
            Money baseline,
            List<PlanLine> lines,
            List<String> notes) {
        this(name, sandbox, rows, badRows, badCount, cost, worstCase, baseline, lines, List.of(), notes);
    }
}
