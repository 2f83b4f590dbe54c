package route.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Finish;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.Usage;

/** The attempts: one row in one batch, the unit that is answered, judged and billed. */
public final class AttemptTable {
    private static final int ANSWERED = 0;
    private static final int ERRORED = 1;
    private static final int UNSERVED = 2;

    private final Sql sql;
    private final Labels labels;

    AttemptTable(Sql sql, Labels labels) {
        this.sql = sql;
        this.labels = labels;
    }

    /** Writes attempts down; those that already stand are left as they are, and their rows' numbers are returned. */
    public List<Long> add(long batch, List<AttemptRecord> attempts) {
        var changed = sql.batch(
                "INSERT INTO attempt VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                attempts,
                (insert, attempt) -> {
                    insert.setLong(1, batch);
                    bind(insert, attempt);
                });
        var doubled = new ArrayList<Long>();
        for (var i = 0; i < changed.length; i++) {
            if (changed[i] == 0) doubled.add(attempts.get(i).row());
        }
        return doubled;
    }

    private void bind(PreparedStatement insert, AttemptRecord attempt) throws SQLException {
        var outcome = attempt.outcome();
        var usage = outcome.fold(Outcome.Answered::usage, it -> Usage.NONE, it -> Usage.NONE);
        var code =
                outcome.fold(it -> "", Outcome.Errored::code, it -> it.reason().name());
        var message = outcome.fold(it -> "", Outcome.Errored::message, it -> "");
        insert.setLong(2, attempt.row());
        insert.setInt(3, outcome.fold(it -> ANSWERED, it -> ERRORED, it -> UNSERVED));
        insert.setInt(4, attempt.file());
        insert.setLong(5, attempt.offset());
        insert.setInt(6, attempt.length());
        insert.setInt(
                7,
                outcome.fold(Outcome.Answered::finish, it -> Finish.OTHER, it -> Finish.OTHER)
                        .ordinal());
        insert.setInt(8, outcome.fold(it -> false, Outcome.Errored::retryable, it -> true) ? 1 : 0);
        if (code.isEmpty()) insert.setNull(9, java.sql.Types.INTEGER);
        else insert.setLong(9, labels.number(code));
        insert.setString(10, message.isEmpty() ? null : message);
        insert.setLong(11, usage.input());
        insert.setLong(12, usage.cachedInput());
        insert.setLong(13, usage.cacheWrite());
        insert.setLong(14, usage.output());
        insert.setLong(15, usage.reasoning());
        insert.setLong(16, attempt.cost().picodollars());
        insert.setLong(17, attempt.baseline().picodollars());
    }

    /** An attempt whose row waits for the judge, with how many attempts the row has behind it since it was last opened. */
    public record Returned(AttemptRecord attempt, int tries) {}

    /** At most {@code limit} attempts of a batch whose rows are RETURNED, after the row {@code after}. */
    public List<Returned> returned(long job, long batch, long after, int limit) {
        return sql.list(
                """
                SELECT a.*, r.tries AS tries FROM attempt a JOIN row r ON r.id = ? + a.row
                WHERE a.batch = ? AND a.row > ? AND r.state = ? AND r.batch = a.batch ORDER BY a.row LIMIT ?
                """,
                row -> new Returned(read(row, "offset", "length", usage(row, "", "_tok")), row.getInt("tries")),
                RowTable.id(job, 0),
                batch,
                after,
                route.domain.RowState.RETURNED.ordinal(),
                limit);
    }

    /**
     * A row as the output shows it.
     *
     * @param last its last attempt; empty where it has none yet
     * @param batch the batch of that attempt
     * @param usage tokens billed for it, over all attempts
     * @param cost charged for it, over all attempts
     */
    public record Merged(
            RowRecord row, Optional<AttemptRecord> last, Optional<BatchRef> batch, Usage usage, Money cost) {}

    /** Which batch an attempt belongs to. */
    public record BatchRef(long n, String key, ModelRef model) {}

