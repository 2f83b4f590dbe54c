package route.flow;

import java.time.Duration;
import route.domain.Lane;
import route.store.JobRecord;

/** Warns of results that a provider is about to delete before they were fetched. */
final class Retention {
    private static final Duration AHEAD = Duration.ofDays(3);

    /** Where results are kept for hours only, this share of the time is left when it warns. */
    private static final int LAST_PART = 4;

    private final Desk desk;

    Retention(Desk desk) {
        this.desk = desk;
    }

    void warn(JobRecord job) {
        for (var batch : desk.store().batches().ofJob(job.n())) {
            // What was asked in real time is in the job's folder already.
            if (batch.lane() == Lane.REALTIME
                    || batch.state().isFinal()
                    || batch.sentAt().isEmpty()) continue;
            var kept = desk.remotes().dialect(batch.model()).retention();
            var until = batch.sentAt().orElseThrow().plus(kept);
            if (desk.now().isBefore(until.minus(ahead(kept)))) continue;
            desk.say(
                    Event.Level.WARNING,
                    job,
                    batch.model().provider() + " keeps the results of batch " + batch.remoteId() + " until " + until
                            + " only; they are fetched as soon as they are there");
        }
    }

    private static Duration ahead(Duration kept) {
        var part = kept.dividedBy(LAST_PART);
        return part.compareTo(AHEAD) < 0 ? part : AHEAD;
    }
}
