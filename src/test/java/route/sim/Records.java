package route.sim;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the house itself has written down, read by SQL of our own: the judge of the store does not ask the store. */
final class Records {
    private final Path database;

    Records(Path database) {
        this.database = database;
    }

    record BatchEntry(
            long n,
            String key,
            String model,
            String state,
            String remoteId,
            long rows,
            long worst,
            boolean realtime,
            long doubtful) {}

    record RowEntry(long number, String state, long attempts, String problem) {}

    /** @param kind 0 answered, 1 errored, 2 never worked on */
    record AttemptEntry(long batch, long row, int kind, String code, long cost) {}

    record LedgerEntry(long n, long batch, String kind, long amount) {}

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> all(String sql, Reader<T> reader) {
        var found = new ArrayList<T>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) found.add(reader.read(rows));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    long number(String sql) {
        return all(sql, it -> it.getLong(1)).get(0);
    }

    List<BatchEntry> batches() {
        return all(
                "SELECT n, key, model, state, remote_id, rows, worst_cost, lane, doubtful FROM batch ORDER BY n",
                it -> new BatchEntry(
                        it.getLong(1),
                        it.getString(2),
                        it.getString(3),
                        it.getString(4),
                        it.getString(5),
                        it.getLong(6),
                        it.getLong(7),
                        it.getString(8).equals("REALTIME"),
                        it.getLong(9)));
    }

    List<RowEntry> rows() {
        var states = List.of("CLASSIFIED", "PLANNED", "", "RETURNED", "ACCEPTED", "FAILED", "SKIPPED");
        return all(
                "SELECT id & 4294967295, state, attempts, coalesce(problem, '') FROM row ORDER BY id",
                it -> new RowEntry(it.getLong(1), states.get(it.getInt(2)), it.getLong(3), it.getString(4)));
    }

    List<AttemptEntry> attempts() {
        return all(
                """
                SELECT a.batch, a.row, a.kind, coalesce(l.text, ''), a.cost
                FROM attempt a LEFT JOIN label l ON l.n = a.code ORDER BY a.batch, a.row
                """,
                it -> new AttemptEntry(it.getLong(1), it.getLong(2), it.getInt(3), it.getString(4), it.getLong(5)));
    }

    List<LedgerEntry> ledger() {
        return all(
                "SELECT n, batch, kind, amount FROM ledger ORDER BY n",
                it -> new LedgerEntry(it.getLong(1), it.getLong(2), it.getString(3), it.getLong(4)));
    }

    long lastEntry() {
        return number("SELECT coalesce(max(n), 0) FROM ledger");
    }
}
