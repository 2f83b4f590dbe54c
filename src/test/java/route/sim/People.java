package route.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Money;
import route.flow.JobView;
import route.flow.Jobs;

/** What people do with a job: give it a budget and raise it, settle doubts, change their minds, try again. */
final class People {
    /** How often even a patient person sees a job held before taking a look. */
    private static final int PATIENT_HOLDS = 50;

    /** What is put on top of twice the budget: what was free may turn out to cost something after all. */
    private static final Money CENT = Money.ofDollars("0.01");

    private final SimWorld world;
    private final List<String> held = new ArrayList<>();
    private final List<Budgeted> budgets = new ArrayList<>();
    private Optional<JobId> cancelled = Optional.empty();
    private boolean cancels;
    private boolean retries;

    /** A budget that holds from behind the ledger's entry with this number on. */
    record Budgeted(long fromEntry, Money most) {}

    People(SimWorld world) {
        this.world = world;
        this.cancels = world.scenario().cancels();
        this.retries = world.scenario().retries();
    }

    /** Sets the budget, once, by what the plan says. */
    void setBudget(Jobs jobs) {
        if (world.scenario().budgetPercent() == 0 || !budgets.isEmpty()) return;
        var worst = jobs.rehearsal().plan(world.spec()).worstCase();
        var most = worst.picodollars() * world.scenario().budgetPercent() / 100;
        budgets.add(new Budgeted(0, Money.ofPicodollars(most)));
    }

    Optional<Money> budget() {
        return budgets.isEmpty()
                ? Optional.empty()
                : Optional.of(budgets.get(budgets.size() - 1).most());
    }

    List<Budgeted> budgets() {
        return List.copyOf(budgets);
    }

    /** Every reason for which the job was held. */
    List<String> held() {
        return List.copyOf(held);
    }

    /** The job of this world: handed in again and again, which makes one; after a cancelled one that would make another. */
    JobId begin(Jobs jobs) {
        return cancelled
                .filter(it -> isGivenUp(jobs.view(it).state()))
                .orElseGet(() -> jobs.submit(world.spec(), false).job());
    }

    /** A process that dies may take the wish with it. */
    private static boolean isGivenUp(JobState state) {
        return state == JobState.CANCELLING || state == JobState.CANCELLED;
    }

    /** What they do when they see how it stands; how it stands then. */
    JobView after(Jobs jobs, JobView view) {
        if (view.state() == JobState.HELD) mend(jobs, view);
        // Whose command died does it again.
        var isStillHeld = cancelled.isPresent() && view.state() == JobState.HELD;
        if ((cancels || isStillHeld) && view.state().isOpen()) {
            cancels = false;
            cancelled = Optional.of(view.id());
            world.tell("the user cancels");
            jobs.cancel(view.id());
        } else if (retries && view.state() == JobState.DELIVERED && view.rows().failed() > 0) {
            retries = false;
            world.tell("the user retries");
            jobs.retry(view.id(), Optional.empty(), Optional.empty());
        } else {
            return view;
        }
        return jobs.view(view.id());
    }

    private void mend(Jobs jobs, JobView view) {
        world.tell("HELD: " + view.held());
        held.add(view.held());
        world.pass(Duration.ofHours(1));
        var impatient = world.scenario().settles() || held.size() > PATIENT_HOLDS;
        if (impatient && view.held().contains("--adopt")) settle(jobs, view.id());
        // Somebody who has looked at the provider's own pages, where it is not.
        if (view.held().contains("if the batch is gone for good")) giveUp(jobs, view.id());
        if (view.held().contains("check the API key"))
            world.providers().values().forEach(SimProvider::mendKey);
        if (view.held().contains("budget")) {
            var lastEntry = new Records(world.database()).lastEntry();
            budgets.add(new Budgeted(lastEntry, budget().orElseThrow().times(2).plus(CENT)));
        }
    }

    private void giveUp(Jobs jobs, JobId job) {
        world.tell("a person gives it up");
        try {
            jobs.settle(job, Optional.empty());
        } catch (InputException e) {
            world.tell("not yet: " + e.getMessage());
        }
    }

    /** Somebody who has looked at the provider's own pages says whether the batch that was asked about is there. */
    private void settle(Jobs jobs, JobId job) {
        var batch = new Records(world.database())
                .batches().stream()
                        .filter(it -> it.state().equals("SUBMITTING"))
                        .findFirst()
                        .orElseThrow();
        var provider = batch.model().substring(0, batch.model().indexOf('/'));
        var books = world.providers().get(provider).books();
        var theirs = books.holding("r" + batch.key().substring(0, 12) + "-").map(SimBatch::id);
        world.tell("a person settles it: " + theirs);
        try {
            jobs.settle(job, theirs);
        } catch (InputException e) {
            world.tell("not yet: " + e.getMessage());
        }
    }
}
