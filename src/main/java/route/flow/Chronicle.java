package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import route.domain.BatchState;
import route.domain.JobId;
import route.domain.JobState;
import route.plan.Turnarounds;
import route.store.BatchRecord;
import route.store.Database;
import route.store.Move;
import route.store.VitalsTable;

/** Makes an event of every move that was committed: one for each batch and job, never for each row. */
final class Chronicle {
    private final Consumer<Event> events;
    private final Database store;

    Chronicle(Consumer<Event> events, Database store) {
        this.events = events;
        this.store = store;
    }

    void moved(Move move) {
        store.jobs().at(move.job()).ifPresent(job -> {
            if (move.batch() > 0) {
                events.accept(batch(job.id(), move));
                return;
            }
            events.accept(new Event.JobMoved(JobState.valueOf(move.from()), Views.moved(store, job)));
        });
    }

    private Event batch(JobId job, Move move) {
        var batch = store.batches().get(move.batch());
        var isCollected = batch.state() == BatchState.COLLECTED;
        var took = batch.endedAt().flatMap(end -> batch.sentAt().map(sent -> Duration.between(sent, end)));
        return new Event.BatchMoved(
                job,
                BatchState.valueOf(move.from()),
                Views.batch(batch, Turnarounds.NONE, Instant.EPOCH),
                took,
                isCollected ? tasks(batch) : List.of());
    }

    private List<Event.TaskSum> tasks(BatchRecord batch) {
        return store.vitals().tasks(batch).stream().map(Chronicle::sum).toList();
    }

    private static Event.TaskSum sum(VitalsTable.TaskSum it) {
        return new Event.TaskSum(it.task(), it.answered(), it.errored(), it.score(), it.usage(), it.cost());
    }
}
