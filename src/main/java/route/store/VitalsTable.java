package route.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import route.domain.JobId;
import route.domain.Money;
import route.domain.Vitals;

/** Adds up what alerts are judged by. Days are UTC. */
public final class VitalsTable {
    /** How many windows before the present one a task's cost is compared with. */
    private static final int WINDOWS_BEFORE = 4;

    private final Sql sql;

    VitalsTable(Sql sql) {
        this.sql = sql;
    }

    /** What is known of real jobs, or of simulated ones. */
    public Vitals look(boolean sandbox, Instant now, Duration window) {
        var mark = sandbox ? 1 : 0;
        var today = now.atZone(ZoneOffset.UTC).toLocalDate();
        var first = today.minusDays(Math.max(1, window.toDays()) - 1);
        var spent = spent(mark, first);
        return new Vitals(
                today,
                charged(mark, today),
                spent.all(),
                spent.flagship(),
                models(mark, now.minus(window)),
                jobs(mark, now.minus(window)),
                tasks(mark, first, first.minusDays(WINDOWS_BEFORE * Math.max(1, window.toDays()))));
    }

    private Money charged(int mark, LocalDate today) {
        return Money.ofPicodollars(
                sql.number("""
                SELECT coalesce(sum(l.amount), 0) FROM ledger l INDEXED BY ledger_of_day JOIN job j ON j.n = l.job
                WHERE l.at >= ? AND l.kind = 'CHARGE' AND j.sandbox = ?
                """, today.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(), mark));
    }

    /** What was spent, and of it by the strongest tier; the only tier of a job that asks about rows is none of those. */
    private record Spent(Money all, Money flagship) {}

    private Spent spent(int mark, LocalDate first) {
        return sql.one(
                        """
                        SELECT coalesce(sum(s.cost), 0),
                               coalesce(sum(CASE WHEN s.tier = json_extract(j.spec, '$.tiers[#-1].name')
                                                  AND j.id NOT IN (SELECT asking FROM advised)
                                                 THEN s.cost ELSE 0 END), 0)
                        FROM job j JOIN spend s ON s.job = j.n
                        WHERE j.sandbox = ? AND s.day >= ?
                        """,
                        row -> new Spent(Money.ofPicodollars(row.getLong(1)), Money.ofPicodollars(row.getLong(2))),
                        mark,
                        first.toString())
                .orElseThrow();
    }

    private List<Vitals.ModelErrors> models(int mark, Instant since) {
        return sql.list(
                """
                SELECT b.model, sum(b.answered + b.errored), sum(b.errored)
                FROM batch b JOIN job j ON j.n = b.job
                WHERE b.ended_at >= ? AND b.state = 'COLLECTED' AND j.sandbox = ?
                GROUP BY b.model ORDER BY b.model
                """,
                row -> new Vitals.ModelErrors(row.getString(1), row.getLong(2), row.getLong(3)),
                since.toEpochMilli(),
                mark);
    }

    private List<Vitals.JobCost> jobs(int mark, Instant since) {
        return sql.list(
                """
                SELECT j.id, j.estimate, (SELECT coalesce(sum(s.cost), 0) FROM spend s WHERE s.job = j.n)
                FROM job j WHERE j.state = 'DELIVERED' AND j.ended_at >= ? AND j.sandbox = ? ORDER BY j.n
                """,
                row -> new Vitals.JobCost(
                        new JobId(row.getString(1)),
                        Money.ofPicodollars(row.getLong(2)),
                        Money.ofPicodollars(row.getLong(3))),
                since.toEpochMilli(),
                mark);
    }

    private List<Vitals.TaskCost> tasks(int mark, LocalDate first, LocalDate before) {
        return sql.list(
                """
                SELECT s.task,
                       sum(CASE WHEN s.day >= ?1 THEN s.rows ELSE 0 END),
                       sum(CASE WHEN s.day >= ?1 THEN s.cost ELSE 0 END),
                       sum(CASE WHEN s.day < ?1 THEN s.rows ELSE 0 END),
                       sum(CASE WHEN s.day < ?1 THEN s.cost ELSE 0 END)
                FROM spend s JOIN job j ON j.n = s.job
                WHERE s.day >= ?2 AND j.sandbox = ?3
                GROUP BY s.task ORDER BY s.task
                """,
                row -> new Vitals.TaskCost(
                        row.getString(1),
                        row.getLong(2),
                        Money.ofPicodollars(row.getLong(3)),
                        row.getLong(4),
                        Money.ofPicodollars(row.getLong(5))),
                first.toString(),
                before.toString(),
                mark);
    }
}
