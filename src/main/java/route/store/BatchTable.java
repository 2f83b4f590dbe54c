package route.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import route.domain.BatchState;
import route.domain.BillDetail.Kind;
import route.domain.Endpoint;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;

/** The batches: shards on their way through a provider. */
public final class BatchTable {
    private final Sql sql;
    private final Consumer<Move> moves;

    BatchTable(Sql sql, Consumer<Move> moves) {
        this.sql = sql;
        this.moves = moves;
    }

    /** What went into a batch's request file: how many rows, between which numbers, how many bytes, and their digest. */
    public record Cut(int rows, long firstRow, long lastRow, long bytes, String digest) {}

    /**
     * How a batch is bought.
     *
     * @param discount per cent off the lane's price
     * @param due when it may be sent
     */
    public record Terms(Lane lane, int discount, Optional<Instant> deadline, Instant due) {}

    /**
     * What a batch amounts to.
     *
     * @param worst what it may cost
     * @param worstRow what the dearest of its rows may cost
     */
    public record Size(long inputTokens, Money worst, Money worstRow) {}

    /** Writes a new batch down, PLANNED; its number. */
    public long add(
            long job, String key, int round, ModelRef model, Endpoint endpoint, Terms terms, Cut cut, Size size) {
        return sql.one(
                        """
                        INSERT INTO batch (job, key, round, model, endpoint, lane, state, rows, first_row, last_row,
                                           bytes, digest, input_tok, worst_cost, worst_row, discount, deadline,
                                           due_at)
                        VALUES (?, ?, ?, ?, ?, ?, 'PLANNED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING n
                        """,
                        row -> row.getLong(1),
                        job,
                        key,
                        round,
                        model.toString(),
                        endpoint.name(),
                        terms.lane().name(),
                        cut.rows(),
                        cut.firstRow(),
                        cut.lastRow(),
                        cut.bytes(),
                        cut.digest(),
                        size.inputTokens(),
                        size.worst().picodollars(),
                        size.worstRow().picodollars(),
                        terms.discount(),
                        terms.deadline().map(Instant::toEpochMilli).orElse(null),
                        terms.due().toEpochMilli())
                .orElseThrow();
    }

    public List<BatchRecord> ofJob(long job) {
        return sql.list(BatchRows.COLUMNS + "WHERE job = ? ORDER BY n", BatchRows::read, job);
    }

    public BatchRecord get(long n) {
        return sql.one(BatchRows.COLUMNS + "WHERE n = ?", BatchRows::read, n).orElseThrow();
    }

    public List<BatchRecord> inState(long job, BatchState state) {
        return sql.list(
                BatchRows.COLUMNS + "WHERE job = ? AND state = ? ORDER BY n", BatchRows::read, job, state.name());
    }

    /** Batches that have ended in whatever way and whose rows wait for the judge. */
    public List<BatchRecord> unjudged(long job) {
        return sql.list(
                BatchRows.COLUMNS
                        + "WHERE job = ? AND judged = 0 AND state IN ('COLLECTED', 'REFUSED', 'LOST') ORDER BY n",
                BatchRows::read,
                job);
    }

    /** How many batches of a job are not in a final state. */
    public long open(long job) {
        return sql.number("""
                SELECT count(*) FROM batch
                WHERE job = ? AND state IN ('PLANNED', 'SUBMITTING', 'SUBMITTED', 'RUNNING', 'CANCELLING', 'ENDED')
                """, job);
    }

    /** When the next batch of a job is due; empty where none is open. */
    public Optional<Instant> nextDue(long job) {
        return sql.one("""
                        SELECT min(due_at) FROM batch
                        WHERE job = ? AND state IN ('PLANNED', 'SUBMITTING', 'SUBMITTED', 'RUNNING', 'CANCELLING', 'ENDED')
                        """, row -> row.getLong(1), job).filter(it -> it > 0).map(Instant::ofEpochMilli);
    }

    /** The same for all open jobs at once, by the job's number. */
    public Map<Long, Instant> nextDues() {
        var dues = new HashMap<Long, Instant>();
        sql.each("""
                SELECT job, min(due_at) AS due_at FROM batch
                WHERE job IN (SELECT n FROM job WHERE state NOT IN ('CANCELLED', 'DELIVERED'))
                  AND state IN ('PLANNED', 'SUBMITTING', 'SUBMITTED', 'RUNNING', 'CANCELLING', 'ENDED')
                GROUP BY job
                """, row -> dues.put(row.getLong("job"), Instant.ofEpochMilli(row.getLong("due_at"))));
        return dues;
    }

