package route.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Alert;

/** The limits that are passed, and those that were. */
public final class AlertTable {
    private static final String COLUMNS = "SELECT n, kind, subject, message, measured, allowed, since FROM alert ";

    private final Sql sql;

    AlertTable(Sql sql) {
        this.sql = sql;
    }

    /** An alert, since when it stands. */
    public record Raised(long n, Alert alert, Instant since) {}

    /** Those that stand, the oldest first. */
    public List<Raised> open() {
        return sql.list(COLUMNS + "WHERE ended_at IS NULL ORDER BY n", AlertTable::read);
    }

    public Optional<Raised> find(long n) {
        return sql.one(COLUMNS + "WHERE n = ?", AlertTable::read, n);
    }

    /**
     * Writes down which stand now: in a transaction.
     *
     * @return those that did not stand before
     */
    public List<Raised> stand(List<Alert> now, Instant at) {
        var known = open();
        for (var old : known) {
            if (now.stream().noneMatch(it -> isSame(it, old.alert()))) end(old.n(), at);
        }
        var fresh = new ArrayList<Raised>();
        for (var alert : now) {
            var before = known.stream().filter(it -> isSame(alert, it.alert())).findFirst();
            if (before.isPresent()) update(before.get().n(), alert);
            else fresh.add(new Raised(add(alert, at), alert, at));
        }
        return fresh;
    }

    private static boolean isSame(Alert one, Alert other) {
        return one.kind() == other.kind() && one.subject().equals(other.subject());
    }

    private long add(Alert alert, Instant at) {
        return sql.one(
                        "INSERT INTO alert (kind, subject, message, measured, allowed, since)"
                                + " VALUES (?, ?, ?, ?, ?, ?) RETURNING n",
                        row -> row.getLong(1),
                        alert.kind().name(),
                        alert.subject(),
                        alert.message(),
                        alert.measured(),
                        alert.limit(),
                        at.toEpochMilli())
                .orElseThrow();
    }

    private void update(long n, Alert alert) {
        sql.update(
                "UPDATE alert SET message = ?, measured = ?, allowed = ? WHERE n = ?",
                alert.message(),
                alert.measured(),
                alert.limit(),
                n);
    }

    private void end(long n, Instant at) {
        sql.update("UPDATE alert SET ended_at = ? WHERE n = ?", at.toEpochMilli(), n);
    }

    private static Raised read(ResultSet row) throws SQLException {
        var alert = new Alert(
                Alert.Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("message"),
                row.getString("measured"),
                row.getString("allowed"));
        return new Raised(row.getLong("n"), alert, Instant.ofEpochMilli(row.getLong("since")));
    }
}
