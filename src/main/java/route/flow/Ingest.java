package route.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import route.domain.Cutoffs;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.OnBadRow;
import route.domain.RowState;
import route.domain.SavedPlan;
import route.plan.ModelChoice;
import route.store.JobRecord;
import route.store.RowRecord;
import route.store.SeenTable;
import route.triage.BadRow;
import route.triage.Deadlines;
import route.triage.Estimate;
import route.triage.Opinions;
import route.triage.PlanView;
import route.triage.Reading;
import route.triage.Sampling;
import route.triage.Taken;
import route.triage.Triage;

/**
 * Reads a new job's rows into the store: CREATED becomes RUNNING, or the input is refused. Begins anew when it was cut
 * short.
 */
final class Ingest {
    private static final int ROWS_PER_TRANSACTION = 10_000;
    private static final int MOST_CHANGES = 10;

    private final Desk desk;

    Ingest(Desk desk) {
        this.desk = desk;
    }

    /**
     * The plan that the job now has.
     *
     * @param promised what it must be; empty for anything
     * @param opinions what was said of some rows
     * @param said what a person should know of that
     */
    PlanView run(JobRecord job, Optional<SavedPlan> promised, Opinions opinions, List<String> said) {
        if (!desk.spec().selection().incremental()) return take(job, promised, opinions, said);
        // Two that read at once would not see that the other is about to take the same rows.
        var file = desk.home().reading(job.name());
        var lock = OsLock.tryTake(file).orElseThrow(() -> new LockedException(waiting(job, OsLock.owner(file))));
        try {
            lock.sign(job.id().value());
            return take(job, promised, opinions, said);
        } finally {
            lock.close();
        }
    }

    /** @param owner the id of the job that is in the way, where it is known */
    private static String waiting(JobRecord job, String owner) {
        return (JobId.isOne(owner) ? "job " + owner : "another job") + " of the same name, " + job.name()
                + ", is reading its rows at this moment, and one at a time may\njob " + job.id()
                + " is taken in and waits: route batch resume " + job.id() + " goes on with it";
    }

    private PlanView take(JobRecord job, Optional<SavedPlan> promised, Opinions opinions, List<String> said) {
        var spec = desk.spec();
        var layout = desk.store().jobs().layout(job.n());
        desk.inTransaction(() -> {
            desk.store().rows().removeAll(job.n());
            desk.store().seen().forget(job.n());
        });
        var seen = new SeenRows(desk.store(), spec, job.n());
        var estimate = new Estimate(spec, desk.world().prices());
        // What was promised is decided by what was known when it was.
        var choice = desk.choice(promised.map(SavedPlan::made).orElse(job.createdAt()));
        var sampling = new Sampling(spec);
        estimate.note(said);
        estimate.asking(new Allowance(desk).asked(job.n()));
        estimate.ranked(read(job, layout, estimate, choice, opinions, seen, sampling));
        estimate.note(seen.notes());
        estimate.note(sampling.notes());
        var plan = estimate.view(choice);
        promised.ifPresent(it -> hold(it, plan.saved(spec, layout.sha256(), desk.now())));
        refuse(estimate, choice, seen.count());
        desk.world().events().accept(new Event.Planned(job.id(), plan));
        desk.inTransaction(() -> {
            desk.store().jobs().ingested(job.n(), estimate.rows(), estimate.badCount(), estimate.cost());
            desk.store().jobs().notes(job.n(), estimate.notes(choice));
            desk.store().samples().put(job.n(), sampling.rows());
            desk.store().jobs().move(job.n(), JobState.CREATED, JobState.RUNNING, Optional.empty());
        });
        return plan;
    }

    /** Refuses a job whose rows cannot be used or sent, and keeps nothing. */
    void check(JobRecord job) {
        var spec = desk.spec();
        var estimate = new Estimate(spec, desk.world().prices());
        var choice = desk.choice(job.createdAt());
        var layout = desk.store().jobs().layout(job.n());
        reading(job, choice, Opinions.NONE).run(desk.home().input(job.id()), layout, estimate::addAll);
        refuse(estimate, choice, 0);
    }

    /** The rows that the job takes, as far as that is known before anybody is asked how hard they are. */
    Taken taken(JobRecord job) {
        var seen = new SeenRows(desk.store(), desk.spec(), job.n());
        var plain = reading(job, desk.choice(job.createdAt()), Opinions.NONE);
        var layout = desk.store().jobs().layout(job.n());
        return Taken.of(desk.spec(), seen::without, plain, desk.home().input(job.id()), layout);
    }

    private Reading reading(JobRecord job, ModelChoice choice, Opinions opinions) {
        // The readers work on threads of their own, the store does not.
        desk.lanes().turnarounds();
        var deadlines = Deadlines.of(desk.spec(), job.createdAt(), desk.world().zone());
        return new Reading(desk.spec(), choice, deadlines, opinions);
    }

