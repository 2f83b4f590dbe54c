package route.cli;

import java.util.List;
import route.domain.JobState;
import route.flow.JobView;

/** What a person is told about a job that is not finished, and how it goes on. */
final class Standing {

    private Standing() {}

    /** The lines for an exit code that is no success; none for the others. */
    static List<String> lines(JobView job, ExitCode code) {
        var resume = "route batch resume " + job.id();
        return switch (code) {
            case INTERRUPTED -> List.of("stopped; continue with: " + resume);
            case TIMEOUT -> List.of("job " + job.id() + " is not finished in time; continue with: " + resume);
            case HELD -> held("job " + job.id() + " ", job, resume);
            case OK, PARTLY, LOCKED, USAGE, BUG -> List.of();
        };
    }

    /**
     * The same on one line, for a log or a mail: which job, what happened, what to do. Also where rows of a delivered job
     * have no answer, which the summary says otherwise.
     */
    static List<String> line(JobView job, ExitCode code) {
        var name = "job " + job.id() + " (" + Untrusted.shown(job.name(), 60) + ") ";
        var resume = "route batch resume " + job.id();
        return switch (code) {
            case INTERRUPTED -> List.of(name + "was stopped; continue with: " + resume);
            case TIMEOUT -> List.of(name + "is not finished in time; continue with: " + resume);
            case HELD -> List.of(String.join("; ", held(name, job, resume)));
            case PARTLY -> job.state() == JobState.DELIVERED ? List.of(name + unanswered(job)) : List.of();
            case OK, LOCKED, USAGE, BUG -> List.of();
        };
    }

    private static String unanswered(JobView job) {
        var rows = job.rows();
        var retry = rows.failed() > 0 ? "; to send the failed ones again: route batch retry " + job.id() : "";
        return "is delivered, but " + Figures.count(rows.failed()) + " failed and " + Figures.count(rows.skipped())
                + " skipped of " + Figures.count(rows.total(), "row") + retry;
    }

    /** How it goes on is said once, by the reason where that names another way. */
    private static List<String> held(String name, JobView job, String resume) {
        var said = name + "is held: " + reason(job);
        if (said.contains("submit again") || said.contains(resume)) return List.of(said);
        var goOn = "when that is mended, continue with: " + resume;
        if (job.state() != JobState.CREATED) return List.of(said, goOn);
        // It has a copy of its own of the input, in which nothing can be mended.
        return List.of(
                said,
                goOn,
                "if the input is to blame, end it with: route batch cancel " + job.id()
                        + ", and submit the corrected one");
    }

    /** The first of the reasons, which are a line each. */
    private static String reason(JobView job) {
        var reasons = job.held()
                .lines()
                .map(it -> it.replaceFirst(", then route batch resume$", ""))
                .toList();
        var others = reasons.size() > 1
                ? " (and " + (reasons.size() - 1) + " more, see: route batch status " + job.id() + ")"
                : "";
        return Untrusted.shown(reasons.isEmpty() ? "" : reasons.get(0), 400) + others;
    }

    /** The lines for a job that is on its way. */
    static List<String> sent(JobView job) {
        var batches = Figures.count(job.batches().size(), "batch");
        var rows = Figures.count(JobText.done(job.rows())) + " of "
                + Figures.count(job.rows().total(), "row") + " done";
        return List.of(job.id() + ": " + batches + ", " + rows + "; continue with: route batch wait " + job.id());
    }
}
