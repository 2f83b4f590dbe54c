package route.cli;

import java.time.Duration;
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

    private static final Duration REDRAW = Duration.ofSeconds(2);

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private Optional<String> job = Optional.empty();

    @Option(names = "--all", description = "Also jobs that are delivered or cancelled.")
    private boolean all;

    @Option(names = "--watch", description = "Show it again every 2 seconds until nothing is open.")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON: an object for one job, else an array.")
    private boolean json;

    private String alerts = "";

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var jobs = console.look()) {
            var views = look(jobs);
            alerts = AlertText.lines(jobs.alerts(), console.outPaint());
            console.print(text(views));
            return (watch ? watch(jobs, views) : ExitCode.OK).code();
        }
    }

    private List<JobView> look(Jobs jobs) {
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

    private ExitCode watch(Jobs jobs, List<JobView> first) {
        var shown = first;
        var sleeper = console.outside().sleeper();
        while (shown.stream().anyMatch(it -> it.state().isOpen())) {
            sleeper.until(console.outside().clock().instant().plus(REDRAW));
            if (sleeper.stopping()) return ExitCode.INTERRUPTED;
            var next = look(jobs);
            redraw(shown, next);
            shown = next;
        }
        return ExitCode.OK;
    }

    /** On a terminal in place of what stands there; elsewhere only what is news. */
    private void redraw(List<JobView> shown, List<JobView> next) {
        if (console.outPaint().on() && console.outside().outIsTerminal()) {
            console.print("\u001b[" + text(shown).lines().count() + "A\u001b[J" + text(next));
        } else if (!next.equals(shown)) {
            console.print(text(next));
        }
    }
}
