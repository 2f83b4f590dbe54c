package route.flow;

import java.time.Instant;
import java.util.function.Supplier;
import route.domain.JobId;
import route.domain.JobSpec;
import route.store.Database;
import route.store.JobRecord;

/** What every step has at hand: the world, the store, and the job's settings and providers. */
record Desk(World world, Home home, Database store, JobSpec spec, Remotes remotes, Pause pause) {

    static Desk of(World world, Home home, Database store, JobSpec spec) {
        return new Desk(world, home, store, spec, new Remotes(spec, world), Pause.of(spec, world.chance()));
    }

    Instant now() {
        return world.clock().instant();
    }

    void inTransaction(Runnable work) {
        store.inTransaction(work);
    }

    <T> T inTransaction(Supplier<T> work) {
        return store.inTransaction(work);
    }

    void contact(String what) {
        world.contacts().accept(what);
    }

    void say(Event.Level level, JobRecord job, String message) {
        world.events().accept(new Event.Said(level, job.id(), message));
    }

    void progress(JobId job, String phase, long done, long total) {
        world.events().accept(new Event.Progress(job, phase, done, total));
    }
}
