package route.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.domain.InputException;
import route.domain.JobState;
import route.flow.Goal;
import route.flow.JobView;
import route.flow.Jobs;

/** Takes every due step of jobs once; the command for cron. */
@Command(
        name = "resume",
        description = {
            "Takes every due step of these jobs once: sends, polls, collects, judges, merges.",
            "Without a JOB: of all open ones, except those that another process works on."
        },
        footer = {
            "",
            "Examples:",
            "  route batch resume",
            "  */5 * * * *  route batch resume --all -q     (a line for cron)"
        })
final class ResumeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All open jobs, as without a JOB.")
    private boolean all;

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Option(names = "--json", description = "Print JSON: an object for one JOB, else an array.")
    private boolean json;

    @Option(
            names = "--adopt",
            paramLabel = "BATCH_ID",
            description = "A batch in doubt did arrive: it is the one of this id at its provider.")
    private Optional<String> adopt = Optional.empty();

    @Option(
            names = "--resend",
            description =
                    "A batch in doubt did not arrive: send it again. Or one that its provider does not know is gone"
                            + " for good: count it as spent, and send its rows again.")
    private boolean resend;

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var errand = waiting.errand(Goal.DUE_STEPS);
        if (all && !names.isEmpty()) throw new InputException("--all means every open job\nname a JOB or say --all");
        var printer = console.printer();
        var settings = console.settings();
        try (var jobs = console.open(settings, printer)) {
            settle(jobs);
            var drive = new Drive(console, jobs, printer, json);
            var code = names.size() == 1
                    ? drive.one(jobs.resolve(names.get(0)), errand)
                    : several(jobs, drive, errand).code();
            new Aftermath(console, settings).of(jobs, printer);
            return code;
        }
    }

    private void settle(Jobs jobs) {
        if (adopt.isEmpty() && !resend) return;
        if (adopt.isPresent() && resend) {
            throw new InputException("--adopt and --resend exclude each other: either the batch arrived or it did not");
        }
        if (names.size() != 1) throw new InputException("name the one JOB whose batch is in doubt");
        jobs.settle(jobs.resolve(names.get(0)), adopt);
    }

    private ExitCode several(Jobs jobs, Drive drive, Errand errand) {
        var open = names.isEmpty() ? jobs.list(false) : List.<JobView>of();
        var wanted = names.isEmpty()
                ? open.stream().map(JobView::id).toList()
                : names.stream().map(jobs::resolve).distinct().toList();
        if (wanted.isEmpty()) console.note("no open jobs");
        var patrol = new Patrol(console, drive, wanted, !names.isEmpty());
        var views = patrol.walk(errand);
        drive.print(views);
        var codes = new ArrayList<ExitCode>();
        for (var it : views) codes.add(isOldNews(it, open) ? drive.code(it, errand) : drive.tell(it, errand));
        if (patrol.foundLockedByName()) codes.add(ExitCode.LOCKED);
        codes.addAll(patrol.troubles());
        return ExitCode.gravest(codes);
    }

    /** A mail every five minutes that a job is held as it was before would hide the one that tells of another. */
    private boolean isOldNews(JobView now, List<JobView> before) {
        return console.isQuiet()
                && isStuck(now)
                && before.stream()
                        .anyMatch(it -> it.id().equals(now.id())
                                && isStuck(it)
                                && it.held().equals(now.held()));
    }

    /** Held, or new and refused when its rows were read. */
    private static boolean isStuck(JobView job) {
        return job.state() == JobState.HELD
                || job.state() == JobState.CREATED && !job.held().isEmpty();
    }
}
