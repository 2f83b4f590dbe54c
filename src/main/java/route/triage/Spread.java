package route.triage;

import route.domain.Budget;
import route.domain.Money;

/** How much of a budget is spread over the rows. */
final class Spread {
    /** What answers that are longer than expected may take: without it, every second such job would be held at its end. */
    private static final int KEPT_BACK_PERCENT = 10;

    private Spread() {}

    /** @param asked what is spent on having the rows judged */
    static Money of(Budget budget, Money asked) {
        var left = budget.maxCost().orElseThrow().minus(asked);
        var most = left.compareTo(Money.ZERO) < 0 ? Money.ZERO : left;
        return Money.ofPicodollars(most.picodollars() - most.picodollars() / 100 * KEPT_BACK_PERCENT);
    }
}
