package route.flow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Money;
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
            fetch(job, batch, remote, status);
            read(job, batch, remote, remote.dialect().results(status).size());
            account(job, desk.store().batches().get(batch.n()), status);
            return 1;
        } catch (CallException.Declined e) {
            throw Reasons.held(batch, e);
        } catch (CallException.Busy e) {
            return later(job, batch, e, e.retryAfterSeconds());
        } catch (CallException.Unclear | NoAnswerException e) {
            return later(job, batch, e, Optional.empty());
        }
    }

    private int later(JobRecord job, BatchRecord batch, Exception e, Optional<Integer> asked) {
        var due = desk.pause().after(desk.now(), batch.tries(), asked);
        desk.inTransaction(() -> desk.store().batches().due(batch.n(), due, batch.tries() + 1));
        desk.say(
                Event.Level.WARNING,
                job,
                "results of " + batch.model().provider() + " could not be fetched, trying again later: "
                        + e.getMessage());
        return 0;
    }

    private void fetch(JobRecord job, BatchRecord batch, Remotes.Remote remote, RemoteStatus status)
            throws NoAnswerException {
        var calls = remote.dialect().results(status);
        for (var place = 0; place < calls.size(); place++) {
            var target = desk.home().results(job.id(), batch.key(), place);
            if (Files.exists(target)) continue;
            Home.folder(target.getParent());
            var reply = remote.wire().download(calls.get(place), target);
            if (!reply.isOk()) throw remote.dialect().trouble(reply);
        }
    }

    private void read(JobRecord job, BatchRecord batch, Remotes.Remote remote, int files) {
        for (var place = batch.readFile(); place < files; place++) {
            var offset = place == batch.readFile() ? batch.readOffset() : 0;
            readFile(job, batch, remote, place, offset);
        }
    }

    private void readFile(JobRecord job, BatchRecord batch, Remotes.Remote remote, int place, long offset) {
        var reader = new ResultReader(desk, job, batch, remote.dialect(), place);
        Path file = desk.home().results(job.id(), batch.key(), place);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(offset);
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            reader.readAll(in, offset);
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
                    unmentioned + " of " + batch.rows() + " rows have no result in the batch " + batch.remoteId()
                            + " of " + batch.model().provider() + " (" + status.word() + ")");
        }
        var cost = desk.inTransaction(() -> {
            desk.store().batches().move(batch, BatchState.COLLECTED, desk.now());
            desk.store().ledger().release(batch, desk.now());
            var day = desk.now().atZone(ZoneOffset.UTC).toLocalDate().toString();
            Money charged = desk.store().spend().add(batch, day);
            desk.store().ledger().charge(batch, charged, desk.now());
            return charged;
        });
        desk.say(
                Event.Level.NOTE,
                job,
                "collected " + batch.rows() + " rows from " + batch.model().provider() + " for " + cost);
    }

    private static Outcome unmentioned(RemoteStatus status) {
        if (!status.problem().isEmpty()) return new Outcome.Errored("batch_rejected", status.problem(), false);
        var word = status.word().toLowerCase(java.util.Locale.ROOT);
        if (word.contains("expired")) return new Outcome.Unserved(Outcome.Reason.EXPIRED);
        if (word.contains("cancel")) return new Outcome.Unserved(Outcome.Reason.CANCELLED);
        return new Outcome.Unserved(Outcome.Reason.MISSING);
    }
}
