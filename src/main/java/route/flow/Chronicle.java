package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import route.domain.BatchState;
import route.domain.BillDetail.Kind;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Money;
import route.domain.Usage;
import route.plan.Turnarounds;
import route.store.AttemptSum;
import route.store.Database;
import route.store.Move;

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
        var took = batch.endedAt().flatMap(end -> batch.sentAt().map(sent -> Duration.between(sent, end)));
        return new Event.BatchMoved(
                job,
                BatchState.valueOf(move.from()),
                Views.batch(batch, Turnarounds.NONE, Instant.EPOCH),
                took,
                tasks(move.sums()));
    }

    private static List<Event.TaskSum> tasks(List<AttemptSum> sums) {
        var byTask = new TreeMap<String, List<AttemptSum>>();
        for (var it : sums)
            byTask.computeIfAbsent(it.task(), task -> new ArrayList<>()).add(it);
        return byTask.entrySet().stream()
                .map(it -> task(it.getKey(), it.getValue()))
                .toList();
    }

    private static Event.TaskSum task(String task, List<AttemptSum> sums) {
        var rows = AttemptSum.rows(sums);
        var scores = sums.stream().mapToLong(AttemptSum::scores).sum();
        return new Event.TaskSum(
                task,
                AttemptSum.rows(sums, Kind.ANSWERED),
                AttemptSum.rows(sums, Kind.ERRORED),
                (200 * scores + rows) / (2 * rows),
                sums.stream().map(AttemptSum::usage).reduce(Usage.NONE, Usage::plus),
                sums.stream().map(AttemptSum::cost).reduce(Money.ZERO, Money::plus));
    }
}
