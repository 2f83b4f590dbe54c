package route.store;

import java.time.Instant;
import java.util.Optional;
import route.domain.JobId;
import route.domain.Opinion;

/** What advisers said of prompts, so that none is asked twice; and which job asks a model for another. */
public final class DecisionTable {
    private static final int STEPS = 10_000;

    private final Sql sql;

    DecisionTable(Sql sql) {
        this.sql = sql;
    }

    /**
     * What an adviser said of a prompt.
     *
     * @param adviser names it, and everything its answers depend on
     * @param prompt the prompt's digest
     */
    public Optional<Opinion> find(String adviser, byte[] prompt) {
        return sql.one(
                "SELECT hardness, task, sensitivity FROM decision WHERE adviser = ? AND prompt = ?",
                row -> new Opinion((double) row.getInt(1) / STEPS, row.getString(2), row.getInt(3)),
                adviser,
                prompt);
    }

    public void add(String adviser, byte[] prompt, Opinion opinion, Instant now) {
        sql.update(
                "INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?)",
                adviser,
                prompt,
                Math.round(opinion.hardness() * STEPS),
                opinion.task(),
                opinion.sensitivity(),
                now.toEpochMilli());
    }

    /** The job that asks a model about the rows of this one; it is named before it is made. */
    public Optional<JobId> asking(long job) {
        return sql.one("SELECT asking FROM advised WHERE job = ?", row -> new JobId(row.getString(1)), job);
    }

    public void ask(long job, JobId asking) {
        sql.update("INSERT INTO advised (job, asking) VALUES (?, ?)", job, asking.value());
    }
}
