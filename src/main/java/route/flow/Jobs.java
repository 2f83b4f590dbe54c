package route.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import route.domain.Bill;
import route.domain.BillQuery;
import route.domain.Delivery;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.JobState;
import route.domain.Provider;
import route.domain.Tuned;
import route.plan.ModelChoice;
import route.store.Database;
import route.store.JobRecord;
import route.store.ProfileFiles;

/** The front desk: what the command line may ask of the house. Used by one thread. */
public final class Jobs implements AutoCloseable {
    private final World world;
    private final Home home;
    private final Database store;

    private Jobs(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
    }

    /** Opens the store in the world's home, making it where it is missing. */
    public static Jobs open(World world) {
        var home = new Home(world.home());
        Home.folder(home.root());
        return new Jobs(world, home, Database.open(home.database(), world.contacts()));
    }

    /** The same over a store that is open already. */
    static Jobs over(World world, Database store) {
        return new Jobs(world, new Home(world.home()), store);
    }

    /**
     * Fits a profile to labelled rows, without saving it.
     *
     * @throws InputException where there are too few, or they cannot be used
     */
    public Tuned tune(JobSpec labels, String name) {
        var tuning = new Labels(labels);
        read(labels, tuning::read);
        return tuning.fit(name);
    }

    /** Saves a profile under its name; an older one of that name is replaced. Where it lies. */
    public Path save(Tuned tuned) {
        Home.folder(home.profiles());
        var files = new ProfileFiles(home.profiles());
        files.save(tuned);
        return files.file(tuned.profile().name());
    }

    /** The same job with a copy of every profile that it names. */
    private JobSpec whole(JobSpec spec) {
        var files = new ProfileFiles(home.profiles());
        var found = spec.judging().names().stream().map(files::load).toList();
        return found.isEmpty() ? spec : spec.with(spec.judging().with(found));
    }

    /** Reads, classifies, counts and prices; sends nothing and keeps nothing. */
    public PlanView plan(JobSpec given) {
        var spec = whole(given);
        var estimate = new Estimate(spec, world.prices());
        var choice = choice(spec);
        read(spec, (copy, layout) -> {
            var opinions = new Advising(world, home, store).beforehand(spec, copy, layout, estimate::note);
            reading(spec, choice, opinions).run(copy, layout, estimate::addAll);
        });
        return estimate.view(choice);
    }

    /**
     * Reads and classifies every row into {@code sink}, and every unusable one into {@code bad}; sends nothing. Takes what a
     * person should know of it into {@code note}.
     */
    public void classify(JobSpec given, Consumer<Classified> sink, Consumer<BadRow> bad, Consumer<String> note) {
        var spec = whole(given);
        read(spec, (copy, layout) -> {
            var opinions = new Advising(world, home, store).beforehand(spec, copy, layout, note);
            reading(spec, choice(spec), opinions).explained(copy, layout, found -> {
                for (var it : found) {
                    if (it instanceof Triage.Fit fit) sink.accept(Classified.of(fit));
                    if (it instanceof Triage.Unfit unfit) {
                        bad.accept(new BadRow(unfit.row().number(), unfit.row().line(), unfit.reason()));
                    }
                }
            });
        });
    }

    private ModelChoice choice(JobSpec spec) {
        var lanes = Desk.lanes(world, store, spec);
        // Rows are read on threads of their own, the store is not.
        lanes.turnarounds();
        Predicate<Provider> hasKey =
                it -> spec.sandbox() || !it.needsKey() || world.hasKey().test(it);
        return new ModelChoice(spec, world.prices(), hasKey, lanes);
    }

    private Reading reading(JobSpec spec, ModelChoice choice, Opinions opinions) {
        return new Reading(spec, choice, Deadlines.of(spec, world.clock().instant(), world.zone()), opinions);
    }

    private void read(JobSpec spec, BiConsumer<Path, InputLayout> reading) {
        var folder = home.spool();
        try {
            var copy = folder.resolve("input");
            var layout = new Reception(world, home, store).intake(spec, copy);
            reading.accept(copy, layout);
        } finally {
            Home.remove(folder);
        }
    }

