package route.flow;

import java.util.List;
import route.domain.Outcome;
import route.domain.RowState;
import route.store.AttemptRecord;
import route.store.BatchRecord;

/**
 * Gives one and the same outcome to all rows of a batch that have none yet: within the transaction that closes the batch,
 * since an answer that came for a row ended before would be neither kept nor billed.
 */
final class Ending {
    private static final int PAGE = 5_000;

    private final Desk desk;

    Ending(Desk desk) {
        this.desk = desk;
    }

    /** Every row of the batch that has not returned yet does so with this outcome; how many. */
    long all(BatchRecord batch, Outcome outcome) {
        // Those that have an attempt already only have to be marked.
        desk.store().rows().returned(batch);
        var ended = 0L;
        var after = 0L;
        for (var rows = page(batch, after); !rows.isEmpty(); rows = page(batch, after)) {
            desk.store()
                    .attempts()
                    .add(
                            batch.n(),
                            rows.stream().map(it -> unanswered(it, outcome)).toList());
            after = rows.get(rows.size() - 1);
            ended += rows.size();
        }
        if (ended > 0) desk.store().rows().returned(batch);
        return ended;
    }

    private List<Long> page(BatchRecord batch, long after) {
        return desk.store().rows().inBatch(batch, RowState.PLANNED, after, PAGE);
    }

    private static AttemptRecord unanswered(long row, Outcome outcome) {
        return AttemptRecord.unbilled(row, outcome, -1, 0, 0);
    }
}
