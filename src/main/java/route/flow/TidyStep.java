package route.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import route.domain.BatchState;
import route.domain.JobState;
import route.provider.CallException;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.wire.Call;
import route.wire.NoAnswerException;

/**
 * Has the providers delete their copies of batches whose answers are here and judged, and files that were uploaded in
 * vain, where the job wants that. No job waits for it: what cannot be deleted now is left to the provider's own
 * retention, and the job says so.
 */
final class TidyStep implements Step {
    private static final int TRIES = 2;

    private final Desk desk;
    private final Set<String> said = new HashSet<>();

    TidyStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        var isAtWork = job.state() == JobState.RUNNING || job.state() == JobState.CANCELLING;
        if (!desk.spec().delivery().discard() || !isAtWork) return 0;
        for (var batch : desk.store().past().untidied(job.n())) {
            if (desk.world().sleeper().stopping()) return 0;
            var problem = discard(batch);
            desk.inTransaction(() -> {
                if (!problem.isEmpty()) desk.store().jobs().note(job.n(), problem);
                desk.store().past().tidied(batch.n());
            });
            // What holds for a provider holds for each of its batches.
            var isNew = !job.notes().contains(problem) && said.add(problem);
            if (!problem.isEmpty() && isNew) desk.say(Event.Level.WARNING, job, problem);
        }
        return 0;
    }

    /** Why something stays there; empty where nothing does. */
    private String discard(BatchRecord batch) {
        var provider = batch.model().provider();
        for (var tries = 1; ; tries++) {
            try {
                return carryOut(batch)
                        ? ""
                        : provider
                                + " has no call to delete the files of a batch; they stay there as long as it keeps them";
            } catch (CallException | NoAnswerException e) {
                if (isGone(e)) return "";
                if (tries < TRIES) continue;
                return "the files of batch " + batch.remoteId() + " could not be deleted at " + provider
                        + " and stay there as long as it keeps them: " + e.getMessage();
            }
        }
    }

    private static boolean isGone(Exception e) {
        return e instanceof CallException.Declined it && it.kind() == CallException.Declined.Kind.GONE;
    }

    /** Whether there was a call to make. */
    private boolean carryOut(BatchRecord batch) throws NoAnswerException {
        var remote = desk.remotes().of(batch.model());
        var dialect = remote.dialect();
        // Of one that was lost nobody knows whether what lies there is ours; what was uploaded is.
        var remoteId = batch.state() == BatchState.LOST ? "" : batch.remoteId();
        var results = remoteId.isEmpty()
                ? List.<String>of()
                : dialect.status(remoteId, remote.wire()).resultFiles();
        var calls = dialect.discard(remoteId, batch.uploadId(), results);
        for (var call : calls) delete(remote, call);
        return !calls.isEmpty() || remoteId.isEmpty() && batch.uploadId().isEmpty();
    }

    private static void delete(Remotes.Remote remote, Call call) throws NoAnswerException {
        var reply = remote.wire().send(call);
        var isGone = reply.isOk() || reply.status() == 404 || reply.status() == 410;
        if (!isGone) throw remote.dialect().trouble(reply);
    }
}
