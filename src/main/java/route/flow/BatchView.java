package route.flow;

import java.time.Instant;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Lane;
import route.domain.ModelRef;

/**
 * A batch as {@code status} shows it.
 *
 * @param key our key of the shard
 * @param done rows the provider says it has worked on; not reliable
 * @param remoteId the provider's id; empty where it has none yet
 * @param word the provider's own word for where it stands; empty before it is sent
 * @param problem what went wrong, for a person; empty for nothing
 * @param sentAt when it was accepted
 * @param dueAt when it will next be looked at
 * @param deadline when the first of its rows is wanted
 * @param discount per cent off: it is asked at the provider's cheaper hours only
 * @param expectedAt when it will probably end, as those before it did; empty where that cannot be told
 */
public record BatchView(
        String key,
        int round,
        ModelRef model,
        Lane lane,
        int rows,
        long done,
        BatchState state,
        String remoteId,
        String word,
        String problem,
        Optional<Instant> sentAt,
        Optional<Instant> dueAt,
        Optional<Instant> deadline,
        int discount,
        Optional<Instant> expectedAt) {}
