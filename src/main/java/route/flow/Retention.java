package route.flow;

import java.time.Duration;
import java.time.Instant;
import route.store.BatchRecord;
import route.store.JobRecord;

/** Warns of results that a provider is about to delete before they were fetched. */
final class Retention {
    private static final Duration AHEAD = Duration.ofDays(3);

    private final Desk desk;

    Retention(Desk desk) {
        this.desk = desk;
    }

    void warn(JobRecord job) {
        for (var batch : desk.store().batches().ofJob(job.n())) {
            if (batch.state().isFinal() || batch.sentAt().isEmpty()) continue;
            var until = keptUntil(batch);
            if (desk.now().isBefore(until.minus(AHEAD))) continue;
            desk.say(
                    Event.Level.WARNING,
                    job,
                    batch.model().provider() + " keeps the results of batch " + batch.remoteId() + " until " + until
                            + " only; they are fetched as soon as they are there");
        }
    }

    private Instant keptUntil(BatchRecord batch) {
        var kept = desk.remotes().dialect(batch.model()).retention();
        return batch.sentAt().orElseThrow().plus(kept);
    }
}
