package route.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import route.domain.BillLine;
import route.domain.BillQuery;
import route.domain.JobId;
import route.domain.Money;
import route.domain.Usage;

/** What was spent, added up by what the bill may ask for. */
public final class SpendTable {
    private static final Map<String, String> EXPRESSIONS = Map.of(
            "model", "s.model",
            "tier", "s.tier",
            "provider", "substr(s.model, 1, instr(s.model, '/') - 1)",
            "job", "j.id",
            "task", "s.task",
            "tag", "s.tag",
            "day", "s.day");
    private static final String SUMS = """
            coalesce(sum(s.rows), 0) AS rows, coalesce(sum(s.input_tok), 0) AS input_tok,
            coalesce(sum(s.cached_tok), 0) AS cached_tok, coalesce(sum(s.write_tok), 0) AS write_tok,
            coalesce(sum(s.output_tok), 0) AS output_tok, coalesce(sum(s.reason_tok), 0) AS reason_tok,
            coalesce(sum(s.cost), 0) AS cost, coalesce(sum(s.baseline), 0) AS baseline
            """;

    /** The job {@code j} is the fourth parameter, or asked about the rows of that; any where it is empty. */
    static final String OF_JOB = """
            (?4 = '' OR j.id = ?4
              OR j.id = (SELECT a.asking FROM advised a JOIN job p ON p.n = a.job WHERE p.id = ?4))
            """;

    private final Sql sql;

    SpendTable(Sql sql) {
        this.sql = sql;
    }

    /**
     * Adds the answers of a batch to the sums; called once, in the transaction that books its charge.
     *
     * @param sums of {@link Tallies#sums}
     * @return what they cost
     */
    public Money add(BatchRecord batch, String day, List<AttemptSum> sums) {
        var answers = sums.stream().filter(AttemptSum::isAnswered).toList();
        sql.batch("""
                INSERT INTO spend (job, day, model, lane, tier, task, tag, rows, input_tok, cached_tok, write_tok, output_tok,
                  reason_tok, cost, baseline, routing, lane_off, own_off)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                ON CONFLICT DO UPDATE SET
                  rows = rows + excluded.rows, input_tok = input_tok + excluded.input_tok,
                  cached_tok = cached_tok + excluded.cached_tok, write_tok = write_tok + excluded.write_tok,
                  output_tok = output_tok + excluded.output_tok, reason_tok = reason_tok + excluded.reason_tok,
                  cost = cost + excluded.cost, baseline = baseline + excluded.baseline,
                  routing = routing + excluded.routing, lane_off = lane_off + excluded.lane_off,
                  own_off = own_off + excluded.own_off
                """, answers, (insert, it) -> bind(insert, batch, day, it));
        return answers.stream().map(AttemptSum::cost).reduce(Money.ZERO, Money::plus);
    }

    private static void bind(PreparedStatement insert, BatchRecord batch, String day, AttemptSum sum)
            throws SQLException {
        insert.setLong(1, batch.job());
        insert.setString(2, day);
        insert.setString(3, batch.model().toString());
        insert.setString(4, batch.lane().label());
        insert.setString(5, sum.tier());
        insert.setString(6, sum.task());
        insert.setString(7, sum.tag());
        insert.setLong(8, sum.rows());
        insert.setLong(9, sum.usage().input());
        insert.setLong(10, sum.usage().cachedInput());
        insert.setLong(11, sum.usage().cacheWrite());
        insert.setLong(12, sum.usage().output());
        insert.setLong(13, sum.usage().reasoning());
        insert.setLong(14, sum.cost().picodollars());
        insert.setLong(15, sum.baseline().picodollars());
        insert.setLong(16, sum.routing().picodollars());
        insert.setLong(17, sum.laneOff().picodollars());
        insert.setLong(18, sum.ownOff().picodollars());
    }

    /**
     * What the answers of one model to rows of one task had in tokens.
     *
     * @param sameName whether they are of jobs of the name that was asked for
     */
    public record Lengths(
            String model, String task, boolean sameName, long answers, long inputTokens, long outputTokens) {}

