package route.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import route.domain.ModelRef;
import route.domain.Plural;
import route.domain.RowState;
import route.plan.Choice;
import route.prompt.PromptBuilder;
import route.store.JobRecord;
import route.store.RowRecord;
import route.store.RowTable;
import route.store.WaitingRows;
import route.tabular.RowFile;

/** Gives waiting rows whose model or provider is closed to the job the next candidate of their tier. */
final class Rerouting {
    private static final int PAGE = 1_000;

    private final Desk desk;
    private final JobRecord job;
    private final Map<String, String> closed;
    private final Rechoice rechoice;

    Rerouting(Desk desk, JobRecord job, RowFile input, PromptBuilder prompts) {
        this.desk = desk;
        this.job = job;
        this.closed = desk.store().jobs().closed(job.n());
        this.rechoice = new Rechoice(desk, input, prompts);
    }

    /** The groups that stay where they are and cannot be sent; why is said to the desk. */
    Set<WaitingRows.Waiting> run() {
        var stuck = new HashSet<WaitingRows.Waiting>();
        if (closed.isEmpty()) return stuck;
        for (var group : desk.store().waiting().groups(job.n())) {
            var why = PlanStep.closedBecause(closed, ModelRef.parse(group.model()));
            if (!why.isEmpty() && !moved(group, why)) stuck.add(group);
        }
        return stuck;
    }

    /** Whether every row of a group found another place, or came to an end. */
    private boolean moved(WaitingRows.Waiting group, String why) {
        var to = new TreeMap<String, Long>();
        var left = 0L;
        var after = 0L;
        for (var page = page(group, after); !page.isEmpty(); page = page(group, after)) {
            after = page.get(page.size() - 1).number();
            left += move(page, why, to);
        }
        to.forEach((model, rows) -> {
            var note = Plural.rows(rows) + " moved from " + group.model() + " to " + model + ": " + why;
            desk.inTransaction(() -> desk.store().jobs().note(job.n(), note));
            desk.say(Event.Level.WARNING, job, note);
        });
        if (left > 0) {
            desk.hold(Plural.rows(left) + (left == 1 ? " waits" : " wait") + " for " + group.model()
                    + ", and nothing else may answer them: " + why);
        }
        return left == 0;
    }

    private List<RowRecord> page(WaitingRows.Waiting group, long after) {
        return desk.store().waiting().page(job.n(), group, after, PAGE);
    }

    /** A row and what it goes to. */
    private record Move(RowRecord row, Choice.Chosen to) {}

    private long move(List<RowRecord> page, String why, Map<String, Long> to) {
        var moves = new ArrayList<Move>();
        var ends = new ArrayList<RowTable.Judged>();
        var left = 0L;
        for (var row : page) {
            var next = next(row);
            if (next.isPresent()) moves.add(new Move(row, next.get()));
            else if (closed.containsKey(row.model())) ends.add(new RowTable.Judged(row.number(), RowState.FAILED, why));
            else left++;
        }
        desk.inTransaction(() -> {
            for (var it : moves) {
                var chosen = it.to();
                desk.store()
                        .rows()
                        .reroute(
                                job.n(),
                                it.row().number(),
                                chosen.model().toString(),
                                chosen.inputTokens(),
                                chosen.maxTokens());
                to.merge(chosen.model().toString(), 1L, Long::sum);
            }
            desk.store().rows().giveUp(job.n(), ends);
            desk.store().jobs().count(job.n(), 0, ends.size(), 0);
        });
        return left;
    }

    private Optional<Choice.Chosen> next(RowRecord row) {
        if (row.pinned()) return Optional.empty();
        return rechoice.of(row, row.tier(), model -> PlanStep.closedBecause(closed, model)) instanceof Choice.Chosen it
                        && it.hasKey()
                ? Optional.of(it)
                : Optional.empty();
    }
}
