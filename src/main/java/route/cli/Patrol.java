package route.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.JobId;
import route.domain.JobState;
import route.flow.Goal;
import route.flow.JobView;
import route.flow.LockedException;

/**
 * Goes round several jobs and takes the due steps of each in turn, so that none waits for another; once, or until all
 * are done. Jobs that another process works on are left to it.
 */
final class Patrol {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Console console;
    private final Drive drive;
    private final List<JobId> wanted;
    private final boolean named;
    private final Map<JobId, JobView> views = new LinkedHashMap<>();
    private boolean foundLocked;
    private final List<ExitCode> troubles = new ArrayList<>();

    /** @param named whether a person named these jobs, so that a locked one is an error */
    Patrol(Console console, Drive drive, List<JobId> wanted, boolean named) {
        this.console = console;
        this.drive = drive;
        this.wanted = List.copyOf(wanted);
        this.named = named;
    }

    /** Where the jobs then stand, in the order they were given; without the locked ones. */
    List<JobView> walk(Errand errand) {
        var clock = console.outside().clock();
        var sleeper = console.outside().sleeper();
        var end = errand.timeout().map(it -> clock.instant().plus(it)).orElse(Instant.MAX);
        var open = wanted;
        while (!open.isEmpty()) {
            open = round(open);
            if (!errand.waits()
                    || open.isEmpty()
                    || sleeper.stopping()
                    || !clock.instant().isBefore(end)) break;
            var due = nextDue(open);
            sleeper.until(due.isBefore(end) ? due : end);
        }
        return List.copyOf(views.values());
    }

    boolean foundLockedByName() {
        return foundLocked && named;
    }

    /** What it means for the exit code that some of them could not be driven at all; the others went on. */
    List<ExitCode> troubles() {
        return List.copyOf(troubles);
    }

    /** One round; the jobs that have more to do later. */
    private List<JobId> round(List<JobId> jobs) {
        var later = new ArrayList<JobId>();
        for (var job : jobs) {
            if (console.outside().sleeper().stopping() && views.containsKey(job)) continue;
            if (step(job).filter(Patrol::goesOn).isPresent()) later.add(job);
        }
        return later;
    }

    private Optional<JobView> step(JobId job) {
        try {
            var view = drive.run(job, new Errand(Goal.DUE_STEPS, Optional.empty()));
            views.put(job, view);
            return Optional.of(view);
        } catch (LockedException locked) {
            foundLocked = true;
            console.note(locked.getMessage());
            return Optional.empty();
        } catch (RuntimeException thrown) {
            fell(job, thrown);
            return Optional.empty();
        }
    }

    /** What stops one job, be it a bug, is said and written down with its name; the others do not wait for it. */
    private void fell(JobId job, RuntimeException thrown) {
        var failure = Failure.of(thrown, console.outside().mendable());
        troubles.add(failure.code());
        console.say(List.of("job " + job + ": " + Untrusted.shown(String.join("; ", failure.lines()), 400)));
        console.record(failure, thrown);
    }

    private static boolean goesOn(JobView view) {
        return view.state().isOpen()
                && view.state() != JobState.HELD
                && view.held().isEmpty();
    }

    /** The next due moment of these jobs; soon, but never at once, where one of them does not say. */
    private Instant nextDue(List<JobId> jobs) {
        var soon = console.outside().clock().instant().plus(SOON);
        return jobs.stream()
                .map(it -> views.get(it).nextDue().orElse(soon))
                .min(Instant::compareTo)
                .orElse(soon);
    }
}
