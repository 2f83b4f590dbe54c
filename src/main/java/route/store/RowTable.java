package route.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.Endpoint;
import route.domain.RowState;

/** The rows: where each lies in its job's copy of the input, what was decided, and where it stands. */
public final class RowTable {
    static final String COLUMNS = """
            SELECT id, state, line, offset, length, tier, model, endpoint, task, tag, hardness, score,
                   input_tok, output_tok, max_tok, attempts, problem, pinned, lot, deadline, explored
            FROM row
            """;

    private static final String INSERT = """
            INSERT INTO row (id, state, line, offset, length, tier, model, endpoint, task, tag, hardness, score,
                             input_tok, output_tok, max_tok, attempts, problem, pinned, lot, deadline, explored)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            """;

    private final Sql sql;
    private final Labels labels;

    RowTable(Sql sql, Labels labels) {
        this.sql = sql;
        this.labels = labels;
    }

    /** The id of a job's row: ordered by job, then by place in the input. */
    static long id(long job, long number) {
        return (job << 32) + number;
    }

    /** Writes new rows down. */
    public void add(long job, List<RowRecord> rows) {
        sql.batch(INSERT, rows, (insert, row) -> bind(insert, job, row));
    }

    private void bind(PreparedStatement insert, long job, RowRecord row) throws SQLException {
        insert.setLong(1, id(job, row.number()));
        insert.setInt(2, row.state().number());
        insert.setLong(3, row.line());
        insert.setLong(4, row.offset());
        insert.setInt(5, row.length());
        label(insert, 6, row.tier());
        label(insert, 7, row.model());
        insert.setInt(8, row.endpoint().ordinal());
        label(insert, 9, row.task());
        label(insert, 10, row.tag());
        insert.setInt(11, row.hardness());
        insert.setInt(12, row.score());
        insert.setInt(13, row.inputTokens());
        insert.setInt(14, row.outputTokens());
        insert.setInt(15, row.maxTokens());
        insert.setInt(16, row.attempts());
        insert.setString(17, row.problem().isEmpty() ? null : row.problem());
        insert.setInt(18, row.pinned() ? 1 : 0);
        insert.setLong(19, row.lot());
        if (row.deadline().isEmpty()) insert.setNull(20, java.sql.Types.INTEGER);
        else insert.setLong(20, row.deadline().get().toEpochMilli());
        insert.setInt(21, row.explored() ? 1 : 0);
    }

    private void label(PreparedStatement insert, int place, String text) throws SQLException {
        if (text.isEmpty()) insert.setNull(place, java.sql.Types.INTEGER);
        else insert.setLong(place, labels.number(text));
    }

    /** Forgets all rows of a job whose ingest has to begin again. */
    public void removeAll(long job) {
        sql.update("DELETE FROM row WHERE id >= ? AND id < ?", id(job, 0), id(job + 1, 0));
    }

    /** Forgets some rows of a job, at most so many; how many. */
    public int removeSome(long job, int limit) {
        sql.update("DELETE FROM drawn WHERE row >= ? AND row < ?", id(job, 0), id(job + 1, 0));
        return sql.update(
                "DELETE FROM row WHERE id IN (SELECT id FROM row WHERE id >= ? AND id < ? LIMIT ?)",
                id(job, 0),
                id(job + 1, 0),
                limit);
    }

    /** Gives a waiting row another model; it travels with the others that wait for that one. */
    public void reroute(long job, long number, String model, int inputTokens, int maxTokens) {
        var moved = sql.update(
                "UPDATE row SET model = ?, input_tok = ?, max_tok = ?, lot = 0, explored = 0 WHERE id = ? AND state = ?",
                labels.number(model),
                inputTokens,
                maxTokens,
                id(job, number),
                RowState.CLASSIFIED.number());
        if (moved != 1) throw new IllegalStateException("row " + number + " no longer waits");
    }

    /** Divides the rows of a batch that wait again into two lots, so that what ails one of them is narrowed down. */
    public void split(BatchRecord batch) {
        var half = inBatch(batch, RowState.CLASSIFIED, 0, Math.max(1, batch.rows() / 2));
        var last = half.get(half.size() - 1);
        lot(batch, batch.firstRow(), last, batch.n() * 2);
        lot(batch, last + 1, batch.lastRow(), batch.n() * 2 + 1);
    }

