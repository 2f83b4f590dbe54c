package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Provider;
import route.money.Price;
import route.plan.Lanes;
import route.plan.ModelChoice;
import route.plan.Turnarounds;
import route.plan.Way;
import route.provider.Dialects;
import route.store.BatchRecord;
import route.store.Database;
import route.store.JobRecord;
import route.store.PastBatches;
import route.store.WaitingRows;

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
        Lanes lanes,
        Set<String> holds) {
    static Desk of(World world, Home home, Database store, JobSpec spec) {
        var remotes = new Remotes(spec, world);
        var courier = new Courier(world.couriers());
        var pause = Pause.of(spec, world.chance());
        var lanes = lanes(world, store, spec);
        return new Desk(world, home, store, spec, remotes, courier, pause, lanes, new LinkedHashSet<>());
    }

    /** The lanes of a job, by the prices and by how long batches took that this home remembers. */
    static Lanes lanes(World world, Database store, JobSpec spec) {
        return new Lanes(spec, world.prices(), () -> turnarounds(store, spec), Desk::window);
    }

    /** How long batches took that this home remembers: simulated ones for a simulated job, else real ones. */
    private static Turnarounds turnarounds(Database store, JobSpec spec) {
        return new Turnarounds(store.past().took(spec.sandbox(), Turnarounds.MOST).stream()
                .map(it -> took(spec, it))
                .toList());
    }

    /** The same of some models only. */
    static Turnarounds turnarounds(Database store, JobSpec spec, Set<ModelRef> models) {
        return new Turnarounds(models.stream()
                .flatMap(it -> store.past().took(spec.sandbox(), Turnarounds.MOST, it).stream())
                .map(it -> took(spec, it))
                .toList());
    }

    /** One that was called off before its own end might have taken as long as the provider allows itself. */
    private static Turnarounds.Took took(JobSpec spec, PastBatches.Took it) {
        var provider = spec.providers().get(it.model().provider());
        var window = it.calledOff() && provider != null ? window(provider) : Duration.ZERO;
        return new Turnarounds.Took(it.model(), window.compareTo(it.time()) > 0 ? window : it.time());
    }

    private static Duration window(Provider provider) {
        return Dialects.of(provider.dialect()).card().window();
    }

    /** The choice of models for the job's rows, by what was known at that moment. */
    ModelChoice choice(Instant asOf) {
        return Choosing.of(spec, world.prices(), this::mayUse, lanes, store, asOf);
    }

    Instant now() {
        return world.clock().instant();
    }

    /** The day in UTC. */
    LocalDate today() {
        return now().atZone(ZoneOffset.UTC).toLocalDate();
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

    /** The same, unless something that begins with these words stands in the way already. */
    void holdOnce(String beginning, String reason) {
        if (holds.stream().noneMatch(it -> it.startsWith(beginning))) holds.add(reason);
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

    /** How rows that wait are bought now. */
    Way way(JobRecord job, WaitingRows.Waiting group) {
        return way(job, ModelRef.parse(group.model()), group.deadline(), group.rows());
    }

    /** How so many rows of a model are bought now. What was called off once is not sent as a batch again. */
    Way way(JobRecord job, ModelRef model, Optional<Instant> deadline, long rows) {
        var isHurried = deadline.isPresent()
                && lanes.hasRealtime(model)
                && store.batches().wasCalledOff(job.n(), model);
        var way = isHurried ? lanes.realtime(model, deadline, now(), rows) : lanes.way(model, deadline, now(), rows);
        return way.orElse(new Way(Lane.BATCH, 0, Optional.empty(), true, ""));
    }

    /** What a model costs per token, so many per cent cheaper; empty where that is not known. */
    Optional<Price> price(ModelRef model, int discount) {
        return world.prices().find(model).map(it -> it.off(discount));
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
