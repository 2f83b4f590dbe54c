package route.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a bill is asked for.
 *
 * @param by dimensions in order: model, tier, provider, job, task, tag, day; empty for the total alone
 * @param since first day (UTC), inclusive
 * @param until last day (UTC), inclusive
 * @param job one job only
 * @param sandbox whether simulated jobs are counted, instead of real ones
 */
public record BillQuery(
        List<String> by, Optional<LocalDate> since, Optional<LocalDate> until, Optional<JobId> job, boolean sandbox) {

    public static final List<String> DIMENSIONS = List.of("model", "tier", "provider", "job", "task", "tag", "day");

    public BillQuery {
        by = List.copyOf(by);
    }

    /** The same of other dimensions. */
    public BillQuery by(String... dimensions) {
        return new BillQuery(List.of(dimensions), since, until, job, sandbox);
    }
}
