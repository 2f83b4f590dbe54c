package route.flow;

import route.domain.JobState;
import route.domain.ModelRef;
import route.prompt.PromptBuilder;
import route.store.JobRecord;
import route.store.RowTable;
import route.tabular.RowFile;

/**
 * Puts waiting rows into batches, round by round. Rows whose model is closed to this job are given another one first.
 */
final class PlanStep implements Step {
    private final Desk desk;

    PlanStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() == JobState.CANCELLING) return leaveOut(job);
        if (job.state() != JobState.RUNNING) return 0;
        var waiting = job.pending() - desk.store().batches().rowsUnderWay(job.n());
        if (waiting <= 0 && !job.planning()) return 0;
        if (!job.planning()) {
            // A round begins when the one before is over, so that its stragglers travel together; but rows that were
            // turned away unworked, or whose provider is closed, do not wait for others.
            if (!job.hurry() && desk.store().batches().open(job.n()) > 0) return 0;
            desk.inTransaction(() -> desk.store().jobs().plan(job.n(), job.round() + 1, true));
        }
        var round = job.planning() ? job.round() : job.round() + 1;
        var planned = plan(job, round);
        desk.inTransaction(() -> desk.store().jobs().plan(job.n(), round, false));
        return planned;
    }

    private int leaveOut(JobRecord job) {
        return desk.inTransaction(() -> {
            var left = desk.store().rows().skipWaiting(job.n(), "the job was cancelled");
            desk.store().jobs().count(job.n(), 0, 0, left);
            return left;
        });
    }

    private int plan(JobRecord job, int round) {
        var layout = desk.store().jobs().layout(job.n());
        var prompts = new PromptBuilder(desk.spec().ask(), layout.header());
        var batches = 0;
        try (var input = RowFile.open(desk.home().input(job.id()), layout)) {
            var stuck = new Rerouting(desk, job, input, prompts).run();
            for (var group : desk.store().rows().waiting(job.n())) {
                if (stuck.contains(group)) continue;
                batches += cut(job, round, group, input, prompts);
            }
        }
        return batches;
    }

    private int cut(JobRecord job, int round, RowTable.Waiting group, RowFile input, PromptBuilder prompts) {
        var batches = 0;
        var left = group.rows();
        var after = 0L;
        while (left > 0) {
            var done = new Cutter(desk, job, round, group, input, prompts).cut(left, after);
            left -= done.rows();
            after = done.lastRow();
            batches += 1;
            if (desk.world().sleeper().stopping()) throw new StoppedException();
        }
        return batches;
    }

    /** What the custom ids of a batch begin with; it names the batch, so that a stranger's result is noticed. */
    static String idPrefix(String key) {
        return "r" + key.substring(0, 12);
    }

    /** Whether rows for this model go there no longer, and why; empty where they do. */
    static String closedBecause(java.util.Map<String, String> closed, ModelRef model) {
        return closed.getOrDefault(model.toString(), closed.getOrDefault(model.provider(), ""));
    }
}
