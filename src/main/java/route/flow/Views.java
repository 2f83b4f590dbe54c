package route.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.Money;
import route.store.BatchRecord;
import route.store.Database;
import route.store.JobRecord;
import route.store.PastBatches;

/** Makes of what the store knows what a person is shown. */
final class Views {

    private Views() {}

    static JobView job(Database store, JobRecord job, boolean withBatches) {
        var total = store.spend().total(job.n());
        var batches = withBatches ? store.batches().ofJob(job.n()) : List.<BatchRecord>of();
        var doubtful = withBatches ? store.past().doubtful(job.n()) : new PastBatches.Doubtful(0, Money.ZERO);
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
                job.held(),
                job.createdAt(),
                job.endedAt(),
                job.state().isOpen() ? store.batches().nextDue(job.n()) : Optional.<Instant>empty(),
                doubtful.calls(),
                doubtful.atMost(),
                job.notes(),
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
