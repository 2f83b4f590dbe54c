package route.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import route.domain.Budget;
import route.domain.ModelRef;
import route.domain.Money;

/** What a job's budgets would make of it, all answers being as long as they may. */
record BudgetNotes(Budget budget) {

    /**
     * @param worst what the whole may cost at most
     * @param worstAt the same at one provider, by its name
     * @param unpriced models that rows go to and that have no price
     */
    List<String> lines(Money worst, Function<String, Money> worstAt, List<ModelRef> unpriced) {
        var notes = new ArrayList<String>();
        if (budget.isLimited() && !budget.allowUnpriced() && !unpriced.isEmpty()) {
            notes.add("submit will refuse: " + unpriced.get(0) + " has no price, so the budget cannot be kept; import"
                    + " its price with route models import FILE, or give --allow-unpriced");
        }
        budget.maxCost().ifPresent(it -> hold(worst, it, "budget", "--max-cost", notes));
        budget.perProvider()
                .forEach((name, it) ->
                        hold(worstAt.apply(name), it, "budget for " + name, "budget.per_provider." + name, notes));
        budget.perDay().ifPresent(it -> hold(worst, it, "day's budget", "budget.per_day", notes));
        return notes;
    }

    private static void hold(Money worst, Money most, String which, String setting, List<String> notes) {
        if (!worst.isMoreThan(most)) return;
        notes.add("this may cost up to " + worst + ", more than the " + which + " of " + most + " (" + setting
                + "): the job is held before a batch that might pass it");
    }
}
