package route.flow;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import route.domain.BatchState;
import route.domain.Plural;
import route.provider.CallException;
import route.provider.Sighting;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Looks for a batch whose creation was cut short, by the network or by the end of a process: it is adopted where it is
 * found, sent again where it certainly did not arrive, and a person decides where there is no telling.
 */
final class Doubt {
    /** After so many unclear answers to the same batch, something is wrong that trying again does not mend. */
    private static final int MOST_RESENT = 4;

    private final Desk desk;

    Doubt(Desk desk) {
        this.desk = desk;
    }

    int settle(JobRecord job, BatchRecord batch) {
        try {
            var sighting = look(job, batch);
            if (sighting instanceof Sighting.Found it) return found(job, batch, it);
            if (sighting instanceof Sighting.Unsure it) return unsure(job, batch, it);
            return absent(job, batch);
        } catch (CallException.Busy e) {
            desk.later(batch, e.retryAfterSeconds());
        } catch (CallException.Unclear e) {
            desk.later(batch, Optional.empty());
        } catch (CallException.Declined e) {
            desk.hold(Remedy.held(batch, e));
            desk.later(batch, Optional.empty());
        }
        return 0;
    }

    /** The id under which the provider has the batch beyond doubt; empty where it has not, or cannot tell now. */
    Optional<String> certainly(JobRecord job, BatchRecord batch) {
        try {
            return look(job, batch) instanceof Sighting.Found it && it.certain()
                    ? Optional.of(it.remoteId())
                    : Optional.empty();
        } catch (CallException e) {
            desk.say(Event.Level.DETAIL, job, batch.model().provider() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Sighting look(JobRecord job, BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        var since = batch.intentAt().orElseThrow();
        return remote.dialect()
                .find(SubmitStep.shard(desk, job, batch), batch.uploadId(), since, others(batch), remote.wire());
    }

    /** Batches that are known to be of other shards. */
    private Set<String> others(BatchRecord batch) {
        var ids =
                new HashSet<>(desk.store().atProvider().remoteIds(batch.model().provider()));
        ids.addAll(batch.strangers());
        return ids;
    }

    private int found(JobRecord job, BatchRecord batch, Sighting.Found it) {
        var sure = it.certain() ? "it had arrived" : "it seems to have arrived; its results will tell";
        desk.say(Event.Level.NOTE, job, "found the batch at " + batch.model().provider() + ": " + sure);
        SubmitStep.accepted(desk, job, batch, it.remoteId(), it.certain());
        return 1;
    }

    /** What is unclear now may be clear soon: batches that end show whose they are. Only then a person is asked. */
    private int unsure(JobRecord job, BatchRecord batch, Sighting.Unsure it) {
        if (isSoughtOnlyNow(batch)) {
            desk.later(batch, Optional.empty());
            return 0;
        }
        desk.hold("a batch of " + Plural.rows(batch.rows()) + " for " + batch.model()
                + " may have arrived: " + it.facts() + "; if one of these is it: route batch resume " + job.id()
                + " --adopt BATCH_ID, if none: route batch resume " + job.id() + " --resend");
        desk.later(batch, Optional.empty());
        return 0;
    }

    /** Lists lag behind, so a batch counts as not arrived only some while after the first look for it. */
    private int absent(JobRecord job, BatchRecord batch) {
        if (isSoughtOnlyNow(batch)) {
            desk.later(batch, Optional.empty());
            return 0;
        }
        if (batch.resent() >= MOST_RESENT) {
            desk.hold("a batch of " + Plural.rows(batch.rows()) + " for " + batch.model() + " was sent "
                    + (batch.resent() + 1)
                    + " times, each time without a clear answer, and with this key the provider lists no such batch;"
                    + " if the key is of another project, set the right one, then route batch resume " + job.id()
                    + "; else look there, then route batch resume " + job.id() + " --adopt BATCH_ID or --resend");
            desk.later(batch, Optional.empty());
            return 0;
        }
        if (new Witness(desk).account(batch) == Witness.Account.ANOTHER) {
            desk.hold("a batch of " + Plural.rows(batch.rows()) + " for " + batch.model()
                    + " may have arrived, and with this key the provider knows no batch that was sent before it;"
                    + " if the key is of another project, set the right one, then route batch resume " + job.id()
                    + "; else say with --adopt BATCH_ID which it is, or with --resend that it did not arrive");
            desk.later(batch, Optional.empty());
            return 0;
        }
        new TurnedDown(desk).unsend(batch);
        desk.inTransaction(() -> desk.store().batches().resent(batch.n()));
        desk.say(
                Event.Level.NOTE,
                job,
                "the batch did not arrive at " + batch.model().provider() + "; it is sent again");
        return 1;
    }

    /** The search took somebody else's batch for ours, or one that is gone: it is let go, and the search goes on. */
    int disown(JobRecord job, BatchRecord batch) {
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.SUBMITTING, desk.now());
            desk.store().batches().disown(batch);
            if (batch.state() == BatchState.ENDED) {
                desk.store().batches().refetch(batch.n(), (batch.refetched() + 1) * CollectStep.FILES_PER_FETCH);
            }
        });
        desk.say(
                Event.Level.WARNING,
                job,
                "the batch " + batch.remoteId() + " at " + batch.model().provider() + " was not ours; looking on");
        return 1;
    }

    /** Whether the grace that a search is given is not over yet; it begins with the first look. */
    private boolean isSoughtOnlyNow(BatchRecord batch) {
        if (batch.soughtAt().isEmpty()) {
            desk.inTransaction(() -> desk.store().batches().sought(batch.n(), desk.now()));
        }
        return isInGrace(batch);
    }

    /** The same, without a look. */
    boolean isInGrace(BatchRecord batch) {
        return desk.now()
                .isBefore(batch.soughtAt().orElse(desk.now()).plus(desk.pause().grace()));
    }
}
