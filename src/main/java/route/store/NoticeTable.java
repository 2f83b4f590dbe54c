package route.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.Sha256;

/**
 * What hooks are to be told. A notice is written in the transaction of what it tells of, claimed before it is told, and
 * marked after: told at least once, over crashes too, and by one process at a time.
 */
public final class NoticeTable {
    private static final String COLUMNS =
            "SELECT n, id, coalesce(job, 0) AS job, coalesce(alert, 0) AS alert, held, made_at, tries, due_at, problem"
                    + " FROM notice ";

    private final Sql sql;

    NoticeTable(Sql sql) {
        this.sql = sql;
    }

    /**
     * A notice that is not told yet.
     *
     * @param job the number of the job that ended or is held; 0 for none
     * @param alert the number of the alert that was raised; 0 for none
     * @param held why the job is held; empty where it has ended
     * @param tries how often it was tried to tell it
     * @param problem why that did not work the last time; empty for nothing
     */
    public record Notice(
            long n,
            String id,
            long job,
            long alert,
            String held,
            Instant madeAt,
            int tries,
            Instant dueAt,
            String problem) {

        /** Whether it tells of a job rather than of a limit. */
        public boolean isOfJob() {
            return job != 0;
        }
    }

    /**
     * A job has ended; the same end makes one notice, and that it was held is no news any more. Nobody is told of one that
     * asks about the rows of another.
     */
    static void jobEnd(Sql sql, long job, Instant at) {
        sql.update(
                "UPDATE notice SET done_at = ? WHERE job = ? AND held <> '' AND done_at IS NULL",
                at.toEpochMilli(),
                job);
        var id = id("job_end " + job + " " + at.toEpochMilli() + " " + nameOf(sql, job));
        sql.update(
                "INSERT INTO notice (id, job, made_at, due_at) SELECT ?1, n, ?2, ?2 FROM job"
                        + " WHERE n = ?3 AND id NOT IN (SELECT asking FROM advised) ON CONFLICT (id) DO NOTHING",
                id,
                at.toEpochMilli(),
                job);
    }

    /**
     * A job is held. Held again for the same reason, with nothing sent or answered in between, it is not told again. Of one
     * that asks about the rows of another, it is that other one that waits.
     */
    public void held(long job, String reason, Instant at) {
        var asking = sql.one(
                "SELECT a.job, a.asking FROM advised a JOIN job j ON j.id = a.asking WHERE j.n = ?",
                row -> new Asking(row.getLong(1), row.getString(2)),
                job);
        var stand = sql.one(
                "SELECT round || ' ' || (accepted + failed) || ' '"
                        + " || (SELECT count(*) FROM batch b WHERE b.job = j.n AND b.sent_at IS NOT NULL)"
                        + " FROM job j WHERE n = ?",
                row -> row.getString(1),
                job);
        sql.update(
                "INSERT INTO notice (id, job, held, made_at, due_at) VALUES (?1, ?2, ?3, ?4, ?4)"
                        + " ON CONFLICT (id) DO NOTHING",
                id("job_held " + nameOf(sql, job) + " " + stand.orElseThrow() + " " + reason),
                asking.map(Asking::job).orElse(job),
                asking.map(it -> "job " + it.by() + ", which judges its rows: " + reason)
                        .orElse(reason),
                at.toEpochMilli());
    }

    /** The job whose rows another one asks about, and the id of that one. */
    private record Asking(long job, String by) {}

    /** An alert was raised. */
    public void alert(AlertTable.Raised raised) {
        var at = raised.since().toEpochMilli();
        var alert = raised.alert();
        sql.update(
                "INSERT INTO notice (id, alert, made_at, due_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                id("alert " + alert.kind() + " " + alert.subject() + " " + at),
                raised.n(),
                at,
                at);
    }

    /** Job numbers begin at 1 in every home: the input's digest keeps ids of two homes apart. */
    private static String nameOf(Sql sql, long job) {
        return sql.one("SELECT id || input_digest FROM job WHERE n = ?", row -> row.getString(1), job)
                .orElseThrow();
    }

    private static String id(String what) {
        return "n_" + Sha256.of(what).substring(0, 24);
    }

    /** Those that are not told yet, the oldest first. */
    public List<Notice> waiting() {
        return sql.list(COLUMNS + "WHERE done_at IS NULL ORDER BY due_at, n", NoticeTable::read);
    }

    /**
     * Closes what is too old to be news: what nobody tried to tell before one moment, since there was no hook for it, and
     * everything from before another.
     *
     * @return how many they were
     */
    public int drop(Instant untriedBefore, Instant allBefore, Instant now) {
        return sql.update(
                "UPDATE notice SET done_at = ?1, problem = 'too old to be told'"
                        + " WHERE done_at IS NULL AND (made_at < ?3 OR tries = 0 AND made_at < ?2)",
                now.toEpochMilli(),
                untriedBefore.toEpochMilli(),
                allBefore.toEpochMilli());
    }

    /** When the oldest thing happened that is not told yet. */
    public Optional<Instant> oldest() {
        return sql.one(
                "SELECT made_at FROM notice WHERE done_at IS NULL ORDER BY made_at LIMIT 1",
                row -> Instant.ofEpochMilli(row.getLong(1)));
    }

    /** Takes a notice for telling, provided nobody else has: it is due again at {@code until}, should we die. */
    public boolean claim(Notice notice, Instant until) {
        return sql.update(
                        "UPDATE notice SET tries = tries + 1, due_at = ? WHERE n = ? AND tries = ? AND done_at IS NULL",
                        until.toEpochMilli(),
                        notice.n(),
                        notice.tries())
                == 1;
    }

    /** It did not work. */
    public void failed(long n, String problem, Instant due) {
        sql.update("UPDATE notice SET problem = ?, due_at = ? WHERE n = ?", problem, due.toEpochMilli(), n);
    }

    /** It was told; with a problem, it is given up. */
    public void done(long n, Optional<String> problem, Instant at) {
        sql.update("UPDATE notice SET done_at = ?, problem = ? WHERE n = ?", at.toEpochMilli(), problem.orElse(""), n);
    }

    private static Notice read(ResultSet row) throws SQLException {
        return new Notice(
                row.getLong("n"),
                row.getString("id"),
                row.getLong("job"),
                row.getLong("alert"),
                row.getString("held"),
                Instant.ofEpochMilli(row.getLong("made_at")),
                row.getInt("tries"),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getString("problem"));
    }
}