    /** At most {@code limit} rows in input order after the row {@code after}, each with what came of it. */
    public List<Merged> page(long job, long after, int limit) {
        var rows = new RowTable(sql, labels);
        return sql.list(
                """
                SELECT r.*, a.row, a.kind, a.file, a.offset AS answer_offset, a.length AS answer_length, a.finish,
                       a.retryable, a.code, a.message, a.input_tok AS u_input, a.cached_tok AS u_cached,
                       a.write_tok AS u_write, a.output_tok AS u_output, a.reason_tok AS u_reason, a.cost, a.baseline,
                       b.n AS batch_n, b.key AS batch_key, b.model AS batch_model
                FROM row r
                LEFT JOIN attempt a ON a.batch = r.batch AND a.row = (r.id & 4294967295)
                LEFT JOIN batch b ON b.n = a.batch
                WHERE r.id > ? AND r.id < ? ORDER BY r.id LIMIT ?
                """, it -> merged(job, rows.read(it), it), RowTable.id(job, after), RowTable.id(job + 1, 0), limit);
    }

    private Merged merged(long job, RowRecord row, ResultSet it) throws SQLException {
        if (it.getString("batch_key") == null) {
            return new Merged(row, Optional.empty(), Optional.empty(), Usage.NONE, Money.ZERO);
        }
        var last = read(it, "answer_offset", "answer_length", usage(it, "u_", ""));
        var batch = new BatchRef(
                it.getLong("batch_n"), it.getString("batch_key"), ModelRef.parse(it.getString("batch_model")));
        var usage = last.outcome().fold(Outcome.Answered::usage, errored -> Usage.NONE, unserved -> Usage.NONE);
        if (row.attempts() < 2) {
            return new Merged(row, Optional.of(last), Optional.of(batch), usage, last.cost());
        }
        return sql.one(
                        """
                        SELECT coalesce(sum(input_tok), 0) AS input_tok, coalesce(sum(cached_tok), 0) AS cached_tok,
                               coalesce(sum(write_tok), 0) AS write_tok, coalesce(sum(output_tok), 0) AS output_tok,
                               coalesce(sum(reason_tok), 0) AS reason_tok, coalesce(sum(cost), 0) AS cost
                        FROM attempt WHERE batch IN (SELECT n FROM batch WHERE job = ?) AND row = ? AND kind = 0
                        """,
                        sum -> new Merged(
                                row,
                                Optional.of(last),
                                Optional.of(batch),
                                usage(sum, "", "_tok"),
                                Money.ofPicodollars(sum.getLong("cost"))),
                        job,
                        row.number())
                .orElseThrow();
    }

    private static Usage usage(ResultSet row, String before, String after) throws SQLException {
        return new Usage(
                row.getLong(before + "input" + after),
                row.getLong(before + "cached" + after),
                row.getLong(before + "write" + after),
                row.getLong(before + "output" + after),
                row.getLong(before + "reason" + after));
    }

    private AttemptRecord read(ResultSet row, String offset, String length, Usage usage) throws SQLException {
        return new AttemptRecord(
                row.getLong("row"),
                outcome(row, usage),
                row.getInt("file"),
                row.getLong(offset),
                row.getInt(length),
                Money.ofPicodollars(row.getLong("cost")),
                Money.ofPicodollars(row.getLong("baseline")));
    }

    private Outcome outcome(ResultSet row, Usage usage) throws SQLException {
        var code = labels.text(row.getLong("code"));
        var message = row.getString("message");
        return switch (row.getInt("kind")) {
            case ANSWERED -> new Outcome.Answered("", Finish.values()[row.getInt("finish")], usage);
            case ERRORED -> new Outcome.Errored(code, message == null ? "" : message, row.getInt("retryable") == 1);
            case UNSERVED -> new Outcome.Unserved(Outcome.Reason.valueOf(code));
            default -> throw new IllegalStateException("an attempt of kind " + row.getInt("kind"));
        };
    }
}
