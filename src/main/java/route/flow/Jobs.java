package route.flow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import route.domain.Delivery;
import route.domain.JobId;
import route.domain.JobSpec;

/** The front desk: what the command line may ask of the house. */
public final class Jobs implements AutoCloseable {

    /** Opens the store in the world's home, making it where it is missing. */
    public static Jobs open(World world) {
        throw new IllegalStateException("under construction: " + world);
    }

    /** Reads, classifies, counts and prices; sends nothing and keeps nothing. */
    public PlanView plan(JobSpec spec) {
        throw new IllegalStateException("under construction: " + spec);
    }

    /** Reads and classifies every row into {@code sink}, and every unusable one into {@code bad}; sends nothing. */
    public void classify(JobSpec spec, Consumer<Classified> sink, Consumer<BadRow> bad) {
        throw new IllegalStateException("under construction: " + spec);
    }

    /**
     * Takes a job in, or finds the one that has the same input and settings. Sends nothing yet. Bad rows (unless they
     * are to be skipped), missing keys and an output in the way are refused here with an InputException.
     */
    public Submitted submit(JobSpec spec, boolean again) {
        throw new IllegalStateException("under construction: " + spec + again);
    }

    /** Drives a job towards a goal; returns where it then stands. At the timeout it returns the job as it is. */
    public JobView run(JobId job, Goal goal, Optional<Duration> timeout) {
        throw new IllegalStateException("under construction: " + job + goal + timeout);
    }

    /** All open jobs, or all jobs, newest first; without their batches. */
    public List<JobView> list(boolean all) {
        throw new IllegalStateException("under construction: " + all);
    }

    public JobView view(JobId job) {
        throw new IllegalStateException("under construction: " + job);
    }

    /** A job by its id, a unique prefix of it, or {@code @last}; an InputException where there is none. */
    public JobId resolve(String text) {
        throw new IllegalStateException("under construction: " + text);
    }

    /** Writes the merged file; {@code partial} also where rows are still pending. Stdout where the path is {@code -}. */
    public JobView results(JobId job, Optional<Delivery> elsewhere, boolean partial) {
        throw new IllegalStateException("under construction: " + job + elsewhere + partial);
    }

    /**
     * Opens a new round for failed rows.
     *
     * @param code only rows whose error has this code
     * @param tier the tier to use instead of the row's own
     * @return how many rows will be tried again
     */
    public long retry(JobId job, Optional<String> code, Optional<String> tier) {
        throw new IllegalStateException("under construction: " + job + code + tier);
    }

    /** Asks the providers to stop this job's batches; what was already answered is kept and merged by the next run. */
    public void cancel(JobId job) {
        throw new IllegalStateException("under construction: " + job);
    }

    public Bill bill(BillQuery query) {
        throw new IllegalStateException("under construction: " + query);
    }

    /** What SQLite finds wrong with the database; empty when it is sound. */
    public Optional<String> damage() {
        throw new IllegalStateException("under construction");
    }

    @Override
    public void close() {}
}