    private void lot(BatchRecord batch, long first, long last, long lot) {
        sql.update(
                "UPDATE row SET lot = ? WHERE id BETWEEN ? AND ? AND batch = ? AND state = ?",
                lot,
                id(batch.job(), first),
                id(batch.job(), last),
                batch.n(),
                RowState.CLASSIFIED.number());
    }

    /** Rows of a batch for which nothing came back wait for another one. */
    public void waitAgain(BatchRecord batch) {
        sql.update(
                "UPDATE row SET state = ? WHERE id BETWEEN ? AND ? AND batch = ? AND state = ?",
                RowState.CLASSIFIED.number(),
                id(batch.job(), batch.firstRow()),
                id(batch.job(), batch.lastRow()),
                batch.n(),
                RowState.PLANNED.number());
    }

    /**
     * Marks the rows of a batch for which an attempt is written down as returned, one attempt more behind them; harmless
     * where that was done before. Being in a batch that was called off was no try for the rows it did not come to.
     */
    public void returned(BatchRecord batch) {
        sql.update(
                """
                UPDATE row SET state = ?1, attempts = attempts + 1,
                  tries = tries + CASE WHEN ?7 THEN
                    (SELECT a.kind <> 2 FROM attempt a WHERE a.batch = ?4 AND a.row = row.id - ?6) ELSE 1 END
                WHERE id BETWEEN ?2 AND ?3 AND batch = ?4 AND state = ?5
                  AND EXISTS (SELECT 1 FROM attempt a WHERE a.batch = ?4 AND a.row = row.id - ?6)
                """,
                RowState.RETURNED.number(),
                id(batch.job(), batch.firstRow()),
                id(batch.job(), batch.lastRow()),
                batch.n(),
                RowState.PLANNED.number(),
                id(batch.job(), 0),
                batch.calledOff().isPresent() ? 1 : 0);
    }

    /**
     * Accepts the rows of a batch for which an answer is written down, whether or not they are marked as returned; how
     * many. Both in one go where all came back, as the rows of nearly every batch do: each pass rewrites them all.
     *
     * @param all whether every row of the batch is known to have an answer
     */
    public int accept(BatchRecord batch, boolean all) {
        return sql.update(
                """
                UPDATE row SET state = ?1, problem = NULL, lot = 0,
                  attempts = attempts + (state <> ?5), tries = tries + (state <> ?5)
                WHERE id BETWEEN ?2 AND ?3 AND batch = ?4 AND state IN (?5, ?6)
                  AND (?8 OR EXISTS (SELECT 1 FROM attempt a WHERE a.batch = ?4 AND a.row = row.id - ?7 AND a.kind = 0))
                """,
                RowState.ACCEPTED.number(),
                id(batch.job(), batch.firstRow()),
                id(batch.job(), batch.lastRow()),
                batch.n(),
                RowState.RETURNED.number(),
                RowState.PLANNED.number(),
                id(batch.job(), 0),
                all ? 1 : 0);
    }

    /** How many rows of a batch stand in this state. */
    public long countInBatch(BatchRecord batch, RowState state) {
        return sql.number(
                "SELECT count(*) FROM row WHERE id BETWEEN ? AND ? AND batch = ? AND state = ?",
                id(batch.job(), batch.firstRow()),
                id(batch.job(), batch.lastRow()),
                batch.n(),
                state.number());
    }

    /** The numbers of at most {@code limit} rows of a batch that stand in this state, after the row {@code after}. */
    public List<Long> inBatch(BatchRecord batch, RowState state, long after, int limit) {
        return sql.list(
                "SELECT id FROM row WHERE id BETWEEN ? AND ? AND batch = ? AND state = ? ORDER BY id LIMIT ?",
                row -> row.getLong(1) & 0xFFFFFFFFL,
                id(batch.job(), Math.max(after + 1, batch.firstRow())),
                id(batch.job(), batch.lastRow()),
                batch.n(),
                state.number(),
                limit);
    }

    /** What the judge decided: the row's next state, and why it failed. */
    public record Judged(long number, RowState to, String problem) {}

