package route.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    JobTable(Sql sql) {
        this.sql = sql;
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

    private String text(long n, String query) {
        return sql.one(query, row -> row.getString(1), n).orElseThrow();
    }

    /** Moves a job on, provided it still stands where the caller believes it stands; nothing holds one that has ended. */
    public void move(long n, JobState from, JobState to, Optional<Instant> endedAt) {
        var moved = sql.update(
                "UPDATE job SET state = ?1, ended_at = ?2, held = CASE WHEN ?2 IS NULL THEN held ELSE '' END"
                        + " WHERE n = ?3 AND state = ?4",
                from.to(to).name(),
                endedAt.map(Instant::toEpochMilli).orElse(null),
                n,
                from.name());
        if (moved != 1) throw new IllegalStateException("job " + n + " is no longer " + from);
    }

    public void hold(long n, String reason) {
        sql.update("UPDATE job SET held = ? WHERE n = ?", reason, n);
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

    /** Forgets a job that never began, with everything of it. */
    public void remove(long n) {
        sql.update("DELETE FROM job WHERE n = ? AND state = 'CREATED'", n);
    }

    /** Most jobs have none. */
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    private static JobRecord read(ResultSet row) throws SQLException {
        var ended = row.getLong("ended_at");
        var endedAt = row.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(ended));
        return new JobRecord(
                row.getLong("n"),
                new JobId(row.getString("id")),
                row.getString("name"),
                JobState.valueOf(row.getString("state")),
                row.getInt("sandbox") == 1,
                row.getInt("round"),
                row.getInt("planning") == 1,
                row.getInt("hurry") == 1,
                row.getString("input"),
                row.getString("output"),
                row.getString("held"),
                lines(row.getString("notes")),
                lines(row.getString("written")),
                Money.ofPicodollars(row.getLong("estimate")),
                row.getLong("rows"),
                row.getLong("accepted"),
                row.getLong("failed"),
                row.getLong("skipped"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                endedAt);
    }
}
