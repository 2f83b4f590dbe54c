package route.flow;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Provider;
import route.plan.LaneChoice;
import route.store.BatchRecord;
import route.store.Database;
import route.store.JobRecord;

/**
 * What every step has at hand: the world, the store, and the job's settings and providers.
 *
 * @param holds what stands in the job's way in this pass and only a person can mend
 */
record Desk(
        World world,
        Home home,
        Database store,
        JobSpec spec,
        Remotes remotes,
        Courier courier,
        Pause pause,
        Set<String> holds) {

    static Desk of(World world, Home home, Database store, JobSpec spec) {
        var remotes = new Remotes(spec, world);
        var courier = new Courier(world.couriers());
        var pause = Pause.of(spec, world.chance());
        return new Desk(world, home, store, spec, remotes, courier, pause, new LinkedHashSet<>());
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

    /** Something only a person can mend stands in the way; whatever else is due is done all the same. */
    void hold(String reason) {
        holds.add(reason);
    }

    /** Looks after a batch again later: the pause grows with each time in a row. */
    void later(BatchRecord batch, Optional<Integer> askedSeconds) {
        var due = pause.after(now(), batch.tries(), askedSeconds);
        inTransaction(() -> store.batches().due(batch.n(), due, batch.tries() + 1));
    }

    /** Whether rows may be sent to a provider: its key is set, or it needs none. */
    boolean mayUse(Provider provider) {
        return spec.sandbox() || !provider.needsKey() || world.hasKey().test(provider);
    }

    /** How rows for a model are bought now. */
    Lane lane(ModelRef model) {
        return LaneChoice.of(
                        spec.providers().get(model.provider()), spec.urgency().lane())
                .orElse(Lane.BATCH);
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
