package route.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.flow.Goal;

/** Sends failed rows again. */
@Command(
        name = "retry",
        description = "Sends a job's failed rows again, as a new round of the same job.",
        footer = {"", "Example:", "  route batch retry @last --tier flagship --wait"})
final class RetryCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private String job = "";

    @Option(
            names = "--only",
            paramLabel = "CODE",
            description = "Only rows that failed with this code, such as rate_limit_exceeded.")
    private Optional<String> only = Optional.empty();

    @Option(names = "--tier", paramLabel = "T", description = "Send them to this tier instead of their own.")
    private Optional<String> tier = Optional.empty();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RetryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var errand = waiting.errand(Goal.SENT);
        var printer = console.printer();
        var settings = console.settings();
        try (var jobs = console.open(settings, printer)) {
            var id = jobs.resolve(job);
            var rows = jobs.retry(id, only, tier);
            var drive = new Drive(console, jobs, printer, json);
            console.note(id + ": " + Figures.count(rows, "failed row") + " to send again");
            var code = rows == 0 ? drive.show(jobs.view(id), errand) : drive.one(id, errand);
            new Aftermath(console, settings).of(jobs, printer);
            return code;
        }
    }
}
