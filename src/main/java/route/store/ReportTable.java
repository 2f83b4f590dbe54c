package route.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import route.domain.BillDetail.Dear;
import route.domain.BillDetail.Ending;
import route.domain.BillDetail.Forecast;
import route.domain.BillDetail.Kind;
import route.domain.BillDetail.Turnaround;
import route.domain.BillQuery;
import route.domain.Finish;
import route.domain.JobId;
import route.domain.Levers;
import route.domain.Marred;
import route.domain.Money;

/** What the page of the bill asks for besides its lines. Days and jobs are those of the query; its dimensions do not matter. */
public final class ReportTable {
    private static final int SHOWN = 12;
    private static final Kind[] KINDS = Kind.values();

    private final Sql sql;

    ReportTable(Sql sql) {
        this.sql = sql;
    }

    /** What the saving is made of. */
    public Levers levers(BillQuery query) {
        return sql.one(
                        """
                        SELECT coalesce(sum(s.baseline), 0), coalesce(sum(s.routing), 0),
                               coalesce(sum(iif(s.lane = 'batch', s.lane_off, 0)), 0),
                               coalesce(sum(iif(s.lane = 'batch', 0, s.lane_off)), 0),
                               coalesce(sum(s.own_off), 0), coalesce(sum(s.cost), 0)
                        FROM spend s JOIN job j ON j.n = s.job
                        """ + SpendTable.where("s.day"),
                        row -> new Levers(
                                Money.ofPicodollars(row.getLong(1)),
                                Money.ofPicodollars(row.getLong(2)),
                                Money.ofPicodollars(row.getLong(3)),
                                Money.ofPicodollars(row.getLong(4)),
                                Money.ofPicodollars(row.getLong(5)),
                                Money.ofPicodollars(row.getLong(6))),
                        SpendTable.values(query))
                .orElseThrow();
    }

    /** How attempts ended, the most frequent first. */
    public List<Ending> endings(BillQuery query) {
        return sql.list(
                "SELECT e.kind, e.word, sum(e.rows) FROM ending e JOIN job j ON j.n = e.job "
                        + SpendTable.where("e.day")
                        + "GROUP BY e.kind, e.word ORDER BY sum(e.rows) DESC, e.kind, e.word",
                row -> new Ending(KINDS[row.getInt(1)], row.getString(2), row.getLong(3)),
                SpendTable.values(query));
    }

    /** How many answers of a job are not whole. */
    public Marred marred(long job) {
        return sql.one(
                        """
                        SELECT coalesce(sum(iif(word = ?2, rows, 0)), 0), coalesce(sum(iif(word = ?3, rows, 0)), 0),
                               coalesce(sum(iif(word = ?4, rows, 0)), 0)
                        FROM ending WHERE job = ?1 AND kind = 0
                        """,
                        row -> new Marred(row.getLong(1), row.getLong(2), row.getLong(3)),
                        job,
                        Finish.LENGTH.name(),
                        Finish.CONTENT_FILTER.name(),
                        Finish.REFUSAL.name())
                .orElseThrow();
    }

    /** How long batches took that ended on these days and were not called off, by model. */
    public List<Turnaround> turnarounds(BillQuery query) {
        var times = new LinkedHashMap<String, List<Long>>();
        sql.each(
                """
                SELECT b.model, max(0, b.ended_at - b.sent_at) AS took
                FROM batch b JOIN job j ON j.n = b.job
                """
                        + SpendTable.where("date(b.ended_at / 1000, 'unixepoch')")
                        + "AND b.sent_at IS NOT NULL AND b.lane = 'BATCH' AND b.called_off IS NULL"
                        + " AND b.state IN ('ENDED', 'COLLECTED') ORDER BY b.model, took",
                row -> times.computeIfAbsent(row.getString(1), it -> new ArrayList<>())
                        .add(row.getLong(2)),
                SpendTable.values(query));
        return times.entrySet().stream()
                .map(it -> turnaround(it.getKey(), it.getValue()))
                .toList();
    }

    private static Turnaround turnaround(String model, List<Long> rising) {
        return new Turnaround(
                model, rising.size(), percentile(rising, 50), percentile(rising, 90), percentile(rising, 100));
    }

    /** The least time that so many per cent do not exceed (nearest rank). */
    private static Duration percentile(List<Long> rising, int percent) {
        var rank = (rising.size() * percent + 99) / 100;
        return Duration.ofMillis(rising.get(rank - 1));
    }

    /** The last jobs that spent anything on these days, newest first; estimate and cost are those of the whole job. */
    public List<Forecast> forecasts(BillQuery query) {
        return sql.list(
                """
                SELECT j.id, j.name, j.created_at, j.state IN ('DELIVERED', 'CANCELLED'), j.estimate,
                       (SELECT sum(t.cost) FROM spend t WHERE t.job = j.n)
                FROM job j
                WHERE j.sandbox = ?1 AND EXISTS
                  (SELECT 1 FROM spend s WHERE s.job = j.n AND s.day >= ?2 AND s.day <= ?3) AND %s
                ORDER BY j.n DESC LIMIT %d
                """.formatted(SpendTable.OF_JOB, SHOWN),
                row -> new Forecast(
                        new JobId(row.getString(1)),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getInt(4) == 1,
                        Money.ofPicodollars(row.getLong(5)),
                        Money.ofPicodollars(row.getLong(6))),
                SpendTable.values(query));
    }

    /** The answers that cost most, at most ten of one batch. */
    public List<Dear> dearest(BillQuery query) {
        return sql.list(
                """
                SELECT j.id, d.row, b.model, d.day, d.cost
                FROM dear d JOIN batch b ON b.n = d.batch JOIN job j ON j.n = b.job
                """ + SpendTable.where("d.day") + "ORDER BY d.cost DESC, j.n, d.row LIMIT " + SHOWN,
                row -> new Dear(
                        new JobId(row.getString(1)),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        Money.ofPicodollars(row.getLong(5))),
                SpendTable.values(query));
    }

    /** Whether a report with this digest was the last to be written to a file, or the one before it. */
    public boolean wasWritten(String path, String digest) {
        return sql.number("SELECT count(*) FROM report_file WHERE path = ? AND digest = ?", path, digest) > 0;
    }

    /** A report with this digest is about to stand at a path. The one before may stand there still, should we die. */
    public void written(String path, String digest) {
        sql.update("INSERT INTO report_file (path, digest) VALUES (?, ?)", path, digest);
        sql.update(
                "DELETE FROM report_file WHERE path = ?1 AND n NOT IN"
                        + " (SELECT n FROM report_file WHERE path = ?1 ORDER BY n DESC LIMIT 2)",
                path);
    }

    /** What batches that were lost may have cost at most besides what is on the bill, and calls without an answer. */
    public Money unbilled(BillQuery query) {
        return Money.ofPicodollars(sql.number(
                """
                SELECT coalesce(sum(iif(b.state = 'LOST',
                         (SELECT l.amount FROM ledger l WHERE l.key = b.key || ':CHARGE:lost'),
                         b.doubtful * b.worst_row)), 0)
                FROM batch b JOIN job j ON j.n = b.job
                """ + SpendTable.where("date(coalesce(b.ended_at, b.sent_at, j.created_at) / 1000, 'unixepoch')"),
                SpendTable.values(query)));
    }
}
