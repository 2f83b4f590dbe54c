package route.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Lane;
import route.domain.Marred;
import route.domain.Projection;
import route.domain.Usage;
import route.flow.BatchView;
import route.flow.JobView;
import route.flow.RowCounts;

/**
 * Jobs for people.
 *
 * @param now what times are told relative to
 * @param width of a line, in characters
 */
record JobText(Instant now, Path workingDirectory, int width, Paint paint) {

    private static final int LABEL = 10;

    /** A line for each job, and below it why it is held. */
    String list(List<JobView> jobs) {
        if (jobs.isEmpty()) return "no open jobs\n";
        var table = new Table()
                .text("job")
                .elastic("name")
                .text("state")
                .number("rows done")
                .number("cost")
                .text("next due")
                .text("");
        for (var job : jobs) {
            table.row(
                    job.id().value(),
                    job.name(),
                    job.state().name(),
                    Figures.count(done(job.rows())) + "/"
                            + Figures.count(job.rows().total()),
                    Figures.amount(job.cost()),
                    job.nextDue().map(it -> Figures.due(it, now)).orElse("-"),
                    job.sandbox() ? "sandbox" : "");
            job.held().lines().forEach(it -> table.remark("held: " + it));
        }
        return table.render(width, paint);
    }

    /** Everything of one job, and its batches. */
    String detail(JobView job) {
        var text = new StringBuilder();
        text.append(line("job", job.id() + ", " + job.name()));
        text.append(line("state", state(job)));
        text.append(line("input", Places.near(job.input(), workingDirectory)));
        text.append(line("output", Places.near(job.output(), workingDirectory)));
        text.append(line("created", Figures.minute(job.createdAt())));
        job.endedAt().ifPresent(it -> text.append(line("ended", Figures.minute(it))));
        job.nextDue().ifPresent(it -> text.append(line("next due", Figures.due(it, now))));
        deadline(job).ifPresent(it -> text.append(line("deadline", Figures.minute(it))));
        text.append(sums(job));
        job.held().lines().forEach(it -> text.append(line("held", it)));
        job.notes().forEach(it -> text.append(line("note", it)));
        if (!job.batches().isEmpty()) text.append('\n').append(batches(job.batches()));
        return text.toString();
    }

    /** When the first of the answers that are still to come is wanted. */
    private static Optional<Instant> deadline(JobView job) {
        return job.batches().stream()
                .filter(it -> !it.state().isFinal())
                .flatMap(it -> it.deadline().stream())
                .min(Instant::compareTo);
    }

    /** The bill at the end of a run. */
    String closing(JobView job) {
        var text = new StringBuilder();
        text.append(line("job", job.id() + ", " + job.name() + ", " + state(job)));
        text.append(sums(job));
        text.append(line("output", job.output().equals("-") ? "standard output" : near(job)));
        if (job.sandbox()) text.append(line("sandbox", "simulated: no money was spent"));
        return text.toString();
    }

    private String near(JobView job) {
        return Places.near(job.output(), workingDirectory);
    }

    private static String state(JobView job) {
        var round = job.round() > 1 ? ", round " + job.round() : "";
        return job.state().name() + round + (job.sandbox() ? " (sandbox)" : "");
    }

    private String sums(JobView job) {
        var saving = PlanText.saving(job.baseline(), job.cost(), 0, Paint.OFF);
        return line("rows", rows(job.rows()))
                + line("tokens", tokens(job.usage()))
                + line("cost", Figures.amount(job.cost()) + "   estimated " + Figures.amount(job.estimate()))
                + line("flagship", Figures.amount(job.baseline()) + "   the same rows there, in real time")
                + saving.map(it -> line("saving", it)).orElse("")
                + job.projection().map(this::projection).orElse("")
                + (job.marred().isNone() ? "" : line("answers", marred(job.marred())))
                + (job.doubtful() > 0 ? line("doubt", doubt(job)) : "");
    }

