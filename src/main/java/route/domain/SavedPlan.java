package route.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan that was written down to be carried out later, exactly as it is or not at all.
 *
 * @param form which shape of this record it is; {@link #FORM} today
 * @param madeAt when, ISO 8601 in UTC
 * @param inputSha256 digest of what was read
 * @param rows data rows of the input that the job takes
 * @param estimateUsd what it was expected to cost, in US dollars
 * @param plan what goes where
 * @param job the settings, complete
 */
public record SavedPlan(
        int form, String madeAt, String inputSha256, long rows, String estimateUsd, List<Line> plan, JobSpec job) {
    public static final int FORM = 1;

    /** @throws java.time.format.DateTimeParseException where {@code madeAt} is no moment */
    public SavedPlan {
        Instant.parse(madeAt);
        plan = List.copyOf(plan);
    }

    /**
     * Rows of one tier that go to one model.
     *
     * @param costUsd expected, in US dollars; empty where the model has no price
     */
    public record Line(
            String tier, String model, String lane, long rows, long inputTokens, long outputTokens, String costUsd) {

        private boolean isSameWay(Line other) {
            return tier.equals(other.tier) && model.equals(other.model) && lane.equals(other.lane);
        }

        private String way() {
            return tier + ", " + model + ", " + lane;
        }

        private String figures() {
            return rows + " rows, " + inputTokens + " tokens in, " + outputTokens + " out, "
                    + (costUsd.isEmpty() ? "no price" : "$" + costUsd);
        }
    }

    /** When it was made. */
    public Instant made() {
        return Instant.parse(madeAt);
    }

    /** The same plan, whose results go over whatever file is there. */
    public SavedPlan overwriting() {
        return new SavedPlan(
                form,
                madeAt,
                inputSha256,
                rows,
                estimateUsd,
                plan,
                job.with(job.delivery().overwriting()));
    }

    /** What is different in a plan made now, a line for a person each; empty where nothing is. */
    public List<String> changes(SavedPlan now) {
        var changes = new ArrayList<String>();
        if (!inputSha256.equals(now.inputSha256)) {
            changes.add("the input is another: " + rows + " rows then, " + now.rows + " now");
        }
        for (var line : plan) {
            var today = now.plan.stream().filter(line::isSameWay).findFirst();
            if (today.isEmpty()) changes.add(line.way() + ": " + line.figures() + " then, none now");
            else if (!today.get().equals(line)) {
                changes.add(line.way() + ": " + line.figures() + " then, "
                        + today.get().figures() + " now");
            }
        }
        for (var line : now.plan) {
            if (plan.stream().noneMatch(line::isSameWay)) {
                changes.add(line.way() + ": none then, " + line.figures() + " now");
            }
        }
        return changes;
    }
}
