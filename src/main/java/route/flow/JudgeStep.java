package route.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.JobState;
import route.domain.RowState;
import route.judge.Judge;
import route.judge.Verdict;
import route.store.AttemptTable;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.store.RowTable;

/** Asks the judge about every row that came back, and writes the verdicts down with the counters they change. */
final class JudgeStep implements Step {
    private static final int PAGE = 5_000;

    private final Desk desk;

    JudgeStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        var judged = 0;
        for (var batch : desk.store().batches().unjudged(job.n())) {
            judge(job, batch);
            judged++;
        }
        return judged;
    }

    private void judge(JobRecord job, BatchRecord batch) {
        var after = 0L;
        for (var page = page(job, batch, after); !page.isEmpty(); page = page(job, batch, after)) {
            after = page.get(page.size() - 1).row();
            write(job, batch, page);
        }
        desk.inTransaction(() -> desk.store().batches().judged(batch.n()));
    }

    private List<AttemptTable.Returned> page(JobRecord job, BatchRecord batch, long after) {
        return desk.store().attempts().returned(job.n(), batch.n(), after, PAGE);
    }

    private void write(JobRecord job, BatchRecord batch, List<AttemptTable.Returned> page) {
        var judge = new Judge(desk.spec().maxAttempts());
        var judged = new ArrayList<RowTable.Judged>();
        Optional<String> closed = Optional.empty();
        for (var it : page) {
            var verdict = judge.judge(it.outcome(), it.tries());
            if (verdict instanceof Verdict.Elsewhere elsewhere) closed = Optional.of(elsewhere.because());
            judged.add(next(job, it, verdict));
        }
        var because = closed;
        var hurries = batch.deadline().isPresent() && count(judged, RowState.CLASSIFIED) > 0;
        desk.inTransaction(() -> {
            if (hurries) desk.store().jobs().hurry(job.n());
            desk.store().rows().judged(job.n(), judged);
            desk.store()
                    .jobs()
                    .count(
                            job.n(),
                            count(judged, RowState.ACCEPTED),
                            count(judged, RowState.FAILED),
                            count(judged, RowState.SKIPPED));
            because.ifPresent(
                    it -> desk.store().jobs().shut(job.n(), batch.model().toString(), it, desk.now()));
        });
    }

    private static RowTable.Judged next(JobRecord job, AttemptTable.Returned row, Verdict verdict) {
        var number = row.row();
        if (verdict instanceof Verdict.Accept) return new RowTable.Judged(number, RowState.ACCEPTED, "");
        if (verdict instanceof Verdict.Fail it) return new RowTable.Judged(number, RowState.FAILED, it.because());
        if (job.state() == JobState.CANCELLING) {
            return new RowTable.Judged(number, RowState.SKIPPED, "the job was cancelled");
        }
        var again = verdict instanceof Verdict.Retry it ? it.because() : ((Verdict.Elsewhere) verdict).because();
        return new RowTable.Judged(number, RowState.CLASSIFIED, again);
    }

    private static long count(List<RowTable.Judged> rows, RowState state) {
        return rows.stream().filter(it -> it.to() == state).count();
    }
}
