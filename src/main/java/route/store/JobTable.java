package route.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import route.domain.Cutoffs;
import route.domain.InputLayout;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.JobState;
import route.domain.Money;

/** The jobs. */
public final class JobTable {
    private static final String COLUMNS = """
            SELECT n, id, name, state, sandbox, round, planning, hurry, input, output, held, notes, written, estimate,
                   rows, accepted, failed, skipped, created_at, ended_at
            FROM job
            """;

    private final Sql sql;
    private final Consumer<Move> moves;

    JobTable(Sql sql, Consumer<Move> moves) {
        this.sql = sql;
        this.moves = moves;
    }

    /** Writes a new job down, CREATED and without rows; its number. */
    public long add(JobId id, JobSpec spec, InputLayout layout, Instant now) {
        return sql.one(
                        """
                        INSERT INTO job (id, name, state, sandbox, input, output, spec, spec_digest, layout,
                                         input_digest, created_at)
                        VALUES (?, ?, 'CREATED', ?, ?, ?, ?, ?, ?, ?, ?) RETURNING n
                        """,
                        row -> row.getLong(1),
                        id.value(),
                        spec.name(),
                        spec.sandbox() ? 1 : 0,
                        spec.source().path(),
                        spec.delivery().path(),
                        SpecJson.write(spec),
                        SpecJson.digest(spec),
                        SpecJson.write(layout),
                        layout.sha256(),
                        now.toEpochMilli())
                .orElseThrow();
    }

    public Optional<JobRecord> find(JobId id) {
        return sql.one(COLUMNS + "WHERE id = ?", JobTable::read, id.value());
    }

    /** The jobs whose id starts with this, at most 10. */
    public List<JobRecord> startingWith(String prefix) {
        return sql.list(
                COLUMNS + "WHERE substr(id, 1, length(?)) = ? ORDER BY n DESC LIMIT 10",
                JobTable::read,
                prefix,
                prefix);
    }

    public Optional<JobRecord> at(long n) {
        return sql.one(COLUMNS + "WHERE n = ?", JobTable::read, n);
    }

    /** The newest that a person made: one that asks about the rows of another is not. */
    public Optional<JobRecord> last() {
        return sql.one(
                COLUMNS + "WHERE id NOT IN (SELECT asking FROM advised) ORDER BY n DESC LIMIT 1", JobTable::read);
    }

    /** Open jobs, newest first. */
    public List<JobRecord> open() {
        return sql.list(COLUMNS + "WHERE state NOT IN ('CANCELLED', 'DELIVERED') ORDER BY n DESC", JobTable::read);
    }

    /** All jobs, newest first. */
    public List<JobRecord> all() {
        return sql.list(COLUMNS + "ORDER BY n DESC", JobTable::read);
    }

    /** Jobs over the same input with the same settings, newest first; cancelled ones do not count. */
    public List<JobRecord> same(JobSpec spec, InputLayout layout) {
        return sql.list(
                COLUMNS + "WHERE input_digest = ? AND spec_digest = ? AND state <> 'CANCELLED' ORDER BY n DESC",
                JobTable::read,
                layout.sha256(),
                SpecJson.digest(spec));
    }

    public JobSpec spec(long n) {
        return SpecJson.spec(text(n, "SELECT spec FROM job WHERE n = ?"));
    }

    public InputLayout layout(long n) {
        return SpecJson.layout(text(n, "SELECT layout FROM job WHERE n = ?"));
    }

    /** Where tiers begin by the ranking of the whole input; empty where there was none yet. */
    public Optional<Cutoffs> cutoffs(long n) {
        var text = text(n, "SELECT cutoffs FROM job WHERE n = ?");
        return text.isEmpty() ? Optional.empty() : Optional.of(SpecJson.cutoffs(text));
    }

    public void cutoffs(long n, Cutoffs cutoffs) {
        sql.update("UPDATE job SET cutoffs = ? WHERE n = ?", SpecJson.write(cutoffs), n);
    }

    private String text(long n, String query) {
        return sql.one(query, row -> row.getString(1), n).orElseThrow();
    }

    /**
     * Moves a job on, provided it still stands where the caller believes it stands; nothing holds one that has ended, and
     * its end is to be told.
     */
    public void move(long n, JobState from, JobState to, Optional<Instant> endedAt) {
        var moved = sql.update(
                "UPDATE job SET state = ?1, ended_at = ?2, held = CASE WHEN ?2 IS NULL THEN held ELSE '' END,"
                        + " cancel_asked = CASE WHEN ?2 IS NULL THEN cancel_asked ELSE 0 END"
                        + " WHERE n = ?3 AND state = ?4",
                from.to(to).name(),
                endedAt.map(Instant::toEpochMilli).orElse(null),
                n,
                from.name());
        if (moved != 1) throw new IllegalStateException("job " + n + " is no longer " + from);
        moves.accept(new Move(n, 0, from.name(), to.name()));
        endedAt.ifPresent(it -> NoticeTable.jobEnd(sql, n, it));
    }

    public void hold(long n, String reason) {
        sql.update("UPDATE job SET held = ? WHERE n = ?", reason, n);
    }

    /** Somebody asks for the end of a job that another process works on; nothing is asked of one that has ended. */
    public void askCancel(long n) {
        sql.update("UPDATE job SET cancel_asked = 1 WHERE n = ? AND ended_at IS NULL", n);
    }

    /** Whether somebody asked for its end. */
    public boolean isCancelAsked(long n) {
        return sql.number("SELECT cancel_asked FROM job WHERE n = ?", n) == 1;
    }

    public void notes(long n, List<String> notes) {
        sql.update("UPDATE job SET notes = ? WHERE n = ?", String.join("\n", notes), n);
    }

