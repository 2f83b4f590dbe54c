package route.flow;

import java.time.Instant;
import route.domain.JobId;

/**
 * An old job that was cleared away, or would be.
 *
 * @param rows of its input
 * @param bytes of its files
 */
public record ClearedJob(JobId id, String name, Instant endedAt, long rows, long bytes) {}