    /**
     * Takes a job in, or finds the one that has the same input and settings. Sends nothing yet. Bad rows (unless they
     * are to be skipped), missing keys and an output in the way are refused here with an InputException.
     */
    public Submitted submit(JobSpec spec, boolean again) {
        return new Reception(world, home, store).submit(whole(spec), again);
    }

    /** Drives a job towards a goal; returns where it then stands. At the timeout it returns the job as it is. */
    public JobView run(JobId id, Goal goal, Optional<Duration> timeout) {
        var deadline = timeout.map(it -> world.clock().instant().plus(it)).orElse(Instant.MAX);
        return JobLock.holding(home, id, () -> {
            try {
                drive(record(id), goal, deadline);
            } catch (StoppedException e) {
                // Asked to stop: what was done is written down, and the view says where it stands.
                return view(id);
            }
            return view(id);
        });
    }

    private void drive(JobRecord job, Goal goal, Instant deadline) {
        var desk = desk(job);
        if (job.state() == JobState.CREATED && !isRead(desk, job, goal, deadline)) return;
        if (job.state() == JobState.HELD) unhold(job);
        else if (!job.held().isEmpty()) store.inTransaction(() -> store.jobs().hold(job.n(), ""));
        if (record(job.id()).state().isOpen()) new Flow(desk).run(record(job.id()), goal, deadline);
    }

    /** Reads the rows of a new job, after the job that asks a model about them; false while that one is under way. */
    private boolean isRead(Desk desk, JobRecord job, Goal goal, Instant deadline) {
        var reception = new Reception(world, home, store);
        var advising = new Advising(world, home, store);
        for (reception.ingest(desk, job); record(job.id()).state() == JobState.CREATED; reception.ingest(desk, job)) {
            var asking = advising.underWay(job);
            if (asking.isEmpty()) return false;
            var id = asking.get().id();
            JobLock.holding(home, id, () -> {
                drive(record(id), goal, deadline);
                return id;
            });
            if (advising.underWay(job).isPresent()) return false;
        }
        return true;
    }

    private void unhold(JobRecord job) {
        store.inTransaction(() -> {
            store.jobs().hold(job.n(), "");
            store.jobs().reopen(job.n());
            store.jobs().move(job.n(), JobState.HELD, JobState.RUNNING, Optional.empty());
            store.batches().dueNow(job.n(), world.clock().instant());
        });
    }

    private Desk desk(JobRecord job) {
        return Desk.of(world, home, store, new Addresses(world, store).upToDate(job));
    }

    private JobRecord record(JobId id) {
        return store.jobs().find(id).orElseThrow(() -> new InputException("there is no job " + id));
    }

    /** All open jobs, or all jobs, newest first; without their batches. */
    public List<JobView> list(boolean all) {
        var jobs = all ? store.jobs().all() : store.jobs().open();
        // All at once: asking for each of a thousand jobs takes longer than starting the program.
        var spent = store.spend().totals(all);
        var dues = store.batches().nextDues();
        return jobs.stream()
                .map(it ->
                        Views.listed(it, Optional.ofNullable(spent.get(it.n())), Optional.ofNullable(dues.get(it.n()))))
                .toList();
    }

    public JobView view(JobId job) {
        return Views.whole(store, record(job));
    }

    /** A job by its id, a unique prefix of it, or {@code @last}; an InputException where there is none. */
    public JobId resolve(String text) {
        if (text.isBlank()) throw new InputException("an empty text names no job\nroute batch status --all lists them");
        if (text.equals("@last")) {
            return store.jobs().last().map(JobRecord::id).orElseThrow(() -> new InputException("there is no job yet"));
        }
        var found = store.jobs().startingWith(text);
        if (found.size() == 1) return found.get(0).id();
        var exact = found.stream().filter(it -> it.id().value().equals(text)).findFirst();
        if (exact.isPresent()) return exact.get().id();
        if (found.isEmpty()) {
            throw new InputException("there is no job '" + text + "'\nroute batch status --all lists them");
        }
        var names = found.stream().map(it -> it.id().value()).toList();
        throw new InputException("'" + text + "' may be any of " + String.join(", ", names) + "\ntype more of the id");
    }