    /**
     * The answers of the jobs, real or simulated, that were delivered after one moment and up to another; not of a model that
     * was cut short in more than half of its answers to a job, for how long those would have been is not known.
     *
     * @param asking whether of those that ask about the rows of others, whose answers are a number each; else of the others
     */
    public List<Lengths> lengths(boolean sandbox, boolean asking, String name, Instant from, Instant until) {
        return sql.list(
                """
                SELECT s.model, s.task, j.name = ?4, sum(s.rows), sum(s.input_tok), sum(s.output_tok)
                FROM job j JOIN spend s ON s.job = j.n
                WHERE j.sandbox = ?1 AND j.state = 'DELIVERED' AND j.ended_at > ?2 AND j.ended_at <= ?3
                  AND (j.id IN (SELECT asking FROM advised)) = ?5
                  AND NOT EXISTS (
                    SELECT 1 FROM ending e WHERE e.job = j.n AND e.model = s.model AND e.kind = 0
                    GROUP BY e.job HAVING 2 * sum(iif(e.word = 'LENGTH', e.rows, 0)) > sum(e.rows))
                GROUP BY 1, 2, 3
                """,
                row -> new Lengths(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3) == 1,
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)),
                sandbox ? 1 : 0,
                from.toEpochMilli(),
                until.toEpochMilli(),
                name,
                asking ? 1 : 0);
    }

    /** The total of one job, and of the one that asked about its rows. */
    public BillLine total(long job) {
        return sql.one(
                        "SELECT " + SUMS + " FROM spend s WHERE s.job = ?1 OR s.job IN (SELECT c.n FROM advised a"
                                + " JOIN job c ON c.id = a.asking WHERE a.job = ?1)",
                        row -> line(row, List.of()),
                        job)
                .orElseThrow();
    }

    /**
     * The totals of all jobs, or of all that are open, by the job's number, each with the one that asked about its rows;
     * nothing where nothing was spent.
     */
    public Map<Long, BillLine> totals(boolean all) {
        var open = all ? "" : " WHERE j.state NOT IN ('CANCELLED', 'DELIVERED')";
        var totals = new HashMap<Long, BillLine>();
        sql.each(
                "SELECT o.job, " + SUMS + "FROM (SELECT j.n AS job, j.n AS part FROM job j" + open
                        + " UNION ALL SELECT j.n, c.n FROM job j JOIN advised a ON a.job = j.n JOIN job c ON c.id = a.asking"
                        + open + ") o JOIN spend s ON s.job = o.part GROUP BY o.job",
                row -> totals.put(row.getLong("job"), line(row, List.of())));
        return totals;
    }

    /** The lines of a bill, dearest first; one line for everything where no dimension is asked for. */
    public List<BillLine> lines(BillQuery query) {
        var group = query.by().stream().map(EXPRESSIONS::get).toList();
        var names = query.by().stream()
                .map(it -> EXPRESSIONS.get(it) + " AS \"" + it + "\", ")
                .collect(Collectors.joining());
        var text = "SELECT " + names + SUMS + "FROM spend s JOIN job j ON j.n = s.job " + where("s.day")
                + (group.isEmpty() ? "" : "GROUP BY " + String.join(", ", group) + " ")
                + "ORDER BY sum(s.cost) DESC, 1";
        return sql.list(text, row -> line(row, query.by()), values(query));
    }

    /** What a bill is about: a job stands for the one that asked about its rows too. */
    static String where(String day) {
        return "WHERE j.sandbox = ?1 AND " + day + " >= ?2 AND " + day + " <= ?3 AND " + OF_JOB;
    }

    /** What stands in {@link #where}. */
    static Object[] values(BillQuery query) {
        return new Object[] {
            query.sandbox() ? 1 : 0,
            query.since().map(LocalDate::toString).orElse("0000"),
            query.until().map(LocalDate::toString).orElse("9999"),
            query.job().map(JobId::value).orElse("")
        };
    }

    private static BillLine line(ResultSet row, List<String> by) throws SQLException {
        var group = new LinkedHashMap<String, String>();
        for (var dimension : by) group.put(dimension, row.getString(dimension));
        return new BillLine(
                group,
                row.getLong("rows"),
                new Usage(
                        row.getLong("input_tok"),
                        row.getLong("cached_tok"),
                        row.getLong("write_tok"),
                        row.getLong("output_tok"),
                        row.getLong("reason_tok")),
                Money.ofPicodollars(row.getLong("cost")),
                Money.ofPicodollars(row.getLong("baseline")));
    }
}
