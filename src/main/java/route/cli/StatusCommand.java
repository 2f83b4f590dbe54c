package route.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.flow.JobView;
import route.flow.Jobs;

/** Shows jobs; changes nothing. */
@Command(
        name = "status",
        description = "Shows all open jobs in a line each, or one job in detail.",
        footer = {"", "Examples:", "  route batch status", "  route batch status @last --json"})
final class StatusCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private Optional<String> job = Optional.empty();

    @Option(names = "--all", description = "Also jobs that are delivered or cancelled.")
    private boolean all;

    @Option(names = "--watch", description = "Show it anew every 2 seconds until nothing is open, or q is pressed.")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON: an object for one job, else an array.")
    private boolean json;

    private String alerts = "";

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.checkSettings();
        try (var jobs = console.look()) {
            if (watch)
                return new Watching(console, () -> look(jobs), this::text, json)
                        .run()
                        .code();
            console.print(text(look(jobs)));
            return ExitCode.OK.code();
        }
    }

    private List<JobView> look(Jobs jobs) {
        alerts = AlertText.lines(jobs.watchtower().alerts(), console.outPaint());
        if (job.isPresent()) return List.of(jobs.view(jobs.resolve(job.get())));
        // The list leaves the batches out; machines are promised them.
        return json ? jobs.list(all).stream().map(it -> jobs.view(it.id())).toList() : jobs.list(all);
    }

    private String text(List<JobView> views) {
        if (json) {
            var here = console.outside().workingDirectory();
            return (job.isPresent() ? JobJson.text(views.get(0), here) : JobJson.text(views, here)) + "\n";
        }
        var text = console.jobText(console.outPaint());
        return (job.isPresent() ? text.detail(views.get(0)) : text.list(views)) + alerts;
    }
}
