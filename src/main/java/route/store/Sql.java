package route.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JDBC in few words: statements with their values in order, checked exceptions turned into ours. */
final class Sql {
    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
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

    PreparedStatement prepare(String sql) {
        return checked(() -> connection.prepareStatement(sql));
    }

    int update(String sql, Object... values) {
        return checked(() -> {
            try (var statement = bind(sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    <T> List<T> list(String sql, Reader<T> reader, Object... values) {
        var found = new ArrayList<T>();
        each(sql, row -> found.add(reader.read(row)), values);
        return found;
    }

    <T> Optional<T> one(String sql, Reader<T> reader, Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    long number(String sql, Object... values) {
        return one(sql, row -> row.getLong(1), values).orElseThrow();
    }

    /** Hands over row by row, as SQLite finds them. */
    void each(String sql, Sink sink, Object... values) {
        checked(() -> {
            try (var statement = bind(sql, values);
                    var rows = statement.executeQuery()) {
                while (rows.next()) sink.take(rows);
            }
            return null;
        });
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
