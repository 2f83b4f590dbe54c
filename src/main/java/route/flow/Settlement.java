package route.flow;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import route.domain.BatchState;
import route.domain.InputException;
import route.provider.CallException;
import route.store.BatchRecord;
import route.store.JobRecord;

/** Settles by hand whether a batch arrived. */
final class Settlement {
    private final Desk desk;
    private final JobRecord job;

    Settlement(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
    }

    /** @param remoteId the provider's id of the batch; empty to send it again */
    void run(Optional<String> remoteId) {
        var inDoubt = desk.store().batches().inState(job.n(), BatchState.SUBMITTING);
        var sought =
                inDoubt.stream().filter(it -> !new Doubt(desk).isInGrace(it)).findFirst();
        if (remoteId.isPresent()) {
            adopt(sought.or(() -> inDoubt.stream().findFirst()).orElseThrow(this::nothing), remoteId.get());
            return;
        }
        // In the order in which a message names them: a person is asked about a search that has had its time.
        var gone = sought.isPresent() ? Optional.<BatchRecord>empty() : gone();
        if (gone.isPresent()) giveUp(gone.get());
        else resend(sought.or(() -> inDoubt.stream().findFirst()).orElseThrow(this::nothing));
    }

    private InputException nothing() {
        return new InputException("job " + job.id() + " has no batch in doubt; nothing is to be settled");
    }

    /** The first that its provider does not know. */
    private Optional<BatchRecord> gone() {
        return Stream.of(BatchState.SUBMITTED, BatchState.RUNNING, BatchState.CANCELLING, BatchState.ENDED)
                .flatMap(it -> desk.store().batches().inState(job.n(), it).stream())
                .filter(it -> it.goneAt().isPresent())
                .min(Comparator.comparing((BatchRecord it) -> it.state() == BatchState.ENDED)
                        .thenComparing(BatchRecord::n));
    }

    /** Looks once more before. */
    private void giveUp(BatchRecord batch) {
        if (batch.state() != BatchState.ENDED && isThere(batch)) {
            throw new InputException("the batch " + batch.remoteId() + " is there; nothing was changed\n"
                    + "route batch resume " + job.id() + " goes on with it");
        }
        new Lost(desk).resend(job, batch);
    }

    private boolean isThere(BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        try {
            remote.dialect().status(batch.remoteId(), remote.wire());
            return true;
        } catch (CallException e) {
            if (e instanceof CallException.Declined it && it.kind() == CallException.Declined.Kind.GONE) return false;
            throw new InputException(
                    "the batch " + batch.remoteId() + " cannot be looked at: " + e.getMessage()
                            + "\nnothing was changed",
                    e);
        }
    }

    /** Looks once more before: what the provider certainly has must not be bought again, whatever a person believes. */
    private void resend(BatchRecord batch) {
        var there = new Doubt(desk).certainly(job, batch);
        if (there.isPresent()) {
            throw new InputException("the batch did arrive, as " + there.get() + "; nothing was changed\n"
                    + "route batch resume " + job.id() + " goes on with it");
        }
        new TurnedDown(desk).unsend(batch);
        // Where the key has changed, its file is not to be had with the new one; to upload it again costs nothing.
        desk.inTransaction(() -> desk.store().batches().uploaded(batch.n(), ""));
    }

    private void adopt(BatchRecord batch, String remoteId) {
        if (desk.store().atProvider().remoteIds(batch.model().provider()).contains(remoteId)) {
            throw new InputException("the batch " + remoteId + " belongs to another shard already");
        }
        var remote = desk.remotes().of(batch.model());
        try {
            remote.dialect().status(remoteId, remote.wire());
        } catch (CallException e) {
            throw new InputException(
                    "the batch " + remoteId + " cannot be looked at: " + e.getMessage() + "\nnothing was changed", e);
        }
        SubmitStep.accepted(desk, job, batch, remoteId, false);
    }
}
