package route.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import route.domain.JobState;
import route.domain.ModelRef;
import route.prompt.PromptBuilder;
import route.store.JobRecord;
import route.store.WaitingRows;
import route.tabular.RowFile;

/**
 * Puts waiting rows into batches, round by round, one batch at a call: so each is sent while the next is filled. Rows
 * whose model is closed to this job are given another one first.
 */
final class PlanStep implements Step {
    private final Desk desk;
    private final Calls calls;
    private Optional<Round> unfinished = Optional.empty();

    /** @param calls have their turn while batches are filled */
    PlanStep(Desk desk, Calls calls) {
        this.desk = desk;
        this.calls = calls;
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() == JobState.CANCELLING) return leaveOut(job);
        if (job.state() != JobState.RUNNING) return 0;
        if (job.planning()) return plan(job, job.round());
        unfinished = Optional.empty();
        if (job.pending() <= desk.store().batches().rowsUnderWay(job.n())) return 0;
        // A round begins when the one before is over, so that its stragglers travel together; but rows that were
        // turned away unworked, or whose provider is closed, do not wait for others.
        if (!job.hurry() && desk.store().batches().open(job.n()) > 0) return 0;
        desk.inTransaction(() -> desk.store().jobs().plan(job.n(), job.round() + 1, true));
        return plan(job, job.round() + 1);
    }

    private int leaveOut(JobRecord job) {
        return desk.inTransaction(() -> {
            var left = desk.store().rows().skipWaiting(job.n(), "the job was cancelled");
            desk.store().jobs().count(job.n(), 0, 0, left);
            return left;
        });
    }

    /** The groups that are still to be cut, unless another process or a provider has changed what waits. */
    private int plan(JobRecord job, int number) {
        var closed = desk.store().jobs().closed(job.n());
        var layout = desk.store().jobs().layout(job.n());
        var prompts = new PromptBuilder(desk.spec().ask(), layout.header());
        try (var input = RowFile.open(desk.home().input(job.id()), layout)) {
            var round = unfinished
                    .filter(it -> it.closed().equals(closed))
                    .orElseGet(() -> new Round(closed, groups(job, input, prompts)));
            unfinished = Optional.of(round);
            var batches = 0;
            if (!round.groups().isEmpty()) {
                cut(job, number, round.groups(), new Filling.Source(input, prompts, calls));
                batches++;
            }
            if (round.groups().isEmpty()) {
                desk.inTransaction(() -> desk.store().jobs().plan(job.n(), number, false));
            }
            return batches;
        }
    }

    /**
     * What this process has still to cut of the round.
     *
     * @param closed models and providers that were closed when the groups were looked up
     */
    private record Round(Map<String, String> closed, Deque<Group> groups) {}

    /** Rows that wait for the same model, of which {@code left} come after the row {@code after}. */
    private record Group(WaitingRows.Waiting rows, long left, long after) {}

    private Deque<Group> groups(JobRecord job, RowFile input, PromptBuilder prompts) {
        var stuck = new Rerouting(desk, job, input, prompts).run();
        return desk.store().waiting().groups(job.n()).stream()
                .filter(it -> !stuck.contains(it))
                .map(it -> new Group(it, it.rows(), 0))
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private void cut(JobRecord job, int number, Deque<Group> groups, Filling.Source source) {
        var group = groups.remove();
        var done = new Cutter(desk, job, number, group.rows(), source).cut(group.left(), group.after());
        var left = group.left() - done.rows();
        if (left > 0 && done.rows() > 0) groups.addFirst(new Group(group.rows(), left, done.lastRow()));
    }

    /** What the custom ids of a batch begin with; it names the batch, so that a stranger's result is noticed. */
    static String idPrefix(String key) {
        return "r" + key.substring(0, 12);
    }

    /** Whether rows for this model go there no longer, and why; empty where they do. */
    static String closedBecause(Map<String, String> closed, ModelRef model) {
        return closed.getOrDefault(model.toString(), closed.getOrDefault(model.provider(), ""));
    }
}
