package route.store;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import route.domain.BillDetail.Kind;
import route.domain.Finish;
import route.domain.JobId;

/** How good answers were: as people and programs rated them, and whether they were whole. */
public final class QualityTable {
    private static final Set<Finish> NOT_WHOLE = EnumSet.of(Finish.LENGTH, Finish.CONTENT_FILTER, Finish.REFUSAL);

    private final Sql sql;
    private final Labels labels;

    QualityTable(Sql sql, Labels labels) {
        this.sql = sql;
        this.labels = labels;
    }

    /**
     * Counts the answers of a batch that were whole, and those that were cut off, refused or failed for good; called once,
     * in the transaction that closes the batch. What may be tried again, or was never worked on, says nothing of a model.
     */
    public void check(BatchRecord batch, LocalDate day, List<AttemptSum> sums) {
        var telling = sums.stream()
                .filter(it -> it.isAnswered() || it.kind() == Kind.ERRORED && !it.retryable())
                .toList();
        sql.batch("""
                INSERT INTO quality VALUES (?, 'CHECKED', ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET rows = rows + excluded.rows, good = good + excluded.good
                """, telling, (insert, it) -> {
            insert.setLong(1, batch.job());
            insert.setString(2, day.toString());
            insert.setString(3, batch.model().toString());
            insert.setString(4, it.task());
            insert.setInt(5, it.explored() ? 1 : 0);
            insert.setLong(6, it.rows());
            insert.setLong(7, isWhole(it) ? 1_000 * it.rows() : 0);
        });
    }

    private static boolean isWhole(AttemptSum sum) {
        return sum.isAnswered() && !NOT_WHOLE.contains(sum.finish());
    }

    /** An answered row: who answered it, and what it asked for. */
    public record Answered(long row, String model, String task, boolean explored) {}

    /** What a row was answered by last; empty where the job has no such row, or no answer to it. */
    public Optional<Answered> answered(long job, long row) {
        return sql.one(
                """
                SELECT b.model, r.task, r.explored
                FROM row r JOIN batch b ON b.n = r.batch JOIN attempt a ON a.batch = r.batch AND a.row = ?
                WHERE r.id = ? AND a.kind = 0
                """,
                it -> new Answered(row, it.getString(1), labels.text(it.getLong(2)), it.getInt(3) == 1),
                row,
                RowTable.id(job, row));
    }

    /** What became of a rating. */
    public enum Took {
        NEW,
        CHANGED,
        /** It stood there already. */
        SAME
    }

    /** Writes a rating down, in thousandths; an earlier one of the same row is taken back. */
    public Took rate(long job, Answered it, LocalDate day, int rating) {
        var before = sql.one(
                "SELECT day, model, task, explored, rating FROM feedback WHERE job = ? AND row = ?",
                row -> new Rated(
                        LocalDate.parse(row.getString(1)),
                        new Answered(it.row(), row.getString(2), row.getString(3), row.getInt(4) == 1),
                        row.getInt(5)),
                job,
                it.row());
        if (before.filter(was -> was.rating() == rating && was.of().equals(it)).isPresent()) return Took.SAME;
        before.ifPresent(was -> count(job, was.of(), was.day(), -1, -was.rating()));
        count(job, it, day, 1, rating);
        sql.update(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?)",
                job,
                it.row(),
                day.toString(),
                it.model(),
                it.task(),
                it.explored() ? 1 : 0,
                rating);
        return before.isPresent() ? Took.CHANGED : Took.NEW;
    }

    private record Rated(LocalDate day, Answered of, int rating) {}

    private void count(long job, Answered it, LocalDate day, int rows, int good) {
        sql.update("""
                INSERT INTO quality VALUES (?, 'RATED', ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET rows = rows + excluded.rows, good = good + excluded.good
                """, job, day.toString(), it.model(), it.task(), it.explored() ? 1 : 0, rows, good);
    }

    /**
     * Answers of one day, model and task.
     *
     * @param rated whether they were rated, rather than only checked for being whole
     * @param good in thousandths
     */
    public record Counted(
            LocalDate day, String model, String task, boolean rated, boolean explored, long rows, long good) {}

    /** Everything on record from the first to the last of these days, both inclusive; of one job where one is named. */
    public List<Counted> all(boolean sandbox, LocalDate since, LocalDate until, Optional<JobId> job) {
        var id = job.map(JobId::value).orElse("");
        return sql.list(
                """
                SELECT q.day, q.model, q.task, q.source = 'RATED', q.explored, sum(q.rows), sum(q.good)
                FROM quality q JOIN job j ON j.n = q.job
                WHERE j.sandbox = ? AND q.day >= ? AND q.day <= ? AND (? = '' OR j.id = ?)
                GROUP BY q.day, q.model, q.task, q.source, q.explored HAVING sum(q.rows) > 0
                ORDER BY q.day, q.model, q.task, q.source, q.explored
                """,
                row -> new Counted(
                        LocalDate.parse(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4) == 1,
                        row.getInt(5) == 1,
                        row.getLong(6),
                        row.getLong(7)),
                sandbox ? 1 : 0,
                since.toString(),
                until.toString(),
                id,
                id);
    }
}
