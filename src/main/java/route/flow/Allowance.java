package route.flow;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongFunction;
import route.domain.Money;
import route.domain.Plural;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.store.PastBatches;

/** What may be sent now: the budget in money, and the room that the provider leaves. */
final class Allowance {
    /** How a refusal begins: the others of a pass would say the same. */
    static final String NEXT = "the next batch may cost up to ";

    private final Desk desk;

    Allowance(Desk desk) {
        this.desk = desk;
    }

    /** Whether the provider has room for this batch beside what is open there for the same model. */
    boolean hasRoom(BatchRecord batch) {
        var quota = desk.spec().providers().get(batch.model().provider()).quota();
        var open = desk
                .store()
                .atProvider()
                .openAt(batch.model().provider(), desk.spec().sandbox())
                .stream()
                .filter(it -> it.model().equals(batch.model()))
                .toList();
        return quota.hasRoom(
                open.size(),
                open.stream().mapToLong(BatchRecord::rows).sum(),
                open.stream().mapToLong(BatchRecord::inputTokens).sum(),
                batch.rows(),
                batch.inputTokens());
    }

    /** Why the budget does not allow this batch, for a person; empty where it does. */
    Optional<String> refusal(BatchRecord batch) {
        return over(batch, batch.worstCost());
    }

    /**
     * The same of a batch whose calls are under way, and for which the money is set aside: what may have been paid for
     * without an answer comes on top of that.
     */
    Optional<String> overrun(BatchRecord running) {
        return running.doubtful() == 0 ? Optional.empty() : over(running, Money.ZERO);
    }

    /** @param more what is about to be set aside for it */
    private Optional<String> over(BatchRecord batch, Money more) {
        var budget = desk.spec().budget();
        var provider = batch.model().provider();
        return budget.maxCost()
                .flatMap(it -> over(more, it, ofJob(batch.job()), "budget", "--max-cost"))
                .or(() -> Optional.ofNullable(budget.perProvider().get(provider))
                        .flatMap(it -> over(
                                more,
                                it,
                                ofJob(batch.job(), provider),
                                "budget for " + provider,
                                "budget.per_provider." + provider)))
                .or(() -> budget.perDay().flatMap(it -> over(more, it, ofToday(), "day's budget", "budget.per_day")));
    }

    /**
     * What counts against a budget.
     *
     * @param committed what is spent or in flight, by the ledger
     * @param doubtful calls that may have been paid for without an answer, which no ledger books
     */
    private record Counted(Money committed, PastBatches.Doubtful doubtful) {
        Counted plus(Counted other) {
            var calls = doubtful.calls() + other.doubtful.calls();
            var atMost = doubtful.atMost().plus(other.doubtful.atMost());
            return new Counted(committed.plus(other.committed), new PastBatches.Doubtful(calls, atMost));
        }
    }

    /** What a model said of the rows counts in the budget of their job. */
    private Counted withAsking(long job, LongFunction<Counted> counted) {
        var own = counted.apply(job);
        return asking(job).map(it -> own.plus(counted.apply(it.n()))).orElse(own);
    }

    private Optional<JobRecord> asking(long job) {
        return desk.store().decisions().asking(job).flatMap(desk.store().jobs()::find);
    }

    /** What a model that judges the rows of a job has cost so far, or may have. */
    Money asked(long job) {
        return asking(job)
                .map(it -> desk.store()
                        .ledger()
                        .committed(it.n())
                        .plus(desk.store().past().doubtful(it.n()).atMost()))
                .orElse(Money.ZERO);
    }

    private Counted ofJob(long job) {
        return withAsking(
                job,
                it -> new Counted(
                        desk.store().ledger().committed(it), desk.store().past().doubtful(it)));
    }

    private Counted ofJob(long job, String provider) {
        return withAsking(
                job,
                it -> new Counted(
                        desk.store().ledger().committed(it, provider),
                        desk.store().past().doubtful(it, provider)));
    }

    private Counted ofToday() {
        var start = desk.now()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        var sandbox = desk.spec().sandbox();
        return new Counted(
                desk.store().ledger().committedSince(start, sandbox),
                desk.store().past().doubtfulSince(start, sandbox));
    }

    private static Optional<String> over(Money more, Money budget, Counted counted, String which, String setting) {
        var doubtful = counted.doubtful();
        var taken = counted.committed().plus(doubtful.atMost());
        if (!taken.plus(more).isMoreThan(budget)) return Optional.empty();
        var next = more.equals(Money.ZERO)
                ? "calls were paid for perhaps and have to be asked again, "
                : NEXT + more + ", ";
        var doubt = doubtful.calls() == 0
                ? ""
                : " (" + doubtful.atMost() + " of it for "
                        + Plural.of(doubtful.calls(), "call")
                        + " that brought no answer and may have been billed)";
        return Optional.of(next + "and " + taken + " of the " + which + " of " + budget + " is spent or in flight"
                + doubt + "; submit again with a higher " + setting);
    }
}
