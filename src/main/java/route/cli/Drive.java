package route.cli;

import java.util.List;
import java.util.Optional;
import route.domain.Delivery;
import route.domain.JobId;
import route.flow.JobView;
import route.flow.Jobs;

/** Drives a job as far as asked, then says where it stands: words to standard error, data to standard output. */
final class Drive {

    private final Console console;
    private final Jobs jobs;
    private final EventPrinter printer;
    private final boolean json;

    Drive(Console console, Jobs jobs, EventPrinter printer, boolean json) {
        this.console = console;
        this.jobs = jobs;
        this.printer = printer;
        this.json = json;
    }

    /** Drives one job and prints its standing; the exit code. */
    int one(JobId job, Errand errand) {
        return show(run(job, errand), errand);
    }

    /** Prints where a job stands, and its answers where they go to standard output; the exit code. */
    int show(JobView view, Errand errand) {
        var code = tell(view, errand);
        if (json) {
            console.print(JobJson.text(view, console.outside().workingDirectory()) + "\n");
        } else if (!view.output().equals("-")) {
            if (!console.isQuiet()) console.print(line(view) + "\n");
        } else if (!view.state().isOpen()) {
            jobs.results(view.id(), Optional.empty(), true);
        }
        return code.code();
    }

    /** Writes a delivered job's answers to another place, and prints that; the exit code. */
    int showElsewhere(JobView view, Delivery place, Errand errand) {
        jobs.results(view.id(), Optional.of(place), true);
        printer.clear();
        var code = tell(view, errand);
        if (!place.isStdout() && (json || !console.isQuiet())) {
            console.note(view.id() + ": its answers are written to " + console.near(place.path()));
            console.print(
                    json
                            ? JobJson.text(view, console.outside().workingDirectory()) + "\n"
                            : console.near(place.path()) + "\n");
        }
        return code.code();
    }

    /** Drives one job. */
    JobView run(JobId job, Errand errand) {
        try {
            var view = jobs.run(job, errand.goal(), errand.timeout());
            if (!view.state().isOpen() || !view.held().isEmpty())
                jobs.watchtower().tell();
            return view;
        } finally {
            printer.clear();
        }
    }

    /** Says where a job stands, for people; what that means for the exit code. */
    ExitCode tell(JobView view, Errand errand) {
        var code = code(view, errand);
        console.say(console.isQuiet() ? Standing.line(view, code) : Standing.lines(view, code));
        if (!console.isQuiet() && !view.state().isOpen()) {
            console.outside().err().print(console.jobText(console.errPaint()).closing(view));
        }
        if (code == ExitCode.OK && view.state().isOpen()) Standing.sent(view).forEach(console::note);
        return code;
    }

    /** What a job's standing means for the exit code. */
    ExitCode code(JobView view, Errand errand) {
        return ExitCode.of(view, errand.waits(), console.outside().sleeper().stopping());
    }

    /** What a script gets: the merged file's path once it is there, before that the job's id. */
    private String line(JobView view) {
        return view.state().isOpen() ? view.id().value() : console.near(view.output());
    }

    /** Prints several jobs for machines, where that was asked for. */
    void print(List<JobView> views) {
        if (json) console.print(JobJson.text(views, console.outside().workingDirectory()) + "\n");
    }
}
