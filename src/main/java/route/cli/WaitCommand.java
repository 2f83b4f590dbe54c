package route.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.flow.Goal;

/** Stays until a job is delivered. */
@Command(
        name = "wait",
        description = "Goes on with a job and stays until it is delivered, with a progress bar.",
        footer = {"", "Example:", "  route batch wait @last --timeout 6h"})
final class WaitCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private String job = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stay no longer than this, such as 30m or 6h; then exit 6.")
    private Optional<Duration> timeout = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    WaitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var printer = console.printer();
        var settings = console.settings();
        try (var jobs = console.open(settings, printer)) {
            var drive = new Drive(console, jobs, printer, json);
            var code = drive.one(jobs.resolve(job), new Errand(Goal.DELIVERED, timeout));
            new Aftermath(console, settings).of(jobs, printer);
            return code;
        }
    }
}