    /** Moves judged rows on; each must still be RETURNED. */
    public void judged(long job, List<Judged> rows) {
        var changed = sql.batch(
                "UPDATE row SET state = ?, problem = ?, lot = 0 WHERE id = ? AND state = ?", rows, (update, row) -> {
                    update.setInt(1, row.to().number());
                    update.setString(2, row.problem().isEmpty() ? null : row.problem());
                    update.setLong(3, id(job, row.number()));
                    update.setInt(4, RowState.RETURNED.number());
                });
        for (var it : changed) {
            if (it != 1) throw new IllegalStateException("a judged row was no longer RETURNED");
        }
    }

    /** Ends waiting rows for which no model is left. */
    public void giveUp(long job, List<Judged> rows) {
        for (var row : rows) {
            var moved = sql.update(
                    "UPDATE row SET state = ?, problem = ? WHERE id = ? AND state = ?",
                    RowState.FAILED.number(),
                    row.problem(),
                    id(job, row.number()),
                    RowState.CLASSIFIED.number());
            if (moved != 1) throw new IllegalStateException("row " + row.number() + " no longer waits");
        }
    }

    /** Leaves out all rows that still wait for a batch; how many. */
    public int skipWaiting(long job, String reason) {
        return sql.update(
                "UPDATE row SET state = ?, problem = ? WHERE id >= ? AND id < ? AND state = ?",
                RowState.SKIPPED.number(),
                reason,
                id(job, 0),
                id(job + 1, 0),
                RowState.CLASSIFIED.number());
    }

    /** At most {@code limit} rows in input order after the row {@code after}, whatever their state. */
    public List<RowRecord> page(long job, long after, int limit) {
        return sql.list(
                COLUMNS + "WHERE id > ? AND id < ? ORDER BY id LIMIT ?",
                this::read,
                id(job, after),
                id(job + 1, 0),
                limit);
    }

    /** At most {@code limit} failed rows in input order after the row {@code after}. */
    public List<RowRecord> failed(long job, long after, int limit) {
        return sql.list(
                COLUMNS + "WHERE id > ? AND id < ? AND state = ? ORDER BY id LIMIT ?",
                this::read,
                id(job, after),
                id(job + 1, 0),
                RowState.FAILED.number(),
                limit);
    }

    /**
     * Sends a failed row again, to this tier and model; a deadline that has passed says nothing about this try. A row of a
     * sample goes on to stand for the tier it was drawn from.
     */
    public void reopen(long job, RowRecord row, String tier, String model, Instant now) {
        if (!row.tier().equals(tier)) {
            sql.update(
                    "INSERT INTO drawn SELECT id, tier FROM row WHERE id = ?1 AND tier IS NOT NULL"
                            + " AND EXISTS (SELECT 1 FROM stratum WHERE job = ?2) ON CONFLICT DO NOTHING",
                    id(job, row.number()),
                    job);
        }
        var moved = sql.update(
                "UPDATE row SET state = ?, problem = NULL, tier = ?, model = ?, tries = 0,"
                        + " deadline = CASE WHEN deadline > ? THEN deadline END WHERE id = ? AND state = ?",
                RowState.CLASSIFIED.number(),
                labels.number(tier),
                labels.number(model),
                now.toEpochMilli(),
                id(job, row.number()),
                RowState.FAILED.number());
        if (moved != 1) throw new IllegalStateException("row " + row.number() + " is no longer FAILED");
    }

    RowRecord read(ResultSet row) throws SQLException {
        var problem = row.getString("problem");
        return new RowRecord(
                row.getLong("id") & 0xFFFFFFFFL,
                RowState.of(row.getInt("state")),
                row.getLong("line"),
                row.getLong("offset"),
                row.getInt("length"),
                labels.text(row.getLong("tier")),
                labels.text(row.getLong("model")),
                Endpoint.values()[row.getInt("endpoint")],
                labels.text(row.getLong("task")),
                labels.text(row.getLong("tag")),
                row.getInt("hardness"),
                row.getInt("score"),
                row.getInt("input_tok"),
                row.getInt("output_tok"),
                row.getInt("max_tok"),
                row.getInt("attempts"),
                problem == null ? "" : problem,
                row.getInt("pinned") == 1,
                row.getLong("lot"),
                deadline(row, row.findColumn("deadline")),
                row.getInt("explored") == 1);
    }

    static Optional<Instant> deadline(ResultSet row, int column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
