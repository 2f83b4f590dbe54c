package route.report;

import java.time.Instant;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Money;
import route.domain.Usage;

/**
 * A job that has ended or is held, as hooks are told of it.
 *
 * @param output where the merged file is, or will be
 * @param at when it ended, or was held
 */
public record JobEnd(
        JobId job,
        String name,
        JobState state,
        boolean sandbox,
        long rows,
        long accepted,
        long failed,
        long skipped,
        Usage usage,
        Money cost,
        Money estimate,
        Money baseline,
        String output,
        Instant createdAt,
        Instant at) {}
