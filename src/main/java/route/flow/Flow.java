package route.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobState;
import route.store.JobRecord;

/** Drives a job towards a goal. Starting and resuming are the same call. */
final class Flow {
    private final Desk desk;
    private final List<Step> steps;

    Flow(Desk desk) {
        this.desk = desk;
        this.steps = List.of(
                new PlanStep(desk),
                new SubmitStep(desk),
                new PollStep(desk),
                new CollectStep(desk),
                new JudgeStep(desk),
                new DeliverStep(desk));
    }

    /** Goes on until the goal is reached, the time is over, or the process is asked to stop. */
    void run(JobRecord job, Goal goal, Instant deadline) {
        for (var moved = pass(job); goesOn(job, goal, moved, deadline); moved = pass(job)) {
            if (moved == 0) sleep(job, deadline);
        }
    }

    private int pass(JobRecord job) {
        var moved = 0;
        try {
            for (var step : steps) {
                if (desk.world().sleeper().stopping()) return moved;
                moved += step.advance(reload(job));
            }
        } catch (HeldException e) {
            hold(reload(job), e.getMessage());
        }
        waiting(job);
        return moved;
    }

    private JobRecord reload(JobRecord job) {
        return desk.store().jobs().find(job.id()).orElseThrow();
    }

    private void hold(JobRecord job, String reason) {
        desk.inTransaction(() -> {
            desk.store().jobs().hold(job.n(), reason);
            if (job.state() == JobState.RUNNING) {
                desk.store().jobs().move(job.n(), JobState.RUNNING, JobState.HELD, Optional.empty());
            }
        });
        desk.say(Event.Level.WARNING, job, "held: " + reason);
    }

    private boolean goesOn(JobRecord before, Goal goal, int moved, Instant deadline) {
        var job = reload(before);
        var over = desk.world().sleeper().stopping() || !desk.now().isBefore(deadline);
        var stuck = job.state() == JobState.CANCELLING && !job.held().isEmpty();
        if (over || stuck || !job.state().isOpen() || job.state() == JobState.HELD) return false;
        return switch (goal) {
            case DELIVERED -> true;
            case DUE_STEPS -> moved > 0;
            case SENT -> moved > 0 && somethingToSend(job);
        };
    }

    private boolean somethingToSend(JobRecord job) {
        return desk.store().batches().inState(job.n(), BatchState.PLANNED).stream()
                .anyMatch(it -> !it.dueAt().isAfter(desk.now()));
    }

    private void waiting(JobRecord before) {
        var job = reload(before);
        var done = desk.store().batches().ofJob(job.n()).stream()
                .filter(it -> !it.state().isFinal())
                .mapToLong(it -> Math.min(it.done(), it.rows()))
                .sum();
        desk.progress(job.id(), "waiting", job.rows() - job.pending() + done, job.rows());
    }

    private void sleep(JobRecord job, Instant deadline) {
        var due = desk.store().batches().nextDue(job.n()).orElse(desk.now());
        desk.world().sleeper().until(due.isBefore(deadline) ? due : deadline);
    }
}
