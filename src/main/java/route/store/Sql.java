package route.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** JDBC in few words: statements with their values in order, checked exceptions turned into ours. */
final class Sql {
    private static final int MOST_IDLE = 100;
    private static final int PART = 500;

    private final Connection connection;
    private final Consumer<String> statements;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    /** @param statements told of every statement that is made ready */
    Sql(Connection connection, Consumer<String> statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /** Reads one value or record from the row a result set stands on. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Something to do with the connection that may fail in SQL's way. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Takes one row at a time. */
    interface Sink {
        void take(ResultSet row) throws SQLException;
    }

    static <T> T checked(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw StoreException.of(e);
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        statements.accept(sql);
        return connection.prepareStatement(sql);
    }

    int update(String sql, Object... values) {
        return using(sql, values, PreparedStatement::executeUpdate);
    }

    <T> List<T> list(String sql, Reader<T> reader, Object... values) {
        var found = new ArrayList<T>();
        each(sql, row -> found.add(reader.read(row)), values);
        return found;
    }

    <T> Optional<T> one(String sql, Reader<T> reader, Object... values) {
        var found = list(sql, reader, values);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    long number(String sql, Object... values) {
        return one(sql, row -> row.getLong(1), values).orElseThrow();
    }

    /** Hands over row by row, as SQLite finds them. */
    void each(String sql, Sink sink, Object... values) {
        using(sql, values, statement -> {
            try (var rows = statement.executeQuery()) {
                while (rows.next()) sink.take(rows);
            }
            return null;
        });
    }

    /** Gives a statement the values of one item. */
    interface Binding<T> {
        void bind(PreparedStatement statement, T item) throws SQLException;
    }

    /**
     * Runs a statement once for each item: in parts, since what is bound lies in memory until it is run.
     *
     * @return how many rows each changed
     */
    <T> int[] batch(String sql, List<T> items, Binding<T> binding) {
        var changed = new int[items.size()];
        return using(sql, new Object[0], statement -> {
            for (var from = 0; from < changed.length; from += PART) {
                var part = items.subList(from, Math.min(from + PART, changed.length));
                for (var item : part) {
                    binding.bind(statement, item);
                    statement.addBatch();
                }
                System.arraycopy(statement.executeBatch(), 0, changed, from, part.size());
            }
            return changed;
        });
    }

    /** What a statement with its values is for. */
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Statements are kept for their next use: preparing them costs more than running most. */
    private <T> T using(String sql, Object[] values, Use<T> use) {
        return checked(() -> {
            var known = idle.remove(sql);
            var statement = known == null ? prepared(sql) : known;
            var done = false;
            try {
                for (var i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
                var result = use.of(statement);
                done = true;
                return result;
            } finally {
                if (done && isKept(sql)) keep(sql, statement);
                else statement.close();
            }
        });
    }

    private static boolean isKept(String sql) {
        return !sql.startsWith("PRAGMA") && !sql.startsWith("CREATE") && !sql.startsWith("VACUUM");
    }

    /** Closes the statements that are kept: some statements want to be alone. */
    void forget() {
        checked(() -> {
            for (var statement : idle.values()) statement.close();
            idle.clear();
            return null;
        });
    }

    private void keep(String sql, PreparedStatement statement) throws SQLException {
        var other = idle.put(sql, statement);
        if (other != null) other.close();
        if (idle.size() > MOST_IDLE) {
            var oldest = idle.entrySet().iterator().next();
            idle.remove(oldest.getKey());
            oldest.getValue().close();
        }
    }
}
