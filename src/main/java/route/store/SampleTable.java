package route.store;

import java.util.ArrayList;
import java.util.HashMap;
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
        var strata = new ArrayList<Stratum>();
        sql.each(
                "SELECT tier, rows FROM stratum WHERE job = ? ORDER BY rows DESC",
                it -> strata.add(new Stratum(it.getString(1), it.getLong(2), 0, Money.ZERO, 0)),
                job);
        if (strata.isEmpty()) return strata;
        var sampled = sampled(job);
        return strata.stream()
                .map(it ->
                        sampled.containsKey(it.tier()) ? sampled.get(it.tier()).of(it.rows()) : it)
                .toList();
    }

    /** What the sampled rows of a tier have cost. */
    private record Sampled(String tier, long count, Money cost, double squares) {
        Stratum of(long rows) {
            return new Stratum(tier, rows, count, cost, squares);
        }

        /** The same with what it cost to judge these rows, of whatever tier they came to be. */
        Sampled judged(Money judging, double judgingSquares) {
            // Which answer is of which row is not known here; however they pair, the squares come to no more than this.
            var most = Math.sqrt(squares) + Math.sqrt(judgingSquares);
            return new Sampled(tier, count, cost.plus(judging), most * most);
        }

        /** Both together, of no tier. */
        Sampled plus(Sampled other) {
            return new Sampled("", count + other.count, cost.plus(other.cost), squares + other.squares);
        }
    }

    /** By the tier from which a row was drawn, wherever it was sent since. */
    private Map<String, Sampled> sampled(long job) {
        var sampled = new HashMap<String, Sampled>();
        sql.each(
                """
                WITH cost AS (SELECT a.row, sum(a.cost) AS all_tries
                              FROM batch b CROSS JOIN attempt a ON a.batch = b.n WHERE b.job = ?1 GROUP BY a.row)
                SELECT l.text, count(*), sum(cost), sum(cost / 1e12 * (cost / 1e12))
                FROM (SELECT coalesce(d.tier, r.tier) AS tier, coalesce(c.all_tries, 0) AS cost
                      FROM row r
                      LEFT JOIN drawn d ON d.row = r.id
                      LEFT JOIN cost c ON c.row = r.id - ?2
                      WHERE r.id > ?2 AND r.id < ?3 AND r.state IN (?4, ?5)) s
                JOIN label l ON l.n = s.tier
                GROUP BY l.text
                """,
                it -> sampled.put(
                        it.getString(1),
                        new Sampled(
                                it.getString(1), it.getLong(2), Money.ofPicodollars(it.getLong(3)), it.getDouble(4))),
                job,
                RowTable.id(job, 0),
                RowTable.id(job + 1, 0),
                RowState.ACCEPTED.number(),
                RowState.FAILED.number());
        sampled.values().stream().reduce(Sampled::plus).ifPresent(all -> sampled.putIfAbsent("", judged(job, all)));
        return sampled;
    }

    /** All sampled rows with their part of what the model was paid that judged those of the job. */
    private Sampled judged(long job, Sampled all) {
        var rows = sql.number(
                "SELECT count(*) FROM row WHERE id > ? AND id < ? AND state <> ?",
                RowTable.id(job, 0),
                RowTable.id(job + 1, 0),
                RowState.SKIPPED.number());
        return sql.one(
                        """
                        SELECT coalesce(sum(cost), 0), coalesce(sum(cost / 1e12 * (cost / 1e12)), 0)
                        FROM (SELECT sum(a.cost) AS cost
                              FROM advised v JOIN job j ON j.id = v.asking CROSS JOIN batch b ON b.job = j.n
                              CROSS JOIN attempt a ON a.batch = b.n WHERE v.job = ? GROUP BY a.row) s
                        """,
                        it -> all.judged(
                                Money.ofPicodollars(
                                        it.getLong(1) / rows * all.count() + it.getLong(1) % rows * all.count() / rows),
                                it.getDouble(2) * all.count() / rows),
                        job)
                .orElseThrow();
    }
}
