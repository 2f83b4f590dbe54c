package route.triage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import route.domain.Deadline;
import route.domain.JobSpec;
import route.domain.Pins;

/**
 * When the answers of a job's rows are wanted.
 *
 * @param ofJob of rows that do not say so themselves; empty where that does not matter
 * @param start what spans are counted from: the job's creation, so that whoever reads its rows again finds the same
 * @param zone whose times of day are meant
 */
public record Deadlines(Optional<Instant> ofJob, Instant start, ZoneId zone) {

    /** Those of a job whose spans are counted from {@code start}. */
    public static Deadlines of(JobSpec spec, Instant start, ZoneId zone) {
        return new Deadlines(Deadline.resolve(spec.urgency().deadline(), start, zone), start, zone);
    }

    /** What is wrong with a row's own; empty where nothing is. */
    Optional<String> problem(Pins pins) {
        return pins.deadline().isEmpty() || own(pins).isPresent()
                ? Optional.empty()
                : Optional.of("deadline is '" + pins.deadline() + "'; it is " + Deadline.FORMS);
    }

    /** The row's own, else the job's. */
    Optional<Instant> of(Pins pins) {
        return pins.deadline().isEmpty() ? ofJob : own(pins);
    }

    private Optional<Instant> own(Pins pins) {
        return Deadline.resolve(pins.deadline(), start, zone);
    }
}
