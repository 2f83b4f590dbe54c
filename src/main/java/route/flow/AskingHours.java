package route.flow;

import route.domain.BatchState;
import route.plan.Turn;
import route.store.BatchRecord;
import route.store.JobRecord;

/** When real-time batches may be asked, where their provider has cheaper hours: each only while its own price holds. */
final class AskingHours {
    private final Desk desk;

    AskingHours(Desk desk) {
        this.desk = desk;
    }

    private Turn turn(BatchRecord batch) {
        var left = Math.max(1, batch.rows() - batch.done());
        return desk.lanes().turn(batch.model(), batch.discount(), batch.deadline(), desk.now(), left);
    }

    /** Whether its price holds now. */
    boolean isNow(BatchRecord batch) {
        return turn(batch) instanceof Turn.Now;
    }

    /** Whether it is not asked at its price any more. */
    boolean isOver(BatchRecord batch) {
        return turn(batch) instanceof Turn.Over;
    }

    /** Whether something is to be done about it now; what has to wait for its hour is due then. */
    boolean hasCome(BatchRecord batch) {
        if (batch.dueAt().isAfter(desk.now())) return false;
        if (!(turn(batch) instanceof Turn.Later it)) return true;
        desk.inTransaction(() -> desk.store().batches().due(batch.n(), it.at(), 0));
        return false;
    }

    /** A batch that has not begun gives its rows back, to be asked at the price that holds now. */
    int drop(JobRecord job, BatchRecord batch) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.DROPPED, desk.now());
            desk.store().rows().waitAgain(batch);
            desk.store().jobs().hurry(job.n());
        });
        return 1;
    }
}
