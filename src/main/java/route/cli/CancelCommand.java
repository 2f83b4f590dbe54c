package route.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.domain.JobState;
import route.flow.Goal;

/** Stops a job at the providers. */
@Command(
        name = "cancel",
        description = {
            "Cancels a job at the providers; keeps and merges what was already answered.",
            "Providers take their time: route batch resume, or --wait, fetches the rest."
        },
        footer = {"", "Example:", "  route batch cancel t7k2 --wait"})
final class CancelCommand implements Callable<Integer> {

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
            jobs.cancel(id);
            var code = new Drive(console, jobs, printer, json).one(id, errand);
            new Aftermath(console, settings).of(jobs, printer);
            var isCancelled = jobs.view(id).state() == JobState.CANCELLED;
            return isCancelled ? ExitCode.OK.code() : code;
        }
    }
}
