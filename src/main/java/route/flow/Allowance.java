package route.flow;

import java.time.ZoneOffset;
import java.util.Optional;
import route.domain.Money;
import route.store.BatchRecord;

/** What may be sent now: the budget in money, and the room that the provider leaves. */
final class Allowance {
    private final Desk desk;

    Allowance(Desk desk) {
        this.desk = desk;
    }

    /** Whether the provider has room for this batch beside what is open there for the same model. */
    boolean hasRoom(BatchRecord batch) {
        var quota = desk.spec().providers().get(batch.model().provider()).quota();
        var open = desk
                .store()
                .batches()
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
        var budget = desk.spec().budget();
        var ledger = desk.store().ledger();
        var provider = batch.model().provider();
        var today = desk.now()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return budget.maxCost()
                .flatMap(it -> over(batch, it, committed(batch.job()), "budget", "--max-cost"))
                .or(() -> Optional.ofNullable(budget.perProvider().get(provider))
                        .flatMap(it -> over(
                                batch,
                                it,
                                ledger.committed(batch.job(), provider),
                                "budget for " + provider,
                                "budget.per_provider." + provider)))
                .or(() -> budget.perDay()
                        .flatMap(it -> over(
                                batch,
                                it,
                                ledger.committedSince(today, desk.spec().sandbox()),
                                "day's budget",
                                "budget.per_day")));
    }

    /** What a model said of the rows counts in the budget of their job. */
    private Money committed(long job) {
        var own = desk.store().ledger().committed(job);
        return desk.store()
                .decisions()
                .asking(job)
                .flatMap(desk.store().jobs()::find)
                .map(it -> own.plus(desk.store().ledger().committed(it.n())))
                .orElse(own);
    }

    private static Optional<String> over(
            BatchRecord batch, Money budget, Money committed, String which, String setting) {
        if (!committed.plus(batch.worstCost()).isMoreThan(budget)) return Optional.empty();
        return Optional.of("the next batch may cost up to " + batch.worstCost() + ", and " + committed + " of the "
                + which + " of " + budget + " is spent or in flight; submit again with a higher " + setting);
    }
}