    /** Records what ingest found: all rows, those left out, and the estimate of the first plan. */
    public void ingested(long n, long rows, long skipped, Money estimate) {
        sql.update(
                "UPDATE job SET rows = ?, skipped = ?, estimate = ? WHERE n = ?",
                rows,
                skipped,
                estimate.picodollars(),
                n);
    }

    /** Begins or ends the planning of a round. What begins to hurry meanwhile hurries on: the next round is for it. */
    public void plan(long n, int round, boolean planning) {
        sql.update(
                "UPDATE job SET round = ?1, planning = ?2, hurry = CASE ?2 WHEN 1 THEN 0 ELSE hurry END WHERE n = ?3",
                round,
                planning ? 1 : 0,
                n);
    }

    /** Rows wait that should not wait for the end of the round. */
    public void hurry(long n) {
        sql.update("UPDATE job SET hurry = 1 WHERE n = ?", n);
    }

    /** A model ({@code provider/model-id}) or a provider to which waiting rows no longer go. */
    public void shut(long n, String what, String reason, Instant now) {
        sql.update(
                "INSERT INTO closed VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", n, what, reason, now.toEpochMilli());
    }

    /** Models and providers to which waiting rows no longer go, with the reasons. */
    public Map<String, String> closed(long n) {
        var found = new LinkedHashMap<String, String>();
        sql.each(
                "SELECT what, reason FROM closed WHERE job = ? ORDER BY at, what",
                row -> found.put(row.getString(1), row.getString(2)),
                n);
        return found;
    }

    /** Models and providers that turned any job away between two moments. */
    public Set<String> closed(boolean sandbox, Instant from, Instant to) {
        return Set.copyOf(
                sql.list("""
                SELECT DISTINCT c.what FROM closed c JOIN job j ON j.n = c.job
                WHERE j.sandbox = ? AND c.at BETWEEN ? AND ?
                """, row -> row.getString(1), sandbox ? 1 : 0, from.toEpochMilli(), to.toEpochMilli()));
    }

    /** Gives every model and provider another chance. */
    public void reopen(long n) {
        sql.update("DELETE FROM closed WHERE job = ?", n);
    }

    /** Adds to what a person should know, once. */
    public void note(long n, String note) {
        sql.update(
                "UPDATE job SET notes = CASE notes WHEN '' THEN ?1 ELSE notes || char(10) || ?1 END"
                        + " WHERE n = ?2 AND instr(char(10) || notes || char(10), char(10) || ?1 || char(10)) = 0",
                note,
                n);
    }

    /** Replaces the stored settings, where the user changed what does not decide the answers: the budget, for one. */
    public void respec(long n, JobSpec spec) {
        sql.update("UPDATE job SET spec = ? WHERE n = ?", SpecJson.write(spec), n);
    }

    /** Changes the counters of final rows, in the transaction that changes the rows. */
    public void count(long n, long accepted, long failed, long skipped) {
        sql.update(
                "UPDATE job SET accepted = accepted + ?, failed = failed + ?, skipped = skipped + ? WHERE n = ?",
                accepted,
                failed,
                skipped,
                n);
    }

    /** A copy of the merged file with this digest is about to be written somewhere else. */
    public void copied(long n, String digest) {
        sql.update("UPDATE job SET written = written || ? || char(10) WHERE n = ?", digest, n);
    }

    /** A merged file with this digest is about to stand at {@code output}. */
    public void written(long n, String output, String digest) {
        sql.update("UPDATE job SET output = ?, written = written || ? || char(10) WHERE n = ?", output, digest, n);
    }

    /** Jobs that ended before a moment and are not cleared away yet, the oldest first. */
    public List<JobRecord> endedBefore(Instant moment) {
        return sql.list(
                COLUMNS + "WHERE state IN ('CANCELLED', 'DELIVERED') AND ended_at < ? AND cleared < 2 ORDER BY n",
                JobTable::read,
                moment.toEpochMilli());
    }

    /** Begins to clear an ended job away: from now on nobody may count on its rows and files. */
    public void clearing(long n) {
        var ended = sql.update(
                "UPDATE job SET cleared = max(cleared, 1) WHERE n = ? AND state IN ('CANCELLED', 'DELIVERED')", n);
        if (ended != 1) throw new IllegalStateException("job " + n + " is open");
    }

    /** Its rows, attempts and files are gone. */
    public void cleared(long n) {
        sql.update("UPDATE job SET cleared = 2 WHERE n = ? AND cleared = 1", n);
    }

    /** Whether a job is cleared away, be it in part. */
    public boolean isCleared(long n) {
        return sql.number("SELECT cleared FROM job WHERE n = ?", n) > 0;
    }

    /** Forgets a job that never began, with everything of it. */
    public void remove(long n) {
        sql.update("DELETE FROM job WHERE n = ? AND state = 'CREATED'", n);
    }

    /** Most jobs have none. */
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    /** By their places in {@link #COLUMNS}: looking for names takes longer than all else that is done to a row. */
    private static JobRecord read(ResultSet row) throws SQLException {
        var ended = row.getLong(20);
        var endedAt = row.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(ended));
        return new JobRecord(
                row.getLong(1),
                new JobId(row.getString(2)),
                row.getString(3),
                JobState.valueOf(row.getString(4)),
                row.getInt(5) == 1,
                row.getInt(6),
                row.getInt(7) == 1,
                row.getInt(8) == 1,
                row.getString(9),
                row.getString(10),
                row.getString(11),
                lines(row.getString(12)),
                lines(row.getString(13)),
                Money.ofPicodollars(row.getLong(14)),
                row.getLong(15),
                row.getLong(16),
                row.getLong(17),
                row.getLong(18),
                Instant.ofEpochMilli(row.getLong(19)),
                endedAt);
    }
}
