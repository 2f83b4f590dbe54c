package route.store;

import java.util.List;
import java.util.Optional;
import route.domain.Fingerprint;
import route.domain.JobId;
import route.domain.RowState;

/** What incremental jobs remember: which rows were delivered under a job's name, and which are under way. */
public final class SeenTable {
    private static final String NAME = "(SELECT n FROM label WHERE text = ?)";

    private final Sql sql;
    private final Labels labels;

    SeenTable(Sql sql, Labels labels) {
        this.sql = sql;
        this.labels = labels;
    }

    /** A row by its number in the input, and what it is remembered by. */
    public record Print(long row, Fingerprint fingerprint) {}

    /** Writes down what the rows of a job are known by. */
    public void add(long job, String name, List<Print> prints) {
        var label = labels.number(name);
        sql.batch("INSERT INTO print VALUES (?, ?, ?, ?)", prints, (insert, it) -> {
            insert.setLong(1, RowTable.id(job, it.row()));
            insert.setLong(2, label);
            insert.setLong(3, it.fingerprint().high());
            insert.setLong(4, it.fingerprint().low());
        });
    }

    /** Forgets what a job's rows are known by; what was delivered stays remembered. */
    public void forget(long job) {
        sql.update("DELETE FROM print WHERE id >= ? AND id < ?", RowTable.id(job, 0), RowTable.id(job + 1, 0));
    }

    /** The job of this name that delivered such a row. */
    public Optional<JobId> delivered(String name, Fingerprint it) {
        return sql.one(
                "SELECT j.id FROM seen s JOIN job j ON j.n = s.job WHERE s.name = " + NAME
                        + " AND s.high = ? AND s.low = ?",
                row -> new JobId(row.getString(1)),
                name,
                it.high(),
                it.low());
    }

    /** An open job of this name, other than {@code job}, that has such a row. */
    public Optional<JobId> underWay(long job, String name, Fingerprint it) {
        return sql.one(
                "SELECT j.id FROM print p JOIN job j ON j.n = p.id >> 32 WHERE p.name = " + NAME
                        + " AND p.high = ? AND p.low = ? AND j.n <> ? AND j.state NOT IN ('CANCELLED', 'DELIVERED')"
                        + " LIMIT 1",
                row -> new JobId(row.getString(1)),
                name,
                it.high(),
                it.low(),
                job);
    }

    /** Whether another open job has rows of this name. */
    public boolean isBusy(long job, String name) {
        return sql.number(
                        "SELECT EXISTS (SELECT 1 FROM job j WHERE j.state NOT IN ('CANCELLED', 'DELIVERED')"
                                + " AND j.n <> ?1 AND j.name = ?2 AND EXISTS"
                                + " (SELECT 1 FROM print p WHERE p.id >= j.n << 32 AND p.id < (j.n + 1) << 32))",
                        job,
                        name)
                == 1;
    }

    /** The last row's number that has a digest; 0 where none has. */
    public long last(long job) {
        return sql.number(
                        "SELECT coalesce(max(id), 0) FROM print WHERE id >= ? AND id < ?",
                        RowTable.id(job, 0),
                        RowTable.id(job + 1, 0))
                & 0xFFFFFFFFL;
    }

    /** The accepted ones of a job's rows between two numbers (both inclusive) are delivered from now on. */
    public void deliver(long job, long first, long last) {
        var from = RowTable.id(job, first);
        var to = RowTable.id(job, last);
        sql.update("""
                INSERT INTO seen SELECT p.name, p.high, p.low, ? FROM print p JOIN row r ON r.id = p.id
                WHERE p.id BETWEEN ? AND ? AND r.state = ? ORDER BY p.high, p.low ON CONFLICT DO NOTHING
                """, job, from, to, RowState.ACCEPTED.number());
        sql.update("""
                DELETE FROM print WHERE id BETWEEN ? AND ? AND EXISTS
                  (SELECT 1 FROM seen s WHERE s.name = print.name AND s.high = print.high AND s.low = print.low)
                """, from, to);
    }
}
