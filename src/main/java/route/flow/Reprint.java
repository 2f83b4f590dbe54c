package route.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import route.domain.Delivery;
import route.domain.InputException;
import route.store.Database;
import route.store.JobRecord;

/** Writes the merged file because a person asks for it, whoever else is at work on the job at that moment. */
final class Reprint {
    private final World world;
    private final Home home;
    private final Database store;
    private final boolean partial;

    /** @param partial also where rows are still pending */
    Reprint(World world, Home home, Database store, boolean partial) {
        this.world = world;
        this.home = home;
        this.store = store;
        this.partial = partial;
    }

    /** @param elsewhere where to; empty for the job's own output */
    void run(JobRecord job, Optional<Delivery> elsewhere) {
        refuseUnusable(job);
        // Its settings are its owner's to change, who may be at work on it.
        var desk = Desk.of(world, home, store, store.jobs().spec(job.n()));
        try {
            write(desk, job, elsewhere);
        } catch (HeldException e) {
            refuseUnusable(job);
            throw new InputException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            // What is read may have been cleared away meanwhile.
            refuseUnusable(job);
            throw e;
        }
    }

    private void write(Desk desk, JobRecord job, Optional<Delivery> elsewhere) {
        var delivery = elsewhere.orElse(desk.spec().delivery());
        if (delivery.isStdout()) {
            print(desk, job, delivery);
            return;
        }
        var target = Path.of(elsewhere.isPresent() ? delivery.path() : job.output());
        if (!DeliverStep.mayWrite(job, delivery.overwrite(), target)) {
            throw new InputException(target + " exists and was not written by job " + job.id() + "\n"
                    + "name another file with -o, or replace it with --overwrite");
        }
        new Merge(desk, job).copy(delivery, target, elsewhere.isPresent(), () -> refuseUnusable(job));
    }

    private void print(Desk desk, JobRecord job, Delivery delivery) {
        try {
            OutputStream out = world.stdout().get();
            new Merge(desk, job).write(delivery, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("standard output cannot be written", e);
        }
        refuseUnusable(job);
    }

    /** Asked before the rows are read, and once they are: another process may clear or retry them meanwhile. */
    private void refuseUnusable(JobRecord before) {
        var job = store.jobs().find(before.id()).orElseThrow();
        refuseCleared(store, job);
        if (job.pending() == 0 || partial) return;
        throw new InputException("job " + job.id() + " has " + job.pending() + " rows without a result yet\n"
                + "wait with route batch wait " + job.id() + ", or take what is there with --partial");
    }

    static void refuseCleared(Database store, JobRecord job) {
        if (!store.jobs().isCleared(job.n())) return;
        throw new InputException("the rows and answers of job " + job.id() + " are cleared away; its bill is kept\n"
                + "its output was " + job.output() + "; route batch submit --again buys it anew");
    }
}
