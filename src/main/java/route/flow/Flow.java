package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Lane;
import route.store.BatchRecord;
import route.store.JobRecord;

/** Drives a job towards a goal. Starting and resuming are the same call. */
final class Flow {
    static final String GIVEN_UP = "somebody asked for its end: it is cancelled";

    /** While files are on their way, due batches and a request to stop are looked after at least so often. */
    private static final long LONGEST_AWAIT_MILLIS = 100;

    /** So often somebody who sleeps looks whether another process asked for the job's end. */
    private static final Duration GLANCE = Duration.ofSeconds(30);

    private final Desk desk;
    private final RealtimeStep realtime;
    private final List<Step> steps;

    Flow(Desk desk) {
        this.desk = desk;
        this.realtime = new RealtimeStep(desk);
        this.steps = List.of(
                new PlanStep(desk, realtime),
                new SubmitStep(desk),
                realtime,
                new PollStep(desk),
                new CollectStep(desk, realtime),
                new JudgeStep(desk),
                new TidyStep(desk),
                new DeliverStep(desk));
    }

    /** Goes on until the goal is reached, the time is over, or the process is asked to stop. */
    void run(JobRecord job, Goal goal, Instant deadline) {
        new Retention(desk).warn(job);
        try (realtime) {
            for (var moved = pass(job); goesOn(job, goal, moved, deadline); moved = pass(job)) {
                if (moved == 0) sleep(job, deadline);
            }
        } finally {
            // What is on its way costs nothing and is fetched again: it is not waited for when the time is over.
            if (!desk.world().sleeper().stopping() && desk.now().isBefore(deadline))
                desk.courier().finish();
        }
    }

    /** Every step once; what stands in the way of one step does not keep the others from what is due. */
    private int pass(JobRecord job) {
        heed(reload(job));
        // While a round is cut, its batches are sent one a pass; what is in their way is said of all together.
        var isCutting = reload(job).planning() && reload(job).state() != JobState.CANCELLING;
        if (!isCutting) desk.holds().clear();
        desk.courier().forget();
        var moved = 0;
        for (var step : steps) {
            if (desk.world().sleeper().stopping()) return moved;
            try {
                moved += step.advance(reload(job));
            } catch (HeldException e) {
                desk.hold(e.getMessage());
            }
        }
        hold(reload(job), moved);
        waiting(job, moved);
        return moved;
    }

    /** Gives the job up where that was asked of whoever works on it. */
    private void heed(JobRecord job) {
        if (!desk.store().jobs().isCancelAsked(job.n()) || job.state() == JobState.CANCELLING) return;
        new Cancelling(desk.store(), desk.now()).of(job);
        desk.say(Event.Level.NOTE, job, GIVEN_UP);
    }

    private JobRecord reload(JobRecord job) {
        return desk.store().jobs().find(job.id()).orElseThrow();
    }

    /** Shows what stands in the way; the job is HELD once nothing is under way that could go on without a person. */
    private void hold(JobRecord job, int moved) {
        if (desk.holds().isEmpty()) {
            if (!job.held().isEmpty())
                desk.inTransaction(() -> desk.store().jobs().hold(job.n(), ""));
            return;
        }
        var reasons = String.join("\n", desk.holds());
        var goesOn = job.planning() && moved > 0 || desk.courier().isAwaited() || realtime.isUnderWay();
        var underWay = goesOn || desk.store().batches().ofJob(job.n()).stream().anyMatch(Flow::isUnderWay);
        desk.inTransaction(() -> {
            desk.store().jobs().hold(job.n(), reasons);
            if (job.state() == JobState.RUNNING && !underWay) {
                desk.store().jobs().move(job.n(), JobState.RUNNING, JobState.HELD, Optional.empty());
                desk.store().notices().held(job.n(), reasons, desk.now());
            }
        });
    }

    private static boolean isUnderWay(BatchRecord batch) {
        return switch (batch.state()) {
            case SUBMITTED, RUNNING, CANCELLING, ENDED -> batch.failingAt().isEmpty();
            case PLANNED, SUBMITTING, COLLECTED, REFUSED, LOST, DROPPED -> false;
        };
    }

    private boolean goesOn(JobRecord before, Goal goal, int moved, Instant deadline) {
        var job = reload(before);
        var over = desk.world().sleeper().stopping() || !desk.now().isBefore(deadline);
        var stuck = job.state() == JobState.CANCELLING && !desk.holds().isEmpty() && moved == 0;
        if (over || stuck || !job.state().isOpen() || job.state() == JobState.HELD) return false;
        if (desk.courier().isAwaited()) return true;
        return switch (goal) {
            case DELIVERED -> true;
            case DUE_STEPS -> moved > 0;
            case SENT -> moved > 0 && (job.planning() || realtime.isUnderWay() || somethingToSend(job));
        };
    }

    private boolean somethingToSend(JobRecord job) {
        var batches = desk.store().batches();
        // A real-time batch is sent when its rows have been asked.
        return Stream.concat(
                        batches.inState(job.n(), BatchState.PLANNED).stream(),
                        batches.inState(job.n(), BatchState.RUNNING).stream().filter(it -> it.lane() == Lane.REALTIME))
                .anyMatch(it -> !it.dueAt().isAfter(desk.now()));
    }

    private void waiting(JobRecord before, int moved) {
        var job = reload(before);
        if (!job.state().isOpen() || job.planning() || moved > 0 && job.pending() == 0) return;
        var open = desk.store().batches().ofJob(job.n()).stream()
                .filter(it -> !it.state().isFinal())
                .toList();
        var done = open.stream().mapToLong(it -> Math.min(it.done(), it.rows())).sum();
        var known = Desk.turnarounds(desk.store(), desk.spec(), Views.away(open));
        var views = open.stream().map(it -> Views.batch(it, known, desk.now())).toList();
        var all = new Event.Progress(job.id(), "waiting", job.rows() - job.pending() + done, job.rows());
        desk.world().events().accept(new Event.Waiting(all, views));
    }

    private void sleep(JobRecord job, Instant deadline) {
        if (desk.courier().isAwaited()) {
            desk.courier().await(LONGEST_AWAIT_MILLIS);
            return;
        }
        var due = desk.store()
                .batches()
                .nextDue(job.n())
                .orElseThrow(() -> new IllegalStateException("job " + job.id() + " is open, and nothing of it is due"));
        sleepUntil(job, due.isBefore(deadline) ? due : deadline);
    }

    private void sleepUntil(JobRecord job, Instant end) {
        for (var now = desk.now(); now.isBefore(end); now = desk.now()) {
            var next = now.plus(GLANCE);
            desk.world().sleeper().until(next.isBefore(end) ? next : end);
            if (desk.world().sleeper().stopping() || desk.store().jobs().isCancelAsked(job.n())) return;
        }
    }
}
