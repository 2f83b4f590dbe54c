package route.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import route.domain.BillDetail.Kind;
import route.domain.Finish;
import route.domain.Money;
import route.domain.Usage;

/** Keeps with each batch that is over what reports ask for, so that none has to read every attempt again. */
public final class Tallies {
    private static final int DEAREST = 10;
    private static final Finish[] FINISHES = Finish.values();

    /** In the order of the numbers by which attempts know them. */
    private static final List<Kind> KINDS = List.of(Kind.ANSWERED, Kind.ERRORED, Kind.UNSERVED);

    private final Sql sql;
    private final Labels labels;

    Tallies(Sql sql, Labels labels) {
        this.sql = sql;
        this.labels = labels;
    }

    /** Adds up the attempts for the rows of a batch: all that is asked of them, in one pass over both. */
    public List<AttemptSum> sums(BatchRecord batch) {
        return sql.list("""
                SELECT r.tier, r.task, r.tag, r.explored, a.kind, a.finish, a.retryable, a.code, count(*), sum(r.score),
                       sum(a.input_tok), sum(a.cached_tok), sum(a.write_tok), sum(a.output_tok), sum(a.reason_tok),
                       sum(a.cost), sum(a.baseline),
                       sum(iif(a.lane_off IS NULL, 0, a.baseline - a.cost - a.lane_off - a.own_off)),
                       sum(coalesce(a.lane_off, 0)), sum(a.own_off)
                FROM attempt a JOIN row r ON r.id = ?1 + a.row AND r.batch = a.batch
                WHERE a.batch = ?2
                GROUP BY r.tier, r.task, r.tag, r.explored, a.kind, a.finish, a.retryable, a.code
                """, this::sum, RowTable.id(batch.job(), 0), batch.n());
    }

    private AttemptSum sum(ResultSet row) throws SQLException {
        return new AttemptSum(
                labels.text(row.getLong(1)),
                labels.text(row.getLong(2)),
                labels.text(row.getLong(3)),
                row.getInt(4) == 1,
                KINDS.get(row.getInt(5)),
                FINISHES[row.getInt(6)],
                row.getInt(7) == 1,
                labels.text(row.getLong(8)),
                row.getLong(9),
                row.getLong(10),
                new Usage(row.getLong(11), row.getLong(12), row.getLong(13), row.getLong(14), row.getLong(15)),
                Money.ofPicodollars(row.getLong(16)),
                Money.ofPicodollars(row.getLong(17)),
                Money.ofPicodollars(row.getLong(18)),
                Money.ofPicodollars(row.getLong(19)),
                Money.ofPicodollars(row.getLong(20)));
    }

    /**
     * Forgets attempts for rows that are in another batch: whatever answered them there was not asked.
     *
     * @param sums of {@link #sums}, in which they are not
     * @return how many they were
     */
    public int removeForeign(BatchRecord batch, List<AttemptSum> sums) {
        if (sql.number("SELECT count(*) FROM attempt WHERE batch = ?", batch.n()) == AttemptSum.rows(sums)) return 0;
        return sql.update("""
                DELETE FROM attempt WHERE batch = ?1 AND NOT EXISTS
                  (SELECT 1 FROM row r WHERE r.id = ?2 + attempt.row AND r.batch = ?1)
                """, batch.n(), RowTable.id(batch.job(), 0));
    }

    /** Keeps how the attempts of a batch ended; called once, in the transaction that closes it. */
    public void add(BatchRecord batch, String day, List<AttemptSum> sums) {
        sql.batch(
                "INSERT INTO ending (job, day, model, kind, word, rows) VALUES (?,?,?,?,?,?)"
                        + " ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
                sums,
                (insert, it) -> {
                    insert.setLong(1, batch.job());
                    insert.setString(2, day);
                    insert.setString(3, batch.model().toString());
                    insert.setInt(4, KINDS.indexOf(it.kind()));
                    insert.setString(5, it.isAnswered() ? it.finish().name() : it.code());
                    insert.setLong(6, it.rows());
                });
        sql.update("""
                INSERT INTO dear (batch, row, day, cost)
                SELECT ?1, row, ?2, cost FROM attempt WHERE batch = ?1 AND kind = 0 AND cost > 0
                ORDER BY cost DESC, row LIMIT ?3
                """, batch.n(), day, DEAREST);
    }
}
