package route.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Fills the store of a home in which one job was done with copies of that job, to measure commands at the end of a long
 * life:
 *
 * <pre>java -cp 'target/launch/.../*' src/bench/java/route/bench/FilledStore.java ROUTE.DB JOBS ATTEMPTS OPEN</pre>
 *
 * <p>JOBS jobs share ATTEMPTS rows, each answered once in one of its job's batches; OPEN of them wait for a batch that is
 * due in an hour. The sums for the bill are those of the attempts, in 36 groups of tier, task and tag a job.
 */
public final class FilledStore {
    private static final int ROWS_PER_BATCH = 50_000;

    private FilledStore() {}

    /** @param args the database, how many jobs, attempts and open jobs */
    public static void main(String[] args) throws SQLException {
        var jobs = Integer.parseInt(args[1]);
        var rows = Long.parseLong(args[2]) / jobs;
        var open = Integer.parseInt(args[3]);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + args[0])) {
            run(connection, "PRAGMA journal_mode = WAL");
            run(connection, "PRAGMA synchronous = OFF");
            run(connection, "PRAGMA cache_size = -262144");
            connection.setAutoCommit(false);
            var first = number(connection, "SELECT max(n) FROM job") + 1;
            words(connection);
            for (var job = first; job < first + jobs; job++) {
                add(connection, job, rows, job - first < open);
                if (job % 50 == 0) connection.commit();
            }
            connection.commit();
            run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void words(Connection connection) throws SQLException {
        for (var kind : new String[] {"tier 3", "task 6", "tag 2", "openai/model 3"}) {
            var space = kind.lastIndexOf(' ');
            for (var i = 0; i < Integer.parseInt(kind.substring(space + 1)); i++) {
                run(
                        connection,
                        "INSERT OR IGNORE INTO label (text) VALUES ('" + kind.substring(0, space) + "-" + i + "')");
            }
        }
    }

    private static void add(Connection connection, long job, long rows, boolean open) throws SQLException {
        var batches = (rows + ROWS_PER_BATCH - 1) / ROWS_PER_BATCH;
        run(connection, """
                INSERT INTO job (n, id, name, state, sandbox, round, input, output, spec, spec_digest, layout,
                                 input_digest, estimate, rows, accepted, created_at, ended_at)
                SELECT %1$d, 'b' || replace(replace(printf('%%05d', %1$d), '0', 'x'), '1', 'y'), name, '%2$s', 0, 1, input, output, spec, spec_digest || %1$d, layout,
                       input_digest, estimate, %3$d, %4$d, created_at + %1$d * 60000, %5$s
                FROM job WHERE n = 1
                """.formatted(
                        job, open ? "RUNNING" : "DELIVERED", rows, open ? 0 : rows, open ? "NULL" : "created_at"));
        for (var i = 0; i < batches; i++) batch(connection, job, i, rows, open);
        if (!open) {
            sums(connection, job);
            run(
                    connection,
                    "INSERT INTO ledger (key, job, batch, provider, kind, amount, at) SELECT b.key || ':CHARGE:0',"
                            + " b.job, b.n, 'openai', 'CHARGE', (SELECT sum(cost) FROM attempt WHERE batch = b.n), b.ended_at"
                            + " FROM batch b WHERE b.job = " + job);
        }
    }

    private static void batch(Connection connection, long job, int place, long rows, boolean open) throws SQLException {
        var from = (long) place * ROWS_PER_BATCH + 1;
        var to = Math.min(rows, from + ROWS_PER_BATCH - 1);
        var n = number(connection, "SELECT coalesce(max(n), 0) + 1 FROM batch");
        run(connection, """
                INSERT INTO batch (n, job, key, round, model, endpoint, lane, state, rows, first_row, last_row, bytes,
                                   digest, input_tok, worst_cost, remote_id, word, done, judged, sent_at, ended_at, due_at)
                SELECT %1$d, %2$d, printf('%%064d', %1$d), 1, 'openai/model-' || (%1$d %% 3), 'CHAT', 'BATCH', '%3$s',
                       %4$d, %5$d, %6$d, 1000, '', 1000, 1000, 'batch_' || %1$d, 'completed', %4$d, %7$d, created_at,
                       created_at, created_at + 3600000 + 1000 * 86400000
                FROM job WHERE n = %2$d
                """.formatted(n, job, open ? "RUNNING" : "COLLECTED", to - from + 1, from, to, open ? 0 : 1));
        run(connection, """
                WITH RECURSIVE i (r) AS (SELECT %3$d UNION ALL SELECT r + 1 FROM i WHERE r < %4$d)
                INSERT INTO row (id, state, line, offset, length, tier, model, endpoint, task, tag, hardness, score,
                                 input_tok, output_tok, max_tok, attempts, tries, batch, pinned)
                SELECT %2$d * 4294967296 + r, %5$d, r, r * 660, 650, (SELECT n FROM label WHERE text = 'tier-' || (r %% 3)),
                       (SELECT n FROM label WHERE text = 'openai/model-' || (%1$d %% 3)), 0,
                       (SELECT n FROM label WHERE text = 'task-' || (r / 3 %% 6)),
                       (SELECT n FROM label WHERE text = 'tag-' || (r / 18 %% 2)),
                       5000, 3, 190, 100, 1000, 1, 1, %1$d, 0
                FROM i
                """.formatted(n, job, from, to, open ? 2 : 4));
        if (open) return;
        run(connection, """
                WITH RECURSIVE i (r) AS (SELECT %2$d UNION ALL SELECT r + 1 FROM i WHERE r < %3$d)
                INSERT INTO attempt (batch, row, kind, file, offset, length, finish, retryable, code, message, input_tok,
                  cached_tok, write_tok, output_tok, reason_tok, cost, baseline, lane_off)
                SELECT %1$d, r, 0, 0, r * 900, 890, 0, 0, NULL, NULL, 190, 0, 0, 90 + r %% 20, 0, 100000 + r, 900000 + r,
                       100000 + r
                FROM i
                """.formatted(n, from, to));
    }

    private static void sums(Connection connection, long job) throws SQLException {
        run(connection, """
                INSERT INTO spend (job, day, model, lane, tier, task, tag, rows, input_tok, cached_tok, write_tok, output_tok,
                  reason_tok, cost, baseline)
                SELECT %1$d, date(b.ended_at / 1000, 'unixepoch'), b.model, 'batch', t.text, k.text, g.text, count(*),
                       sum(a.input_tok), 0, 0, sum(a.output_tok), 0, sum(a.cost), sum(a.baseline)
                FROM batch b
                JOIN attempt a ON a.batch = b.n
                JOIN row r ON r.id = %1$d * 4294967296 + a.row
                JOIN label t ON t.n = r.tier
                JOIN label k ON k.n = r.task
                JOIN label g ON g.n = r.tag
                WHERE b.job = %1$d
                GROUP BY 2, 3, r.tier, r.task, r.tag
                """.formatted(job));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
