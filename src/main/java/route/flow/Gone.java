package route.flow;

import java.time.Duration;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Plural;
import route.provider.CallException;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * What is done about a batch, or its results, that a provider says it does not know. That may pass, or be the fault of a
 * key of another project, and the batch is paid for: it is given up only once it has lasted and the key is shown to be
 * right, or a person says so.
 */
final class Gone {
    /** One such answer is no more than an odd one. */
    private static final Duration ODD = Duration.ofMinutes(3);

    /** What a provider does not know for so long was deleted, or never was. */
    private static final Duration LATE = Duration.ofHours(1);

    /** A job that was given up comes to its end all the same, even where no key can be shown to be right. */
    private static final Duration LAST = Duration.ofDays(1);

    private final Desk desk;

    Gone(Desk desk) {
        this.desk = desk;
    }

    /** @param why what the provider says */
    int heed(JobRecord job, BatchRecord batch, String why) {
        desk.inTransaction(() -> desk.store().batches().gone(batch.n(), desk.now()));
        var lasted = Duration.between(batch.goneAt().orElse(desk.now()), desk.now());
        if (lasted.compareTo(ODD) < 0) return later(batch, Optional.empty());
        try {
            var isSame = new Witness(desk).account(batch) == Witness.Account.SAME;
            if (isSame && !isSuspected(batch)) return proven(job, batch, lasted, why);
        } catch (CallException e) {
            var asked = e instanceof CallException.Busy it ? it.retryAfterSeconds() : Optional.<Integer>empty();
            return later(batch, asked);
        }
        if (job.state() == JobState.CANCELLING && lasted.compareTo(LAST) >= 0) return giveUp(job, batch, why);
        desk.inTransaction(() -> desk.store().batches().failing(batch.n(), desk.now()));
        desk.hold(held(job, batch, why));
        return later(batch, Optional.empty());
    }

    /**
     * It was taken for ours by a search, and nobody can tell any more whether it was: if so, its rows may have been billed.
     * Where it ended before, its results are what is gone, and it is gone for good as any other.
     */
    private static boolean isSuspected(BatchRecord batch) {
        return batch.adopted() && batch.state() != BatchState.ENDED;
    }

    private static String held(JobRecord job, BatchRecord batch, String why) {
        var resume = "route batch resume " + job.id();
        var resent = job.state() == JobState.CANCELLING ? "" : " and sends its rows again";
        var whose = isSuspected(batch) ? ", which is taken for ours and not proven to be," : "";
        return batch.model().provider() + " does not know the batch " + batch.remoteId() + " of "
                + Plural.rows(batch.rows()) + whose
                + " with this key; if the key is of another project, set the right one, then "
                + resume + "; if the batch is gone for good, " + resume + " --resend counts it as spent" + resent + " ("
                + why + ")";
    }

    private int proven(JobRecord job, BatchRecord batch, Duration lasted, String why) {
        if (lasted.compareTo(LATE) < 0) return later(batch, Optional.empty());
        return giveUp(job, batch, why);
    }

    private int giveUp(JobRecord job, BatchRecord batch, String why) {
        new Lost(desk).giveUp(job, batch, why);
        return 1;
    }

    private int later(BatchRecord batch, Optional<Integer> asked) {
        desk.later(batch, asked);
        return 0;
    }
}
