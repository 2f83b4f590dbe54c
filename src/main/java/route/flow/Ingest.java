package route.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobState;
import route.domain.OnBadRow;
import route.domain.RowState;
import route.plan.ModelChoice;
import route.store.JobRecord;
import route.store.RowRecord;

/**
 * Reads a new job's rows into the store: CREATED becomes RUNNING, or the input is refused and the job forgotten. Begins
 * anew when it was cut short.
 */
final class Ingest {
    private static final int ROWS_PER_TRANSACTION = 10_000;
    private static final int SHOWN_IN_MESSAGE = 20;

    private final Desk desk;

    Ingest(Desk desk) {
        this.desk = desk;
    }

    /** The plan that the job now has; {@code opinions} are what was said of some rows. */
    PlanView run(JobRecord job, Opinions opinions, List<String> notes) {
        var spec = desk.spec();
        var layout = desk.store().jobs().layout(job.n());
        desk.inTransaction(() -> desk.store().rows().removeAll(job.n()));
        var estimate = new Estimate(spec, desk.world().prices());
        var choice = new ModelChoice(spec, desk.world().prices(), desk::mayUse, desk.lanes());
        notes.forEach(estimate::note);
        read(job, layout, estimate, choice, opinions);
        refuse(estimate, choice);
        var plan = estimate.view(choice);
        desk.world().events().accept(new Event.Planned(job.id(), plan));
        desk.inTransaction(() -> {
            desk.store().jobs().ingested(job.n(), estimate.rows(), estimate.badCount(), estimate.cost());
            desk.store().jobs().notes(job.n(), plan.notes());
            desk.store().jobs().move(job.n(), JobState.CREATED, JobState.RUNNING, Optional.empty());
        });
        return plan;
    }

    /** Refuses a job whose rows cannot be used or sent, and keeps nothing. */
    void check(JobRecord job) {
        var spec = desk.spec();
        var estimate = new Estimate(spec, desk.world().prices());
        var choice = new ModelChoice(spec, desk.world().prices(), desk::mayUse, desk.lanes());
        desk.lanes().turnarounds();
        var deadlines = Deadlines.of(spec, job.createdAt(), desk.world().zone());
        var layout = desk.store().jobs().layout(job.n());
        new Reading(spec, choice, deadlines, Opinions.NONE).run(desk.home().input(job.id()), layout, estimate::addAll);
        refuse(estimate, choice);
    }

    private void read(JobRecord job, InputLayout layout, Estimate estimate, ModelChoice choice, Opinions opinions) {
        var waiting = new ArrayList<RowRecord>();
        // The readers work on threads of their own, the store does not.
        desk.lanes().turnarounds();
        var deadlines = Deadlines.of(desk.spec(), job.createdAt(), desk.world().zone());
        new Reading(desk.spec(), choice, deadlines, opinions).run(desk.home().input(job.id()), layout, found -> {
            for (var it : found) {
                if (it instanceof Triage.Fit fit) estimate.add(fit);
                if (it instanceof Triage.Unfit unfit) estimate.add(unfit);
                waiting.add(record(it));
            }
            if (waiting.size() >= ROWS_PER_TRANSACTION) write(job, waiting);
            desk.progress(job.id(), "reading", estimate.rows(), 0);
            if (desk.world().sleeper().stopping()) throw new StoppedException();
        });
        write(job, waiting);
        desk.progress(job.id(), "reading", estimate.rows(), estimate.rows());
    }

    private void write(JobRecord job, List<RowRecord> rows) {
        desk.inTransaction(() -> desk.store().rows().add(job.n(), rows));
        rows.clear();
    }

    private static RowRecord record(Triage.Found found) {
        if (found instanceof Triage.Fit it) {
            return new RowRecord(
                    it.row().number(),
                    RowState.CLASSIFIED,
                    it.row().line(),
                    it.row().offset(),
                    it.row().length(),
                    it.decision().tier(),
                    it.model().toString(),
                    it.endpoint(),
                    it.decision().task(),
                    it.pins().tag(),
                    (int) Math.round(it.decision().hardness() * 10_000),
                    it.decision().score(),
                    it.inputTokens(),
                    it.outputTokens(),
                    it.maxTokens(),
                    0,
                    "",
                    it.pinned(),
                    0,
                    it.deadline());
        }
        var it = (Triage.Unfit) found;
        return new RowRecord(
                it.row().number(),
                RowState.SKIPPED,
                it.row().line(),
                it.row().offset(),
                it.row().length(),
                "",
                "",
                route.domain.Endpoint.CHAT,
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                it.reason(),
                false,
                0,
                Optional.empty());
    }

    private void refuse(Estimate estimate, ModelChoice choice) {
        var spec = desk.spec();
        var plan = estimate.view(choice);
        if (estimate.rows() == 0) {
            throw new InputException(spec.source().path() + " has no rows: there is nothing to send");
        }
        if (estimate.badCount() > 0 && spec.onBadRow() == OnBadRow.STOP)
            throw badRows(plan, spec.source().path());
        if (estimate.badCount() == estimate.rows())
            throw badRows(plan, spec.source().path());
        var missing = spec.sandbox() ? List.<String>of() : estimate.missingKeys(choice);
        if (!missing.isEmpty()) throw keys(missing);
        if (spec.budget().isLimited()
                && !spec.budget().allowUnpriced()
                && !estimate.unpriced().isEmpty()) {
            throw new InputException(estimate.unpriced().get(0) + " has no price, so the budget cannot be kept\n"
                    + "add its price with route models import FILE, or allow it with --allow-unpriced");
        }
    }

    static InputException keys(List<String> missing) {
        return new InputException("nothing was sent: " + String.join("; ", missing)
                + "\nset one of the variables of each, or try it all with --sandbox");
    }

    /** The first bad rows, the count, and what to do: the one message that may be longer than three lines. */
    static InputException badRows(PlanView plan, String path) {
        var shown = plan.badRows().stream()
                .limit(SHOWN_IN_MESSAGE)
                .map(it -> "  row " + it.number() + ", line " + it.line() + ": " + it.reason())
                .collect(Collectors.joining("\n"));
        var more = plan.badCount() - plan.badRows().size();
        return new InputException(path + ": " + plan.badCount() + " of " + plan.rows()
                + " rows cannot be used, nothing was sent\n"
                + shown + (more > 0 ? "\n  and " + more + " more" : "")
                + "\nmend them, or leave them out with --on-bad-row skip");
    }
}
