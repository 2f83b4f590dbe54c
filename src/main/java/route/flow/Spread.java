package route.flow;

import route.domain.Budget;
import route.domain.Money;

/** How much of a budget is spread over the rows. */
final class Spread {
    /** What answers that are longer than expected may take: without it, every second such job would be held at its end. */
    private static final int KEPT_BACK_PERCENT = 10;

    private Spread() {}

    static Money of(Budget budget) {
        var most = budget.maxCost().orElseThrow();
        return Money.ofPicodollars(most.picodollars() - most.picodollars() / 100 * KEPT_BACK_PERCENT);
    }
}
