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

    /** Every row of the batch that still stands in {@code state} returns with this outcome; how many. */
    long all(BatchRecord batch, RowState state, Outcome outcome) {
        // Those that have an attempt already only have to be marked.
        desk.store().rows().returned(batch);
        var ended = 0L;
        var after = 0L;
        for (var rows = page(batch, state, after); !rows.isEmpty(); rows = page(batch, state, after)) {
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

    private List<Long> page(BatchRecord batch, RowState state, long after) {
        return desk.store().rows().inBatch(batch, state, after, PAGE);
    }

    private static AttemptRecord unanswered(long row, Outcome outcome) {
        return AttemptRecord.unbilled(row, outcome, -1, 0, 0);
    }
}
