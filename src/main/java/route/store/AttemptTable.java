package route.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.Finish;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.RowState;
import route.domain.Saving;
import route.domain.Usage;

/** The attempts: one row in one batch, the unit that is answered, judged and billed. */
public final class AttemptTable {
    private static final int ANSWERED = 0;
    private static final int ERRORED = 1;
    private static final int UNSERVED = 2;
    private static final Finish[] FINISHES = Finish.values();

    private final Sql sql;
    private final Labels labels;
    private final Map<Long, BatchRef> batches = new HashMap<>();

    AttemptTable(Sql sql, Labels labels) {
        this.sql = sql;
        this.labels = labels;
    }

    /** Writes attempts down; those that already stand are left as they are, and their rows' numbers are returned. */
    public List<Long> add(long batch, List<AttemptRecord> attempts) {
        var changed = sql.batch("""
                INSERT INTO attempt (batch, row, kind, file, offset, length, finish, retryable, code, message, input_tok,
                  cached_tok, write_tok, output_tok, reason_tok, cost, baseline, lane_off, own_off)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING
                """, attempts, (insert, attempt) -> {
            insert.setLong(1, batch);
            bind(insert, attempt);
        });
        var doubled = new ArrayList<Long>();
        for (var i = 0; i < changed.length; i++) {
            if (changed[i] == 0) doubled.add(attempts.get(i).row());
        }
        return doubled;
    }

    /** Forgets what was read of a batch's result files from this number on, of a batch that is not accounted for yet. */
    public void removeRead(long batch, int firstFile) {
        sql.update("DELETE FROM attempt WHERE batch = ? AND file >= ?", batch, firstFile);
    }

    /** Forgets some attempts of a batch, at most so many; how many. What they cost stays in the ledger and the sums. */
    public int removeSome(long batch, int limit) {
        return sql.update(
                "DELETE FROM attempt WHERE batch = ?1 AND row IN (SELECT row FROM attempt WHERE batch = ?1 LIMIT ?2)",
                batch,
                limit);
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
        if (attempt.saving().isEmpty()) insert.setNull(18, java.sql.Types.INTEGER);
        else insert.setLong(18, attempt.saving().get().lane().picodollars());
        insert.setLong(19, attempt.saving().map(it -> it.own().picodollars()).orElse(0L));
    }

    /** What an attempt brought whose row waits for the judge, and how many the row has behind it since it was last opened. */
    public record Returned(long row, Outcome outcome, int tries) {}

    /** At most {@code limit} attempts of a batch whose rows are RETURNED, after the row {@code after}. */
    public List<Returned> returned(long job, long batch, long after, int limit) {
        return sql.list(
                """
                SELECT a.row, r.tries, a.kind, a.finish, a.retryable, a.code, a.message,
                       a.input_tok, a.cached_tok, a.write_tok, a.output_tok, a.reason_tok
                FROM attempt a JOIN row r ON r.id = ? + a.row
                WHERE a.batch = ? AND a.row > ? AND r.state = ? AND r.batch = a.batch ORDER BY a.row LIMIT ?
                """,
                row -> new Returned(row.getLong(1), outcome(row, 3, usage(row, 8)), row.getInt(2)),
                RowTable.id(job, 0),
                batch,
                after,
                RowState.RETURNED.number(),
                limit);
    }

    /**
     * A row as the output shows it.
     *
     * @param model of its last attempt, or the planned one
     * @param usage tokens billed for it, over all attempts
     * @param cost charged for it, over all attempts
     * @param last what its last attempt brought, without the text; empty where it has none yet
     * @param answer where that lies; {@link Place#NOWHERE} where nothing does
     */
    public record Merged(
            long number,
            long line,
            long offset,
            int length,
            RowState state,
            String tier,
            String model,
            int score,
            String task,
            int attempts,
            String problem,
            Usage usage,
            Money cost,
            Optional<Outcome> last,
            Place answer) {}

    /** A line of a result file: the file's number among those of a batch, and where the line lies in it, in bytes. */
    public record Place(String batchKey, int file, long offset, int length) {
        public static final Place NOWHERE = new Place("", -1, 0, 0);
    }

    /** At most {@code limit} rows in input order after the row {@code after}, each with what came of it. */
    public List<Merged> page(long job, long after, int limit) {
        return sql.list("""
                SELECT r.id, r.line, r.offset, r.length, r.state, r.tier, r.model, r.score, r.task, r.attempts, r.problem,
                       a.batch, a.file, a.offset, a.length, a.kind, a.finish, a.retryable, a.code, a.message,
                       a.input_tok, a.cached_tok, a.write_tok, a.output_tok, a.reason_tok, a.cost
                FROM row r LEFT JOIN attempt a ON a.batch = r.batch AND a.row = (r.id & 4294967295)
                WHERE r.id > ? AND r.id < ? ORDER BY r.id LIMIT ?
                """, it -> merged(job, it), RowTable.id(job, after), RowTable.id(job + 1, 0), limit);
    }

