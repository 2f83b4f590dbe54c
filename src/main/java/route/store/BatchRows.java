package route.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Endpoint;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;

/** Reads batches as the database has them. */
final class BatchRows {
    static final String COLUMNS = """
            SELECT n, job, key, round, model, endpoint, lane, state, rows, first_row, last_row, bytes, digest,
                   input_tok, worst_cost, upload_id,
                   remote_id, word, done, problem, tries, read_file, read_offset, adopted,
                   strangers, failing_at, sought_at, resent, refetched, fetched, unmentioned, expires_at,
                   intent_at, sent_at, ended_at, due_at, doubtful, deadline, called_off, discount, worst_row, gone_at
            FROM batch
            """;

    private BatchRows() {}

    static BatchRecord read(ResultSet row) throws SQLException {
        return new BatchRecord(
                row.getLong("n"),
                row.getLong("job"),
                row.getString("key"),
                row.getInt("round"),
                ModelRef.parse(row.getString("model")),
                Endpoint.valueOf(row.getString("endpoint")),
                Lane.valueOf(row.getString("lane")),
                BatchState.valueOf(row.getString("state")),
                row.getInt("rows"),
                row.getLong("first_row"),
                row.getLong("last_row"),
                row.getLong("bytes"),
                row.getString("digest"),
                row.getLong("input_tok"),
                Money.ofPicodollars(row.getLong("worst_cost")),
                row.getString("upload_id"),
                row.getString("remote_id"),
                row.getString("word"),
                row.getLong("done"),
                row.getString("problem"),
                row.getInt("tries"),
                row.getInt("read_file"),
                row.getLong("read_offset"),
                row.getInt("adopted") == 1,
                row.getString("strangers").lines().toList(),
                instant(row, "failing_at"),
                instant(row, "sought_at"),
                row.getInt("resent"),
                row.getInt("refetched"),
                Optional.ofNullable((Integer) row.getObject("fetched")),
                row.getString("unmentioned"),
                instant(row, "expires_at"),
                instant(row, "intent_at"),
                instant(row, "sent_at"),
                instant(row, "ended_at"),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getInt("doubtful"),
                instant(row, "deadline"),
                instant(row, "called_off"),
                row.getInt("discount"),
                Money.ofPicodollars(row.getLong("worst_row")),
                instant(row, "gone_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