    private String projection(Projection it) {
        var range = it.least().isPresent()
                ? "95 % between " + Figures.amount(it.least().get()) + " and "
                        + Figures.amount(it.most().orElseThrow())
                : "how certain cannot be told: one sampled row alone" + thin(it.thin());
        return line(
                "whole",
                "all " + Figures.count(it.rows(), "row") + " would cost " + Figures.amount(it.cost()) + " ("
                        + Figures.count(it.sampled()) + " sampled); " + range);
    }

    private static String thin(List<String> tiers) {
        return tiers.equals(List.of("")) ? "" : " of tier " + String.join(", ", tiers);
    }

    private static String doubt(JobView job) {
        return Figures.count(job.doubtful(), "call") + " may have been paid for without an answer, at most "
                + Figures.amount(job.doubtfulCost());
    }

    private static String marred(Marred it) {
        var kinds = new ArrayList<String>();
        if (it.cutOff() > 0) kinds.add(Figures.count(it.cutOff()) + " cut off at max_tokens");
        if (it.filtered() > 0) kinds.add(Figures.count(it.filtered()) + " cut by a content filter");
        if (it.refused() > 0) kinds.add(Figures.count(it.refused()) + " refused by the model");
        return String.join(", ", kinds) + "; accepted all the same, see route_error";
    }

    private static String rows(RowCounts rows) {
        var text = Figures.count(rows.accepted()) + " accepted, " + Figures.count(rows.failed()) + " failed, "
                + Figures.count(rows.skipped()) + " skipped";
        var pending = rows.pending() == 0 ? "" : ", " + Figures.count(rows.pending()) + " pending";
        return text + pending + " of " + Figures.count(rows.total());
    }

    private static String tokens(Usage usage) {
        var cached = usage.cachedInput() == 0 ? "" : " (" + Figures.tokens(usage.cachedInput()) + " cached)";
        var reasoning = usage.reasoning() == 0 ? "" : " (" + Figures.tokens(usage.reasoning()) + " reasoning)";
        return Figures.tokens(usage.input()) + " in" + cached + ", " + Figures.tokens(usage.output()) + " out"
                + reasoning;
    }

    private String line(String label, String value) {
        var shown = Wrapped.words(value, LABEL, LABEL, width);
        return paint.faint(label) + " ".repeat(LABEL - label.length()) + shown + '\n';
    }

    private String batches(List<BatchView> batches) {
        var table = new Table()
                .number("round")
                .elastic("model")
                .text("lane")
                .number("rows")
                .text("state")
                .elastic("at provider")
                .text("due");
        for (var batch : batches) {
            table.row(
                    Integer.toString(batch.round()),
                    batch.model().toString(),
                    batch.lane().label(),
                    rows(batch),
                    batch.state().name(),
                    batch.word(),
                    batch.dueAt().map(it -> Figures.due(it, now)).orElse("-"));
            if (!batch.remoteId().isEmpty()) table.remark(batch.remoteId());
            if (batch.discount() > 0) table.remark("asked when it is " + batch.discount() + " % cheaper");
            batch.expectedAt().ifPresent(it -> table.remark("usually done by " + Figures.clock(it, now)));
            batch.deadline()
                    .filter(it -> !batch.state().isFinal())
                    .ifPresent(it -> table.remark("wanted by " + Figures.minute(it)));
            if (!batch.problem().isEmpty()) table.remark(batch.problem());
        }
        return table.render(width, paint);
    }

    /** How many there are, and how many of them are answered in a batch that is asked in real time. */
    private static String rows(BatchView batch) {
        var isAsked = batch.lane() == Lane.REALTIME && batch.state() == BatchState.RUNNING;
        return (isAsked ? Figures.count(batch.done()) + "/" : "") + Figures.count(batch.rows());
    }

    static long done(RowCounts rows) {
        return rows.total() - rows.pending();
    }
}
