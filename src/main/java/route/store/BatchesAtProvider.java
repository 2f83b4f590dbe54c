package route.store;

import java.time.Instant;
import java.util.List;

/** The batches of this home that are, or were, at a provider, whatever their jobs. */
public final class BatchesAtProvider {
    private final Sql sql;

    BatchesAtProvider(Sql sql) {
        this.sql = sql;
    }

    /** All remote ids at a provider that are known to belong to batches of this home. */
    public List<String> remoteIds(String provider) {
        return sql.list(
                "SELECT remote_id FROM batch WHERE remote_id <> '' AND substr(model, 1, length(?1) + 1) = ?1 || '/'",
                row -> row.getString(1),
                provider);
    }

    /**
     * The real (or the simulated) batches of this home that lie at a provider, whatever their jobs, between intention and
     * end. What is asked in real time lies nowhere, and takes no room there.
     */
    public List<BatchRecord> openAt(String provider, boolean sandbox) {
        return sql.list(BatchRows.COLUMNS + """
                WHERE state IN ('SUBMITTING', 'SUBMITTED', 'RUNNING', 'CANCELLING') AND lane = 'BATCH'
                  AND substr(model, 1, length(?1) + 1) = ?1 || '/' AND job IN (SELECT n FROM job WHERE sandbox = ?2)
                """, BatchRows::read, provider, sandbox ? 1 : 0);
    }

    /**
     * Other batches at a batch's provider that were sent between two moments and are not known to have been deleted, the
     * last ones first, at most {@code most}; of real jobs for one of a real job, else of simulated ones.
     */
    public List<BatchRecord> sentBetween(BatchRecord batch, Instant from, Instant to, int most) {
        return sql.list(
                BatchRows.COLUMNS + """
                WHERE substr(model, 1, length(?1) + 1) = ?1 || '/' AND lane = 'BATCH' AND remote_id <> ''
                  AND sent_at BETWEEN ?2 AND ?3 AND n <> ?4 AND adopted = 0 AND tidied = 0
                  AND state IN ('SUBMITTED', 'RUNNING', 'CANCELLING', 'ENDED', 'COLLECTED')
                  AND job IN (SELECT n FROM job WHERE sandbox = (SELECT sandbox FROM job WHERE n = ?5))
                ORDER BY sent_at DESC LIMIT ?6
                """,
                BatchRows::read,
                batch.model().provider(),
                from.toEpochMilli(),
                to.toEpochMilli(),
                batch.n(),
                batch.job(),
                most);
    }
}
