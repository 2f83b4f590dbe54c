package route.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.Money;
import route.domain.RowState;
import route.domain.Stratum;

/** What jobs over a sample know of the whole input: how many rows each tier has there; an empty name is that of all. */
public final class SampleTable {
    private final Sql sql;

    SampleTable(Sql sql) {
        this.sql = sql;
    }

    /** Writes down the usable rows of each tier; what was there of the job is replaced. */
    public void put(long job, Map<String, Long> rows) {
        sql.update("DELETE FROM stratum WHERE job = ?", job);
        rows.forEach((tier, count) -> sql.update("INSERT INTO stratum VALUES (?, ?, ?)", job, tier, count));
    }

    /** The tiers with what their sampled rows have cost; empty where the job is no sample. */
    public List<Stratum> of(long job) {
        var rows = new LinkedHashMap<String, Long>();
        sql.each(
                "SELECT tier, rows FROM stratum WHERE job = ? ORDER BY rows DESC",
                it -> rows.put(it.getString(1), it.getLong(2)),
                job);
        return rows.entrySet().stream()
                .map(it -> stratum(job, it.getKey(), it.getValue()))
                .toList();
    }

    private Stratum stratum(long job, String tier, long rows) {
        return sql.one(
                        """
                        SELECT count(*), coalesce(sum(cost), 0), coalesce(sum(cost / 1e12 * (cost / 1e12)), 0)
                        FROM (SELECT (SELECT coalesce(sum(a.cost), 0) FROM attempt a
                                      WHERE a.batch IN (SELECT b.n FROM batch b WHERE b.job = ?1) AND a.row = r.id - ?2) AS cost
                              FROM row r
                              WHERE r.id > ?2 AND r.id < ?3 AND r.state IN (?4, ?5)
                                AND (?6 = '' OR r.tier = (SELECT n FROM label WHERE text = ?6)))
                        """,
                        it -> new Stratum(
                                tier, rows, it.getLong(1), Money.ofPicodollars(it.getLong(2)), it.getDouble(3)),
                        job,
                        RowTable.id(job, 0),
                        RowTable.id(job + 1, 0),
                        RowState.ACCEPTED.ordinal(),
                        RowState.FAILED.ordinal(),
                        tier)
                .orElseThrow();
    }
}
