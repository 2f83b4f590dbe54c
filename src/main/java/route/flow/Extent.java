package route.flow;

import java.util.function.Predicate;
import route.domain.BatchState;
import route.store.BatchRecord;
import route.store.JobRecord;

/** How far a job's rows have come, counted over all its batches, so that progress is the job's and not a batch's. */
final class Extent {

    private Extent() {}

    /** Rows that are final, or in a batch that is not over. */
    static long prepared(Desk desk, JobRecord job) {
        return done(job) + rows(desk, job, it -> !it.state().isFinal());
    }

    /** Rows that are final, or in a batch that is on its way to its provider or there. */
    static long sent(Desk desk, JobRecord job) {
        return done(job) + rows(desk, job, it -> !it.state().isFinal() && it.state() != BatchState.PLANNED);
    }

    /** Rows of a round in batches that are collected. */
    static long collected(Desk desk, JobRecord job, int round) {
        return rows(desk, job, it -> it.round() == round && it.state() == BatchState.COLLECTED);
    }

    /** Rows of a round in batches that are collected or will be. */
    static long collectable(Desk desk, JobRecord job, int round) {
        return rows(
                desk,
                job,
                it -> it.round() == round
                        && (it.state() == BatchState.COLLECTED || !it.state().isFinal()));
    }

    private static long done(JobRecord job) {
        return job.rows() - job.pending();
    }

    private static long rows(Desk desk, JobRecord job, Predicate<BatchRecord> counts) {
        return desk.store().batches().ofJob(job.n()).stream()
                .filter(counts)
                .mapToLong(BatchRecord::rows)
                .sum();
    }
}