    /** How many rows are in batches that the judge is not done with. */
    public long rowsUnderWay(long job) {
        return sql.number(
                "SELECT coalesce(sum(rows), 0) FROM batch WHERE job = ? AND judged = 0 AND state <> 'DROPPED'", job);
    }

    public long count(long job) {
        return sql.number("SELECT count(*) FROM batch WHERE job = ?", job);
    }

    /** Moves a batch on, provided it still stands where the caller believes it stands; it is due at once. */
    public void move(BatchRecord batch, BatchState to, Instant now) {
        move(batch, to, now, List.of());
    }

    /** All that came back is accounted for; how many rows came back how is kept with the batch. */
    public void collected(BatchRecord batch, Instant now, List<AttemptSum> sums) {
        move(batch, BatchState.COLLECTED, now, sums);
        sql.update(
                "UPDATE batch SET answered = ?, errored = ? WHERE n = ?",
                AttemptSum.rows(sums, Kind.ANSWERED),
                AttemptSum.rows(sums, Kind.ERRORED),
                batch.n());
    }

    private void move(BatchRecord batch, BatchState to, Instant now, List<AttemptSum> sums) {
        var moved = sql.update(
                "UPDATE batch SET state = ?, due_at = ? WHERE n = ? AND state = ?",
                batch.state().to(to).name(),
                now.toEpochMilli(),
                batch.n(),
                batch.state().name());
        if (moved != 1) throw new IllegalStateException("batch " + batch.key() + " is no longer " + batch.state());
        moves.accept(new Move(batch.job(), batch.n(), batch.state().name(), to.name(), sums));
    }

    public void due(long n, Instant due, int tries) {
        sql.update("UPDATE batch SET due_at = ?, tries = ? WHERE n = ?", due.toEpochMilli(), tries, n);
    }

    /** It is due at that moment at the latest. */
    public void dueBefore(long n, Instant latest) {
        sql.update("UPDATE batch SET due_at = min(due_at, ?) WHERE n = ?", latest.toEpochMilli(), n);
    }

    /** A person has mended something: batches that waited for it are due at once. */
    public void dueNow(long job, Instant now) {
        sql.update(
                "UPDATE batch SET due_at = ?, tries = 0, failing_at = NULL"
                        + " WHERE job = ? AND state IN ('PLANNED', 'SUBMITTING', 'SUBMITTED', 'RUNNING', 'ENDED')",
                now.toEpochMilli(),
                job);
    }

    /** Calls for it fail since now, where they did not before. */
    public void failing(long n, Instant now) {
        sql.update("UPDATE batch SET failing_at = coalesce(failing_at, ?) WHERE n = ?", now.toEpochMilli(), n);
    }

    /** Its provider says since now that it does not know it, where it did not say so before. */
    public void gone(long n, Instant now) {
        sql.update("UPDATE batch SET gone_at = coalesce(gone_at, ?) WHERE n = ?", now.toEpochMilli(), n);
    }

    /** Calls for it work. */
    public void working(long n) {
        sql.update(
                "UPDATE batch SET failing_at = NULL, gone_at = NULL"
                        + " WHERE n = ? AND (failing_at IS NOT NULL OR gone_at IS NOT NULL)",
                n);
    }

    public void expires(long n, Instant at) {
        sql.update("UPDATE batch SET expires_at = ? WHERE n = ?", at.toEpochMilli(), n);
    }

    /** Its remote id was found by a search and is not proven yet. */
    public void adopted(long n, boolean adopted) {
        sql.update("UPDATE batch SET adopted = ? WHERE n = ?", adopted ? 1 : 0, n);
    }

    /** Its remote id was somebody else's. */
    public void disown(BatchRecord batch) {
        sql.update(
                "UPDATE batch SET remote_id = '', sent_at = NULL, adopted = 0, word = '', done = 0,"
                        + " failing_at = NULL, gone_at = NULL, strangers = strangers || remote_id || char(10) WHERE n = ?",
                batch.n());
    }

    /** It is sent again because no search found it. */
    public void resent(long n) {
        sql.update("UPDATE batch SET resent = resent + 1 WHERE n = ?", n);
    }

