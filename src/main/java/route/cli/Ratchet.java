package route.cli;

import java.util.HashMap;
import java.util.Map;
import route.flow.BatchView;
import route.flow.Event;

/**
 * Keeps progress from going backwards: what a provider counts may fall, and rows that failed are worked on again, but a
 * bar that shrinks tells a person nothing.
 */
final class Ratchet {

    private final Map<String, Long> most = new HashMap<>();

    Event.Progress forward(Event.Progress it) {
        var done = most(it.job() + " " + it.phase() + " " + it.total(), it.done());
        return new Event.Progress(it.job(), it.phase(), done, it.total());
    }

    Event.Waiting forward(Event.Waiting it) {
        return new Event.Waiting(
                forward(it.all()), it.batches().stream().map(this::forward).toList());
    }

    private BatchView forward(BatchView it) {
        var done = most(it.key(), it.done());
        return new BatchView(
                it.key(),
                it.round(),
                it.model(),
                it.lane(),
                it.rows(),
                done,
                it.state(),
                it.remoteId(),
                it.word(),
                it.problem(),
                it.sentAt(),
                it.dueAt(),
                it.deadline(),
                it.discount(),
                it.expectedAt());
    }

    private long most(String what, long done) {
        return most.merge(what, done, Math::max);
    }
}