    /** Writes the merged file; {@code partial} also where rows are still pending. To stdout where the path is {@code -}. */
    public JobView results(JobId id, Optional<Delivery> elsewhere, boolean partial) {
        var job = record(id);
        if (job.pending() > 0 && !partial) {
            throw new InputException("job " + id + " has " + job.pending() + " rows without a result yet\n"
                    + "wait with route batch wait " + id + ", or take what is there with --partial");
        }
        // Its settings are its owner's to change, who may be at work on it.
        var desk = Desk.of(world, home, store, store.jobs().spec(job.n()));
        var delivery = elsewhere.orElse(desk.spec().delivery());
        if (delivery.isStdout()) {
            print(desk, job, delivery);
            return view(id);
        }
        var target = Path.of(elsewhere.isPresent() ? delivery.path() : job.output());
        if (!DeliverStep.mayWrite(job, delivery, target)) {
            throw new InputException(target + " exists and was not written by job " + id + "\n"
                    + "name another file with -o, or replace it with --overwrite");
        }
        try {
            new Merge(desk, job).toFile(delivery, target, elsewhere.isPresent());
        } catch (HeldException e) {
            throw new InputException(e.getMessage(), e);
        }
        return view(id);
    }

    private void print(Desk desk, JobRecord job, Delivery delivery) {
        try {
            OutputStream out = world.stdout().get();
            new Merge(desk, job).write(delivery, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("standard output cannot be written", e);
        }
    }

    /**
     * Opens a new round for failed rows.
     *
     * @param code only rows whose failure names this, such as {@code 429} or {@code expired}
     * @param tier the tier to use instead of the row's own
     * @return how many rows will be tried again
     */
    public long retry(JobId id, Optional<String> code, Optional<String> tier) {
        return JobLock.holding(home, id, () -> {
            var job = record(id);
            return new Retry(desk(job), job).run(code, tier);
        });
    }

    /**
     * Settles by hand what no search can: a batch that may or may not have arrived at its provider.
     *
     * @param remoteId the provider's id of the batch, where it did; empty to send it again
     */
    public void settle(JobId id, Optional<String> remoteId) {
        JobLock.holding(home, id, () -> {
            var job = record(id);
            new Settlement(desk(job), job).run(remoteId);
            return job;
        });
    }

    /** Asks the providers to stop this job's batches; what was already answered is kept and merged by the next run. */
    public void cancel(JobId id) {
        JobLock.holding(home, id, () -> cancel(record(id)));
    }

    private JobState cancel(JobRecord job) {
        switch (job.state()) {
            case CREATED -> {
                new Advising(world, home, store).underWay(job).ifPresent(it -> cancel(it.id()));
                end(job, JobState.CANCELLED, Optional.of(world.clock().instant()));
            }
            case RUNNING, HELD -> end(job, JobState.CANCELLING, Optional.empty());
            case CANCELLING, CANCELLED -> {}
            case DELIVERED ->
                throw new InputException("job " + job.id() + " is delivered; there is nothing left to cancel");
        }
        return record(job.id()).state();
    }

    private void end(JobRecord job, JobState state, Optional<Instant> endedAt) {
        store.inTransaction(() -> {
            store.jobs().hold(job.n(), "");
            store.jobs().move(job.n(), job.state(), state, endedAt);
            store.batches().dueNow(job.n(), world.clock().instant());
        });
    }

    public Bill bill(BillQuery query) {
        var total = new BillQuery(List.of(), query.since(), query.until(), query.job(), query.sandbox());
        return new Bill(
                query.by().isEmpty() ? List.of() : store.spend().lines(query),
                store.spend().lines(total).get(0));
    }

    /** What SQLite finds wrong with the database; empty when it is sound. */
    public Optional<String> damage() {
        return store.damage();
    }

    @Override
    public void close() {
        store.close();
    }
}
