package route.flow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import route.domain.BillLine;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Marred;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Projection;
import route.domain.Usage;
import route.plan.Turnarounds;
import route.report.Extrapolation;
import route.store.BatchRecord;
import route.store.Database;
import route.store.JobRecord;
import route.store.PastBatches;

/** Makes of what the store knows what a person is shown. */
final class Views {

    private static final BillLine NOTHING = new BillLine(Map.of(), 0, Usage.NONE, Money.ZERO, Money.ZERO);

    private Views() {}

    /** A job with its batches. */
    static JobView whole(Database store, JobRecord job, Instant now) {
        var nextDue = job.state().isOpen() && job.state() != JobState.HELD
                ? store.batches().nextDue(waiting(store, job).orElse(job).n())
                : Optional.<Instant>empty();
        var doubtful = store.past().doubtful(job.n());
        var projection = Extrapolation.of(store.samples().of(job.n()));
        return job(
                job,
                waiting(store, job),
                store.spend().total(job.n()),
                estimate(store, job),
                nextDue,
                batches(store, job, now),
                doubtful,
                projection,
                store.report().marred(job.n()));
    }

    /** What a job is expected to cost, with the one that asked about its rows: so is its bill. */
    static Money estimate(Database store, JobRecord job) {
        var asking = store.decisions().asking(job.n()).flatMap(store.jobs()::find);
        return asking.map(it -> it.estimate().plus(job.estimate())).orElse(job.estimate());
    }

    private static List<BatchView> batches(Database store, JobRecord job, Instant now) {
        var batches = store.batches().ofJob(job.n());
        var away = away(batches);
        var turnarounds = away.isEmpty()
                ? Turnarounds.NONE
                : Desk.turnarounds(store, store.jobs().spec(job.n()), away);
        return batches.stream().map(it -> batch(it, turnarounds, now)).toList();
    }

    /** The models of those batches that are being worked on at their providers. */
    static Set<ModelRef> away(List<BatchRecord> batches) {
        return batches.stream().filter(Views::isAway).map(BatchRecord::model).collect(Collectors.toSet());
    }

    /** Whether a batch is being worked on at its provider. */
    private static boolean isAway(BatchRecord batch) {
        return switch (batch.state()) {
            case SUBMITTED, RUNNING ->
                batch.lane() == Lane.BATCH && batch.sentAt().isPresent();
            case PLANNED, SUBMITTING, CANCELLING, ENDED, COLLECTED, REFUSED, LOST, DROPPED -> false;
        };
    }

    /** What a job waits for whose rows are judged by another first. */
    private static Optional<JobRecord> waiting(Database store, JobRecord job) {
        if (job.state() != JobState.CREATED) return Optional.empty();
        return store.decisions().asking(job.n()).flatMap(store.jobs()::find);
    }

    /** A job as a list shows it: without its batches. */
    static JobView listed(JobRecord job, Optional<BillLine> total, Optional<Instant> nextDue) {
        return listed(job, total, job.estimate(), nextDue);
    }

    /** A job as it moves from one state to another: with the one that asked about its rows. */
    static JobView moved(Database store, JobRecord job) {
        var total = Optional.of(store.spend().total(job.n()));
        return listed(job, total, estimate(store, job), Optional.empty());
    }

    private static JobView listed(JobRecord job, Optional<BillLine> total, Money estimate, Optional<Instant> nextDue) {
        // A held job waits for a person, not for a moment.
        var due = job.state() == JobState.HELD ? Optional.<Instant>empty() : nextDue;
        return job(
                job,
                Optional.empty(),
                total.orElse(NOTHING),
                estimate,
                due,
                List.of(),
                new PastBatches.Doubtful(0, Money.ZERO),
                Optional.empty(),
                Marred.NONE);
    }

    private static JobView job(
            JobRecord job,
            Optional<JobRecord> asking,
            BillLine total,
            Money estimate,
            Optional<Instant> nextDue,
            List<BatchView> batches,
            PastBatches.Doubtful doubtful,
            Optional<Projection> projection,
            Marred marred) {
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
                estimate,
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
                batches,
                projection,
                marred);
    }

    /** A batch, and when it will probably end. */
    static BatchView batch(BatchRecord it, Turnarounds turnarounds, Instant now) {
        var expectedAt = it.sentAt().filter(at -> isAway(it)).flatMap(at -> turnarounds.end(it.model(), at, now));
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
                it.discount(),
                expectedAt);
    }
}
