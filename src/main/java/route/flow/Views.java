package route.flow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.BillLine;
import route.domain.JobState;
import route.domain.Money;
import route.domain.Usage;
import route.store.BatchRecord;
import route.store.Database;
import route.store.JobRecord;
import route.store.PastBatches;

/** Makes of what the store knows what a person is shown. */
final class Views {

    private static final BillLine NOTHING = new BillLine(Map.of(), 0, Usage.NONE, Money.ZERO, Money.ZERO);

    private Views() {}

    /** A job with its batches. */
    static JobView whole(Database store, JobRecord job) {
        var nextDue = job.state().isOpen() ? store.batches().nextDue(job.n()) : Optional.<Instant>empty();
        var doubtful = store.past().doubtful(job.n());
        return job(
                job,
                waiting(store, job),
                store.spend().total(job.n()),
                nextDue,
                store.batches().ofJob(job.n()),
                doubtful);
    }

    /** What a job waits for whose rows are judged by another first. */
    private static Optional<JobRecord> waiting(Database store, JobRecord job) {
        if (job.state() != JobState.CREATED) return Optional.empty();
        return store.decisions().asking(job.n()).flatMap(store.jobs()::find);
    }

    /** A job as a list shows it: without its batches. */
    static JobView listed(JobRecord job, Optional<BillLine> total, Optional<Instant> nextDue) {
        return job(
                job,
                Optional.empty(),
                total.orElse(NOTHING),
                nextDue,
                List.of(),
                new PastBatches.Doubtful(0, Money.ZERO));
    }

    private static JobView job(
            JobRecord job,
            Optional<JobRecord> asking,
            BillLine total,
            Optional<Instant> nextDue,
            List<BatchRecord> batches,
            PastBatches.Doubtful doubtful) {
        return new JobView(
                job.id(),
                job.name(),
                job.state(),
                job.sandbox(),
                job.input(),
                Math.max(1, job.round()),
                new RowCounts(job.rows(), job.accepted(), job.failed(), job.skipped(), job.pending()),
                total.usage(),
                total.cost(),
                job.estimate(),
                total.baseline(),
                job.output(),
                asking.filter(it -> !it.held().isEmpty())
                        .map(it -> "job " + it.id() + ", which judges its rows: " + it.held())
                        .orElse(job.held()),
                job.createdAt(),
                job.endedAt(),
                nextDue,
                doubtful.calls(),
                doubtful.atMost(),
                asking.map(it -> List.of(Advising.waiting(it.id()))).orElse(job.notes()),
                batches.stream().map(Views::batch).toList());
    }

    private static BatchView batch(BatchRecord it) {
        return new BatchView(
                it.key(),
                it.round(),
                it.model(),
                it.lane(),
                it.rows(),
                it.done(),
                it.state(),
                it.remoteId(),
                it.word(),
                it.problem(),
                it.sentAt(),
                it.state().isFinal() ? Optional.empty() : Optional.of(it.dueAt()),
                it.deadline(),
                it.discount());
    }
}