    /** The batches that a row was or is part of, in the order of planning. */
    public List<Long> batchesOf(long job, long row) {
        return sql.list("""
                SELECT b.n FROM batch b
                WHERE b.job = ?1 AND b.first_row <= ?2 AND b.last_row >= ?2
                  AND (EXISTS (SELECT 1 FROM attempt a WHERE a.batch = b.n AND a.row = ?2)
                       OR b.n = (SELECT r.batch FROM row r WHERE r.id = ?3))
                ORDER BY b.n
                """, it -> it.getLong(1), job, row, RowTable.id(job, row));
    }

    /** What a row's part in a batch came to; empty where nothing did yet. */
    public Optional<AttemptRecord> find(long batch, long row) {
        return sql.one(
                """
                SELECT kind, finish, retryable, code, message, input_tok, cached_tok, write_tok, output_tok, reason_tok,
                       file, offset, length, cost, baseline, lane_off, own_off
                FROM attempt WHERE batch = ? AND row = ?
                """,
                it -> new AttemptRecord(
                        row,
                        outcome(it, 1, usage(it, 6)),
                        it.getInt(11),
                        it.getLong(12),
                        it.getInt(13),
                        Money.ofPicodollars(it.getLong(14)),
                        Money.ofPicodollars(it.getLong(15)),
                        saving(it, 16)),
                batch,
                row);
    }

    private static Optional<Saving> saving(ResultSet row, int first) throws SQLException {
        var lane = Money.ofPicodollars(row.getLong(first));
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Saving(lane, Money.ofPicodollars(row.getLong(first + 1))));
    }

    private Merged merged(long job, ResultSet it) throws SQLException {
        var number = it.getLong(1) & 0xFFFFFFFFL;
        var attempts = it.getInt(10);
        var batch = it.getLong(12);
        var usage = batch == 0 ? Usage.NONE : usage(it, 21);
        Optional<Outcome> last = batch == 0 ? Optional.empty() : Optional.of(outcome(it, 16, usage));
        var known = batch == 0 ? BatchRef.NONE : batches.computeIfAbsent(batch, this::batch);
        var sum = attempts > 1 && batch > 0
                ? sum(job, number)
                : new Sum(usage, batch == 0 ? Money.ZERO : Money.ofPicodollars(it.getLong(26)));
        var problem = it.getString(11);
        return new Merged(
                number,
                it.getLong(2),
                it.getLong(3),
                it.getInt(4),
                RowState.of(it.getInt(5)),
                labels.text(it.getLong(6)),
                batch == 0 ? labels.text(it.getLong(7)) : known.model(),
                it.getInt(8),
                labels.text(it.getLong(9)),
                attempts,
                problem == null ? "" : problem,
                sum.usage(),
                sum.cost(),
                last,
                batch == 0 ? Place.NOWHERE : new Place(known.key(), it.getInt(13), it.getLong(14), it.getInt(15)));
    }

    /** What the attempts of a row come to together. */
    private record Sum(Usage usage, Money cost) {}

    private Sum sum(long job, long row) {
        return sql.one("""
                        SELECT coalesce(sum(input_tok), 0), coalesce(sum(cached_tok), 0), coalesce(sum(write_tok), 0),
                               coalesce(sum(output_tok), 0), coalesce(sum(reason_tok), 0), coalesce(sum(cost), 0)
                        FROM attempt WHERE batch IN (SELECT n FROM batch WHERE job = ?) AND row = ? AND kind = 0
                        """, it -> new Sum(usage(it, 1), Money.ofPicodollars(it.getLong(6))), job, row)
                .orElseThrow();
    }

    /** What the output says of a batch. */
    private record BatchRef(String key, String model) {
        static final BatchRef NONE = new BatchRef("", "");
    }

    private BatchRef batch(long n) {
        return sql.one(
                        "SELECT key, model FROM batch WHERE n = ?",
                        it -> new BatchRef(it.getString(1), it.getString(2)),
                        n)
                .orElseThrow();
    }

    /** The five counts from a column on. */
    private static Usage usage(ResultSet row, int first) throws SQLException {
        return new Usage(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4));
    }

    /** Kind, finish, whether it may be tried again, code and message, from a column on. */
    private Outcome outcome(ResultSet row, int first, Usage usage) throws SQLException {
        switch (row.getInt(first)) {
            case ANSWERED -> {
                return new Outcome.Answered("", FINISHES[row.getInt(first + 1)], usage);
            }
            case ERRORED -> {
                var message = row.getString(first + 4);
                return new Outcome.Errored(
                        labels.text(row.getLong(first + 3)),
                        message == null ? "" : message,
                        row.getInt(first + 2) == 1);
            }
            case UNSERVED -> {
                return new Outcome.Unserved(Outcome.Reason.valueOf(labels.text(row.getLong(first + 3))));
            }
            default -> throw new IllegalStateException("an attempt of kind " + row.getInt(first));
        }
    }
}
