package route.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.domain.JobId;
import route.domain.JobState;
import route.flow.Goal;
import route.flow.Jobs;

/** Stops a job at the providers. */
@Command(
        name = "cancel",
        description = {
            "Cancels a job at the providers; keeps and merges what was already answered.",
            "A process that works on it is asked to do so, and does within half a minute.",
            "Providers take their time: route batch resume, or --wait, fetches the rest."
        },
        footer = {"", "Example:", "  route batch cancel t7k2 --wait"})
final class CancelCommand implements Callable<Integer> {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Console console;

    @Parameters(paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private String job = "";

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CancelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var errand = waiting.errand(Goal.DUE_STEPS);
        var printer = console.printer();
        var settings = console.settings();
        try (var jobs = console.open(settings, printer)) {
            var id = jobs.resolve(job);
            var drive = new Drive(console, jobs, printer, json);
            if (!jobs.cancel(id)) {
                console.note("job " + id + " is being worked on by another route process, which was asked to cancel it;"
                        + " it does so within half a minute");
                if (!errand.waits()) return asked(jobs, id);
                waitForOther(jobs, id, errand.timeout());
            }
            var code = drive.one(id, errand);
            new Aftermath(console, settings).of(jobs, printer);
            var isCancelled = jobs.view(id).state() == JobState.CANCELLED;
            return isCancelled ? ExitCode.OK.code() : code;
        }
    }

    private int asked(Jobs jobs, JobId id) {
        if (json) console.print(JobJson.text(jobs.view(id), console.outside().workingDirectory()) + "\n");
        return ExitCode.OK.code();
    }

    /** Until the job has ended, or the time is over: what then follows says which. */
    private void waitForOther(Jobs jobs, JobId id, Optional<Duration> timeout) {
        var sleeper = console.outside().sleeper();
        var clock = console.outside().clock();
        var end = timeout.map(it -> clock.instant().plus(it)).orElse(Instant.MAX);
        while (jobs.view(id).state().isOpen()
                && !sleeper.stopping()
                && clock.instant().isBefore(end)) {
            sleeper.until(clock.instant().plus(GLANCE));
        }
    }
}
