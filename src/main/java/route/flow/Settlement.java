package route.flow;

import java.util.Optional;
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
        if (inDoubt.isEmpty()) {
            throw new InputException("job " + job.id() + " has no batch in doubt; nothing is to be settled");
        }
        // The one that was planned first is the one that the first line of the message is about.
        var batch = inDoubt.get(0);
        if (remoteId.isEmpty()) resend(batch);
        else adopt(batch, remoteId.get());
    }

    /** Looks once more before: what the provider certainly has must not be bought again, whatever a person believes. */
    private void resend(BatchRecord batch) {
        var there = new Doubt(desk).certainly(job, batch);
        if (there.isPresent()) {
            throw new InputException("the batch did arrive, as " + there.get() + "; nothing was changed\n"
                    + "route batch resume " + job.id() + " goes on with it");
        }
        new TurnedDown(desk).unsend(batch);
    }

    private void adopt(BatchRecord batch, String remoteId) {
        if (desk.store().batches().remoteIds(batch.model().provider()).contains(remoteId)) {
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
