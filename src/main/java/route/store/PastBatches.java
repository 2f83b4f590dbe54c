package route.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import route.domain.ModelRef;
import route.domain.Money;

/** What the batches that are over tell, taken together. */
public final class PastBatches {
    private static final String TOOK = "b.model, b.ended_at - b.sent_at AS time, b.called_off IS NOT NULL AS off";
    private static final String ENDED = """
            FROM batch b JOIN job j ON j.n = b.job
            WHERE b.ended_at IS NOT NULL AND b.sent_at IS NOT NULL AND b.lane = 'BATCH' AND j.sandbox = ?
              AND b.state IN ('ENDED', 'COLLECTED') AND j.state NOT IN ('CANCELLING', 'CANCELLED')
            """;

    private final Sql sql;
    private final Map<Asked, List<Took>> remembered = new HashMap<>();

    PastBatches(Sql sql) {
        this.sql = sql;
    }

    /** A batch that has ended: how long after it was sent, and whether it was called off before its own end. */
    public record Took(ModelRef model, Duration time, boolean calledOff) {}

    /** The last batches of every model that have ended, at most {@code most} of each, the newest first. */
    public List<Took> took(boolean sandbox, int most) {
        return sql.list(
                "SELECT model, time, off FROM (SELECT b.n, " + TOOK
                        + ", row_number() OVER (PARTITION BY b.model ORDER BY b.n DESC) AS place " + ENDED
                        + ") WHERE place <= ? ORDER BY n DESC",
                PastBatches::took,
                sandbox ? 1 : 0,
                most);
    }

    /**
     * The same of one model, which takes no longer the more there are. Remembered until a job or a batch of this process
     * moves: whoever looks at a thousand jobs asks a thousand times.
     */
    public List<Took> took(boolean sandbox, int most, ModelRef model) {
        return remembered.computeIfAbsent(
                new Asked(sandbox, most, model),
                it -> sql.list(
                        "SELECT " + TOOK + " " + ENDED + " AND b.model = ? ORDER BY b.n DESC LIMIT ?",
                        PastBatches::took,
                        sandbox ? 1 : 0,
                        model.toString(),
                        most));
    }

    private record Asked(boolean sandbox, int most, ModelRef model) {}

    void forget() {
        remembered.clear();
    }

    private static Took took(ResultSet row) throws SQLException {
        return new Took(
                ModelRef.parse(row.getString("model")),
                Duration.ofMillis(Math.max(0, row.getLong("time"))),
                row.getInt("off") == 1);
    }

    /**
     * Calls that may have been paid for without an answer.
     *
     * @param atMost what they may have cost
     */
    public record Doubtful(long calls, Money atMost) {}

    /** A job's batches that are over and whose files the provider may still keep. */
    public List<BatchRecord> untidied(long job) {
        return sql.list(
                BatchRows.COLUMNS + "WHERE job = ? AND state IN ('COLLECTED', 'REFUSED') AND judged = 1"
                        + " AND lane = 'BATCH' AND tidied = 0 ORDER BY n",
                BatchRows::read,
                job);
    }

    /** Nothing more is to be deleted at its provider. */
    public void tidied(long batch) {
        sql.update("UPDATE batch SET tidied = 1 WHERE n = ?", batch);
    }

    /** Those of a job. */
    public Doubtful doubtful(long job) {
        return doubtful("WHERE job = ?", job);
    }

    /** Those of a job at one provider. */
    public Doubtful doubtful(long job, String provider) {
        return doubtful("WHERE job = ?1 AND substr(model, 1, length(?2) + 1) = ?2 || '/'", job, provider);
    }

    /** Those of all real (or all simulated) jobs, of batches that had not ended before a moment. */
    public Doubtful doubtfulSince(Instant start, boolean sandbox) {
        return doubtful(
                "WHERE doubtful > 0 AND coalesce(ended_at, ?1) >= ?1 AND job IN (SELECT n FROM job WHERE sandbox = ?2)",
                start.toEpochMilli(),
                sandbox ? 1 : 0);
    }

    private Doubtful doubtful(String which, Object... values) {
        return sql.one(
                        "SELECT coalesce(sum(doubtful), 0), coalesce(sum(doubtful * worst_row), 0) FROM batch " + which,
                        row -> new Doubtful(row.getLong(1), Money.ofPicodollars(row.getLong(2))),
                        values)
                .orElseThrow();
    }
}