    /** Where tiers begin by the ranking of the whole input; what was found once is stored, and holds. */
    private Optional<Cutoffs> cutoffs(JobRecord job, InputLayout layout, Reading reading, SeenRows seen) {
        if (!desk.spec().policy().ranks()) return Optional.empty();
        var known = desk.store().jobs().cutoffs(job.n());
        if (known.isPresent()) return known;
        var asked = new Allowance(desk).asked(job.n());
        var found =
                reading.rank(desk.home().input(job.id()), layout, seen::has, asked, rows -> goOn(job, "ranking", rows));
        found.ifPresent(it -> desk.inTransaction(() -> desk.store().jobs().cutoffs(job.n(), it)));
        return found;
    }

    private Optional<Cutoffs> read(
            JobRecord job,
            InputLayout layout,
            Estimate estimate,
            ModelChoice choice,
            Opinions opinions,
            SeenRows seen,
            Sampling sampling) {
        var waiting = new Waiting(new ArrayList<>(), new ArrayList<>());
        var reading = reading(job, choice, opinions);
        var cutoffs = cutoffs(job, layout, reading, seen);
        reading.by(cutoffs).run(desk.home().input(job.id()), layout, found -> {
            for (var it : sampling.of(seen.without(found))) {
                if (it instanceof Triage.Fit fit) {
                    estimate.add(fit);
                    waiting.prints().add(new SeenTable.Print(fit.row().number(), fit.fingerprint()));
                }
                if (it instanceof Triage.Unfit unfit) estimate.add(unfit);
                waiting.rows().add(record(it));
            }
            if (waiting.rows().size() >= ROWS_PER_TRANSACTION) write(job, waiting);
            goOn(job, "reading", estimate.rows());
        });
        write(job, waiting);
        desk.progress(job.id(), "reading", estimate.rows(), estimate.rows());
        return cutoffs;
    }

    private void goOn(JobRecord job, String what, long rows) {
        desk.progress(job.id(), what, rows, 0);
        if (desk.world().sleeper().stopping()) throw new StoppedException();
    }

    /** Rows that were read and are not written down yet, and what they are known by. */
    private record Waiting(List<RowRecord> rows, List<SeenTable.Print> prints) {}

    private void write(JobRecord job, Waiting waiting) {
        desk.inTransaction(() -> {
            desk.store().rows().add(job.n(), waiting.rows());
            if (desk.spec().selection().incremental()) {
                desk.store().seen().add(job.n(), job.name(), waiting.prints());
            }
        });
        waiting.rows().clear();
        waiting.prints().clear();
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
                    it.deadline(),
                    it.explored());
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

    /** @param seen how many rows were left out because they are known: a job without any other is no mistake */
    private void refuse(Estimate estimate, ModelChoice choice, long seen) {
        var spec = desk.spec();
        var plan = estimate.view(choice);
        if (estimate.rows() == 0 && seen == 0) {
            throw new InputException(spec.source().path() + " has no rows: there is nothing to send");
        }
        if (estimate.badCount() > 0 && spec.onBadRow() == OnBadRow.STOP)
            throw badRows(plan, spec.source().path());
        if (estimate.badCount() == estimate.rows() && seen == 0)
            throw badRows(plan, spec.source().path());
        var missing = spec.sandbox() ? List.<String>of() : estimate.missingKeys(choice);
        if (!missing.isEmpty()) throw keys(missing, estimate.idleKeys(choice));
        if (spec.budget().isLimited()
                && !spec.budget().allowUnpriced()
                && !estimate.unpriced().isEmpty()) {
            throw new InputException(estimate.unpriced().get(0) + " has no price, so the budget cannot be kept\n"
                    + "add its price with route models import FILE, or allow it with --allow-unpriced");
        }
    }

    private static void hold(SavedPlan promised, SavedPlan plan) {
        var changes = promised.changes(plan);
        if (changes.isEmpty()) return;
        var shown = changes.stream().limit(MOST_CHANGES).collect(Collectors.joining("\n  ", "  ", ""));
        var more = changes.size() - MOST_CHANGES;
        throw new InputException("the plan does not hold any more, nothing was sent\n" + shown
                + (more > 0 ? "\n  and " + more + " more" : "") + "\nmake it anew with route batch plan -o FILE");
    }

    private static InputException keys(List<String> missing, List<String> idle) {
        return new InputException("nothing was sent: " + String.join("; ", missing)
                + idle.stream().map(it -> "\n" + it).collect(Collectors.joining())
                + "\nset what is missing, or try it all with --sandbox");
    }

    /** The first bad rows, the count, and what to do: the one message that may be longer than three lines. */
    static InputException badRows(PlanView plan, String path) {
        var shown = BadRow.lines(plan.badRows()).stream().map(it -> "  " + it).collect(Collectors.joining("\n"));
        var more = plan.badCount() - plan.badRows().size();
        return new InputException(path + ": " + plan.badCount() + " of " + plan.rows()
                + " rows cannot be used, nothing was sent\n"
                + shown + (more > 0 ? "\n  and " + more + " more" : "")
                + "\nmend them, or leave them out with --on-bad-row skip");
    }
}