    /** It is looked for from now on. */
    public void sought(long n, Instant now) {
        sql.update("UPDATE batch SET sought_at = ? WHERE n = ?", now.toEpochMilli(), n);
    }

    /** Its result files lie in the job's folder, complete. */
    public void fetched(long n, int files, String unmentioned, String problem) {
        sql.update(
                "UPDATE batch SET fetched = ?, unmentioned = ?, problem = ? WHERE n = ?",
                files,
                unmentioned,
                problem,
                n);
    }

    /** Its results are fetched once more; {@code firstFile} is the number of the first of the new files. */
    public void refetch(long n, int firstFile) {
        sql.update(
                "UPDATE batch SET read_file = ?, read_offset = 0, refetched = refetched + 1, fetched = NULL WHERE n = ?",
                firstFile,
                n);
    }

    public void uploaded(long n, String uploadId) {
        sql.update("UPDATE batch SET upload_id = ? WHERE n = ?", uploadId, n);
    }

    public void intent(long n, Instant now) {
        sql.update("UPDATE batch SET intent_at = ?, sought_at = NULL WHERE n = ?", now.toEpochMilli(), n);
    }

    public void sent(long n, String remoteId, Instant now) {
        sql.update("UPDATE batch SET remote_id = ?, sent_at = ? WHERE n = ?", remoteId, now.toEpochMilli(), n);
    }

    public void seen(long n, String word, long done) {
        sql.update("UPDATE batch SET word = ?, done = ? WHERE n = ?", word, done, n);
    }

    public void ended(long n, Instant now) {
        sql.update("UPDATE batch SET ended_at = ? WHERE n = ?", now.toEpochMilli(), n);
    }

    /** How many of its calls may have been paid for without an answer. */
    public void doubtful(long n, int calls) {
        sql.update("UPDATE batch SET doubtful = ? WHERE n = ?", calls, n);
    }

    /** It is about to be cancelled because it would miss its deadline. */
    public void callOff(long n, Instant now) {
        sql.update("UPDATE batch SET called_off = coalesce(called_off, ?) WHERE n = ?", now.toEpochMilli(), n);
    }

    /** Whether a batch of this model was called off in this job. */
    public boolean wasCalledOff(long job, ModelRef model) {
        return sql.number(
                        "SELECT count(*) FROM batch WHERE job = ? AND model = ? AND called_off IS NOT NULL",
                        job,
                        model.toString())
                > 0;
    }

    public void problem(long n, String problem) {
        sql.update("UPDATE batch SET problem = ? WHERE n = ?", problem, n);
    }

    /** It was turned down for what is in it. */
    public void rejected(long n, String problem) {
        sql.update("UPDATE batch SET problem = ?, rejected = 1 WHERE n = ?", problem, n);
    }

    /** A person sends a job's rows again: what was rejected until now is forgiven. */
    public void forgive(long job) {
        sql.update("UPDATE batch SET rejected = 0 WHERE job = ? AND rejected = 1", job);
    }

    /**
     * How many batches were turned down for what is in them, and are not forgiven.
     *
     * @param all of a job
     * @param inARow of these, of one model and since the last one that was accepted, those that did not show which of
     *     several rows was to blame
     */
    public record Rejections(long all, long inARow) {}

    /** @param sent whether one that was only sent counts as accepted */
    public Rejections rejections(long job, ModelRef model, boolean sent) {
        return sql.one("""
                        SELECT count(*), coalesce(sum(model = ?2 AND n > (
                          SELECT coalesce(max(n), 0) FROM batch
                          WHERE job = ?1 AND model = ?2 AND lane = 'BATCH'
                            AND (state IN ('RUNNING', 'ENDED', 'COLLECTED') OR state = 'SUBMITTED' AND ?3))
                          AND (rows = 1 OR NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.batch = batch.n))), 0)
                        FROM batch WHERE job = ?1 AND rejected = 1
                        """, row -> new Rejections(row.getLong(1), row.getLong(2)), job, model.toString(), sent ? 1 : 0)
                .orElseThrow();
    }

    public void read(long n, int file, long offset) {
        sql.update("UPDATE batch SET read_file = ?, read_offset = ? WHERE n = ?", file, offset, n);
    }

    public void judged(long n) {
        sql.update("UPDATE batch SET judged = 1 WHERE n = ?", n);
    }
}
