package route.flow;

import java.util.List;
import route.domain.Money;
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
        var ended = 0L;
        for (var rows = page(batch, state); !rows.isEmpty(); rows = page(batch, state)) {
            var attempts = rows.stream().map(it -> unanswered(it, outcome)).toList();
            desk.store().attempts().add(batch.n(), attempts);
            desk.store().rows().returned(batch, rows);
            ended += rows.size();
        }
        return ended;
    }

    private List<Long> page(BatchRecord batch, RowState state) {
        return desk.store().rows().inBatch(batch, state, 0, PAGE);
    }

    private static AttemptRecord unanswered(long row, Outcome outcome) {
        return new AttemptRecord(row, outcome, -1, 0, 0, Money.ZERO, Money.ZERO);
    }
}
