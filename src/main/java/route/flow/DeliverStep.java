package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import route.domain.Delivery;
import route.domain.JobState;
import route.domain.Sha256;
import route.store.JobRecord;

/** Merges a job whose rows are all final, and closes it: DELIVERED, or CANCELLED. */
final class DeliverStep implements Step {
    private static final int ROWS_PER_TRANSACTION = 20_000;

    private final Desk desk;

    DeliverStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() != JobState.RUNNING && job.state() != JobState.CANCELLING) return 0;
        var open = desk.store().batches().open(job.n()) > 0
                || !desk.store().batches().unjudged(job.n()).isEmpty();
        if (open || job.pending() > 0) return 0;
        var delivery = desk.spec().delivery();
        if (!delivery.isStdout()) deliver(job, delivery);
        if (desk.spec().selection().incremental()) remember(job);
        if (desk.world().watch().logsRows()) new RowLog(desk, job).write();
        var end = job.state() == JobState.RUNNING ? JobState.DELIVERED : JobState.CANCELLED;
        desk.inTransaction(() -> {
            if (end == JobState.CANCELLED) desk.store().seen().forget(job.n());
            desk.store().jobs().move(job.n(), job.state(), end, Optional.of(desk.now()));
        });
        Home.remove(desk.home().shards(job.id()));
        return 1;
    }

    /**
     * Accepted rows need not be sent again by a later job of this name, now that the merged file is in its place. In parts,
     * since others want to write too; cut short, it is done again.
     */
    private void remember(JobRecord job) {
        var last = desk.store().seen().last(job.n());
        for (var first = 1L; first <= last; first += ROWS_PER_TRANSACTION) {
            var from = first;
            desk.inTransaction(() -> desk.store().seen().deliver(job.n(), from, from + ROWS_PER_TRANSACTION - 1));
        }
    }

    private void deliver(JobRecord job, Delivery delivery) {
        var wanted = Path.of(delivery.path());
        var target = mayWrite(job, delivery.overwrite(), wanted) ? wanted : beside(job, wanted);
        if (!target.equals(wanted) && !mayWrite(job, delivery.overwrite(), target)) {
            throw new HeldException("neither " + wanted + " nor " + target
                    + " holds what this job wrote: move one of them away, then route batch resume");
        }
        new Merge(desk, job).deliver(delivery, target);
        if (!target.equals(wanted)) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    wanted + " appeared in the meantime and is left alone; the results are in " + target);
        }
    }

    /** Whether the path is free, or holds what this job wrote itself, or may be overwritten; never a pipe or device. */
    static boolean mayWrite(JobRecord job, boolean overwrite, Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) return false;
        if (overwrite || Files.notExists(path)) return true;
        return !job.written().isEmpty() && job.written().contains(digest(path));
    }

    private static Path beside(JobRecord job, Path wanted) {
        var name = wanted.getFileName().toString();
        var dot = name.lastIndexOf('.');
        var end = dot > 0 ? name.substring(dot) : "";
        return wanted.resolveSibling(name.substring(0, name.length() - end.length()) + "." + job.id() + end);
    }

    /** The SHA-256 of a file. */
    static String digest(Path file) {
        var digest = Sha256.begin();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) digest.update(buffer, 0, read);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
