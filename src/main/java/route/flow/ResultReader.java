package route.flow;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import route.domain.Plural;
import route.store.AttemptRecord;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.tabular.Ordered;

/** Reads one result file into attempts. Rows are recognised by their id alone; strangers and doubles are said aloud. */
final class ResultReader {
    private static final int WORKERS = 2;
    private static final int ATTEMPTS_PER_TRANSACTION = 20_000;

    /** The same while calls are under way, whose answers wait for the end of it. */
    private static final int ATTEMPTS_BETWEEN_CALLS = 2_000;

    private final Desk desk;
    private final JobRecord job;
    private final BatchRecord batch;
    private final int number;
    private final Calls calls;
    private final List<AttemptRecord> waiting = new ArrayList<>();
    private final long before;
    private final long all;
    private long end;
    private long collected;
    private long strangers;
    private long doubles;
    private long unmetered;

    /**
     * @param number of the result file among all of the batch
     * @param calls have their turn before each block
     */
    ResultReader(Desk desk, JobRecord job, BatchRecord batch, int number, Calls calls) {
        this.desk = desk;
        this.job = job;
        this.batch = batch;
        this.number = number;
        this.calls = calls;
        this.before = Extent.collected(desk, job, batch.round());
        this.all = Extent.collectable(desk, job, batch.round());
    }

    /**
     * Reads on from a place.
     *
     * @param start the byte of the file at which the stream stands
     * @param stops asked before each block but the first, while calls are under way: whether to leave the others for
     *     another time
     * @return whether the end was reached
     */
    boolean readAll(InputStream in, long start, BooleanSupplier stops) {
        var blocks = new LineBlocks(in, start);
        var taken = new int[1];
        var stopped = new boolean[1];
        end = start;
        Ordered.<LineBlocks.Block, ResultLines.Said>run(
                WORKERS,
                () -> {
                    calls.turn();
                    stopped[0] = taken[0]++ > 0 && calls.isUnderWay() && stops.getAsBoolean();
                    return stopped[0] ? List.of() : blocks.next();
                },
                this::worker,
                this::take);
        write();
        report();
        return !stopped[0];
    }

    private Function<List<LineBlocks.Block>, ResultLines.Said> worker() {
        var lines = new ResultLines(desk, batch, number);
        return block -> lines.read(block.get(0));
    }

    private void take(ResultLines.Said said) {
        waiting.addAll(said.attempts());
        strangers += said.strangers();
        unmetered += said.unmetered();
        end = said.end();
        if (waiting.size() >= (calls.isUnderWay() ? ATTEMPTS_BETWEEN_CALLS : ATTEMPTS_PER_TRANSACTION)) write();
    }

    /** Writes the attempts down together with the place reached in the file. */
    private void write() {
        waiting.sort(Comparator.comparingLong(AttemptRecord::row));
        desk.inTransaction(() -> {
            var doubled = desk.store().attempts().add(batch.n(), waiting);
            // What was fetched once more is read once more.
            if (batch.refetched() == 0) doubles += doubled.size();
            desk.store().batches().read(batch.n(), number, end);
        });
        collected += waiting.size();
        waiting.clear();
        desk.progress(job.id(), "collecting", before + collected, all);
    }

    private void report() {
        var whose = " in the results of " + SubmitStep.named(batch);
        if (strangers > 0)
            desk.say(Event.Level.WARNING, job, Plural.of(strangers, "line") + " of no row of ours" + whose);
        if (unmetered > 0) {
            var note = Plural.of(unmetered, "answer") + " of " + batch.model()
                    + " without token counts, which are not in the bill";
            desk.inTransaction(() -> desk.store().jobs().note(job.n(), note));
            desk.say(Event.Level.WARNING, job, note);
        }
        if (doubles > 0)
            desk.say(Event.Level.WARNING, job, Plural.rows(doubles) + " answered twice" + whose + "; the first counts");
    }
}
