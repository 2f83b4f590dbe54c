package route.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.Endpoint;
import route.domain.RowState;

/** The rows that wait for a batch, by what may be in one together. */
public final class WaitingRows {
    private static final long QUARTER_MILLIS = 900_000;

    private final Sql sql;
    private final Labels labels;
    private final RowTable rows;

    WaitingRows(Sql sql, Labels labels) {
        this.sql = sql;
        this.labels = labels;
        this.rows = new RowTable(sql, labels);
    }

    /**
     * A model, a request form and a lot, with how many rows wait for it.
     *
     * @param deadline the earliest of theirs, which all lie in one quarter of an hour; empty where they have none
     */
    public record Waiting(String model, Endpoint endpoint, long lot, Optional<Instant> deadline, long rows) {

        /** What the rows' deadlines have in common, as SQL compares it; NULL where there is none. */
        private Object quarter() {
            return deadline.map(it -> it.toEpochMilli() / QUARTER_MILLIS).orElse(null);
        }
    }

    /** What waits for a batch, in the order of the input. */
    public List<Waiting> groups(long job) {
        return sql.list(
                """
                SELECT model, endpoint, lot, min(deadline), count(*) FROM row WHERE id >= ? AND id < ? AND state = ?
                GROUP BY model, endpoint, lot, deadline / 900000 ORDER BY min(id)
                """,
                row -> new Waiting(
                        labels.text(row.getLong(1)),
                        Endpoint.values()[row.getInt(2)],
                        row.getLong(3),
                        RowTable.deadline(row, 4),
                        row.getLong(5)),
                RowTable.id(job, 0),
                RowTable.id(job + 1, 0),
                RowState.CLASSIFIED.number());
    }

    /** At most {@code limit} rows of a group that wait, in input order, after the row {@code after}. */
    public List<RowRecord> page(long job, Waiting group, long after, int limit) {
        return sql.list(
                RowTable.COLUMNS + """
                WHERE id > ? AND id < ? AND state = ? AND model = (SELECT n FROM label WHERE text = ?) AND endpoint = ?
                  AND lot = ? AND deadline / 900000 IS ?
                ORDER BY id LIMIT ?
                """,
                rows::read,
                RowTable.id(job, after),
                RowTable.id(job + 1, 0),
                RowState.CLASSIFIED.number(),
                group.model(),
                group.endpoint().ordinal(),
                group.lot(),
                group.quarter(),
                limit);
    }

    /** Of a row that waits for a batch, what its request is made of. */
    public record Unsent(long number, long line, long offset, int length, int inputTokens, int maxTokens) {}

    /** The same rows in short, since all of them are read. */
    public List<Unsent> unsent(long job, Waiting group, long after, int limit) {
        return sql.list(
                """
                SELECT id, line, offset, length, input_tok, max_tok FROM row
                WHERE id > ? AND id < ? AND state = ? AND model = (SELECT n FROM label WHERE text = ?) AND endpoint = ?
                  AND lot = ? AND deadline / 900000 IS ?
                ORDER BY id LIMIT ?
                """,
                row -> new Unsent(
                        row.getLong(1) & 0xFFFFFFFFL,
                        row.getLong(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6)),
                RowTable.id(job, after),
                RowTable.id(job + 1, 0),
                RowState.CLASSIFIED.number(),
                group.model(),
                group.endpoint().ordinal(),
                group.lot(),
                group.quarter(),
                limit);
    }

    /** Puts the waiting rows of a group between two numbers (both inclusive) into a batch; how many. */
    public int assign(long job, Waiting group, long first, long last, long batch) {
        return sql.update(
                """
                UPDATE row SET state = ?, batch = ?
                WHERE id BETWEEN ? AND ? AND state = ? AND model = (SELECT n FROM label WHERE text = ?) AND endpoint = ?
                  AND lot = ? AND deadline / 900000 IS ?
                """,
                RowState.PLANNED.number(),
                batch,
                RowTable.id(job, first),
                RowTable.id(job, last),
                RowState.CLASSIFIED.number(),
                group.model(),
                group.endpoint().ordinal(),
                group.lot(),
                group.quarter());
    }
}
