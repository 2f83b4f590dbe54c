package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Outcome;
import route.domain.RowState;
import route.provider.CallException;
import route.provider.RemoteStatus;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.wire.NoAnswerException;

/**
 * Fetches the result files of ended batches and reads them into attempts, a block at a time with the place reached, so
 * that a half-read file is read on from there. Then it accounts for every row and books the charge.
 */
final class CollectStep implements Step {
    /** How often results with missing rows are fetched again before the rows count as missing. */
    private static final int REFETCHES = 3;

    /** Results that a provider still does not have so long after the end were deleted, or never were. */
    private static final Duration LATE = Duration.ofHours(1);

    private final Desk desk;

    CollectStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        if (!job.state().isOpen()) return 0;
        var moved = 0;
        for (var batch : desk.store().batches().inState(job.n(), BatchState.ENDED)) {
            if (desk.world().sleeper().stopping()) return moved;
            if (!batch.dueAt().isAfter(desk.now())) moved += collect(job, batch);
        }
        return moved;
    }

    private int collect(JobRecord job, BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        try {
            var status = remote.dialect().status(batch.remoteId(), remote.wire());
            var files = fetch(job, batch, remote, status);
            if (batch.adopted()) {
                var whose = whose(job, batch, remote, files);
                if (whose == Whose.THEIRS) return disown(job, batch, files);
                if (whose == Whose.UNKNOWN) return refetch(job, batch, files);
            }
            for (var place = batch.readFile(); place < files; place++) {
                readFile(job, batch, remote, place, place == batch.readFile() ? batch.readOffset() : 0);
            }
            var read = desk.store().batches().get(batch.n());
            if (isCutShort(read, status)) return refetch(job, read, files);
            account(job, read, status);
            return 1;
        } catch (CallException.Declined e) {
            return declined(job, batch, e);
        } catch (CallException.Busy e) {
            return later(job, batch, e, e.retryAfterSeconds());
        } catch (CallException.Unclear | NoAnswerException e) {
            return later(job, batch, e, Optional.empty());
        }
    }

    private int later(JobRecord job, BatchRecord batch, Exception e, Optional<Integer> asked) {
        desk.later(batch, asked);
        desk.say(
                Event.Level.WARNING,
                job,
                "results of " + batch.model().provider() + " could not be fetched, trying again later: "
                        + e.getMessage());
        return 0;
    }

    /** Results that are gone for good leave rows that may have been billed; anything else a person can mend. */
    private int declined(JobRecord job, BatchRecord batch, CallException.Declined e) {
        var isGone = e.kind() == CallException.Declined.Kind.GONE;
        var since = batch.endedAt().orElse(desk.now());
        if (!isGone || desk.now().isBefore(since.plus(LATE))) {
            if (!isGone) desk.hold(Remedy.held(batch, e));
            desk.later(batch, Optional.empty());
            return 0;
        }
        new Ending(desk).all(batch, RowState.IN_FLIGHT, new Outcome.Unserved(Outcome.Reason.LOST));
        desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.LOST, desk.now());
            desk.store().batches().problem(batch.n(), "its results are gone: " + e.getMessage());
            desk.store().ledger().writeOff(batch, desk.now());
        });
        return 1;
    }

    /** How many result files there are now. */
    private int fetch(JobRecord job, BatchRecord batch, Remotes.Remote remote, RemoteStatus status)
            throws NoAnswerException {
        var calls = remote.dialect().results(status);
        for (var place = 0; place < calls.size(); place++) {
            var target = desk.home().results(job.id(), batch.key(), place);
            if (Files.exists(target)) continue;
            Home.folder(target.getParent());
            var reply = remote.wire().download(calls.get(place), target);
            if (!reply.isOk()) throw remote.dialect().trouble(reply);
        }
        return calls.size();
    }

    private enum Whose {
        OURS,
        THEIRS,
        UNKNOWN
    }

    /** Whose results these are, by the first id that can be read, of a batch that a search took for ours. */
    private Whose whose(JobRecord job, BatchRecord batch, Remotes.Remote remote, int files) {
        for (var place = 0; place < files; place++) {
            var file = desk.home().results(job.id(), batch.key(), place);
            try (var lines = Files.newBufferedReader(file)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var id = remote.dialect().read(line).customId();
                    if (id.isEmpty()) continue;
                    return id.startsWith(PlanStep.idPrefix(batch.key()) + "-") ? Whose.OURS : Whose.THEIRS;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the result file " + file + " cannot be read", e);
            }
        }
        return Whose.UNKNOWN;
    }

    /** Rows without a result in a batch that is said to be complete: the files may have been cut short on the way. */
    private boolean isCutShort(BatchRecord batch, RemoteStatus status) {
        return batch.refetched() < REFETCHES
                && unmentioned(status) instanceof Outcome.Unserved it
                && it.reason() == Outcome.Reason.MISSING
                && !desk.store().rows().inBatch(batch, RowState.IN_FLIGHT, 0, 1).isEmpty();
    }

    /** Forgets what was read and fetches the files once more. */
    private int refetch(JobRecord job, BatchRecord batch, int files) {
        desk.inTransaction(() -> {
            desk.store().attempts().removeAll(batch.n());
            desk.store().rows().unreturn(batch);
            desk.store().batches().refetch(batch.n());
        });
        for (var place = 0; place < files; place++) {
            remove(desk.home().results(job.id(), batch.key(), place));
        }
        desk.later(desk.store().batches().get(batch.n()), Optional.empty());
        desk.say(
                Event.Level.NOTE,
                job,
                "rows are missing in the results of " + batch.model().provider() + "; fetching them once more");
        return 0;
    }

    /** The search took somebody else's batch for ours: it is let go, and the search goes on. */
    private int disown(JobRecord job, BatchRecord batch, int files) {
        desk.inTransaction(() -> {
            desk.store().rows().moveBatch(batch, RowState.IN_FLIGHT, RowState.PLANNED);
            desk.store().batches().move(batch, BatchState.SUBMITTING, desk.now());
            desk.store().batches().disown(batch);
        });
        for (var place = 0; place < files; place++) {
            remove(desk.home().results(job.id(), batch.key(), place));
        }
        desk.say(
                Event.Level.WARNING,
                job,
                "the batch " + batch.remoteId() + " at " + batch.model().provider() + " was not ours; looking on");
        return 1;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be removed", e);
        }
    }

    private void readFile(JobRecord job, BatchRecord batch, Remotes.Remote remote, int place, long offset) {
        var file = desk.home().results(job.id(), batch.key(), place);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(offset);
            new ResultReader(desk, job, batch, remote.dialect(), place)
                    .readAll(Channels.newInputStream(channel), offset);
        } catch (IOException e) {
            throw new UncheckedIOException("the result file " + file + " cannot be read", e);
        }
    }

    /** Gives the rows that no result mentions an outcome too, books the charge, and closes the batch. */
    private void account(JobRecord job, BatchRecord batch, RemoteStatus status) {
        var unmentioned = new Ending(desk).all(batch, RowState.IN_FLIGHT, unmentioned(status));
        if (unmentioned > 0) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    SubmitStep.counted(unmentioned) + " of " + batch.rows() + " have no result in the batch "
                            + batch.remoteId() + " of " + batch.model().provider() + " (" + status.word() + ")");
        }
        var cost = desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.COLLECTED, desk.now());
            desk.store().ledger().release(batch, desk.now());
            var day = desk.now().atZone(ZoneOffset.UTC).toLocalDate().toString();
            var charged = desk.store().spend().add(batch, day);
            desk.store().ledger().charge(batch, charged, desk.now());
            return charged;
        });
        desk.say(
                Event.Level.NOTE,
                job,
                "collected " + SubmitStep.counted(batch.rows()) + " from "
                        + batch.model().provider() + " for " + cost);
    }

    private static Outcome unmentioned(RemoteStatus status) {
        if (!status.problem().isEmpty()) return new Outcome.Errored("rejected", status.problem(), false);
        // A batch that never came to an end may yet be worked on: its rows must not be bought again unasked.
        if (status.phase() != RemoteStatus.Phase.ENDED) return new Outcome.Unserved(Outcome.Reason.LOST);
        var word = status.word().toLowerCase(Locale.ROOT);
        if (word.contains("expired")) return new Outcome.Unserved(Outcome.Reason.EXPIRED);
        if (word.contains("cancel")) return new Outcome.Unserved(Outcome.Reason.CANCELLED);
        return new Outcome.Unserved(Outcome.Reason.MISSING);
    }
}
