package route.flow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.Delivery;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.JobState;
import route.domain.SavedPlan;
import route.store.Database;
import route.store.JobRecord;
import route.store.PlanFile;

/** The front desk: what the command line may ask of the house. Used by one thread. */
public final class Jobs implements AutoCloseable {
    private final World world;
    private final Home home;
    private final Database store;
    private final Watchtower watchtower;

    private Jobs(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
        this.watchtower = new Watchtower(world, store);
    }

    /** Opens the store in the world's home, making it where it is missing. */
    public static Jobs open(World world) {
        var home = new Home(world.home());
        Home.folder(home.root());
        return over(world, Database.open(home.database(), world.contacts()));
    }

    /** The same over a store that is open already. */
    static Jobs over(World world, Database store) {
        store.watch(new Chronicle(world.events(), store)::moved);
        return new Jobs(world, new Home(world.home()), store);
    }

    /** What would come of an input, without sending it. */
    public Rehearsal rehearsal() {
        return new Rehearsal(world, home, store);
    }

    /** What is watched: alerts, the hooks that are told, and counters. */
    public Watchtower watchtower() {
        return watchtower;
    }

    /** What was spent, and what for. */
    public Accounts accounts() {
        return new Accounts(world, home, store);
    }

    /**
     * Takes a job in, or finds the one that has the same input and settings. Sends nothing yet. Bad rows (unless they
     * are to be skipped), missing keys and an output in the way are refused here with an InputException.
     */
    public Submitted submit(JobSpec spec, boolean again) {
        return there(new Reception(world, home, store).submit(Profiles.whole(home, spec), again, Optional.empty()));
    }

    /** A plan as it is written to a file. */
    public static String text(SavedPlan plan) {
        return PlanFile.text(plan);
    }

    /** A plan from such a file; an InputException naming it where it is none. */
    public static SavedPlan plan(String text, String name) {
        return PlanFile.read(text, name);
    }

    /** The same for a plan made before: exactly that, or an InputException that says what has changed. */
    public Submitted submit(SavedPlan plan, boolean again) {
        refuseModel(plan.job());
        return there(new Reception(world, home, store).submit(plan.job(), again, Optional.of(plan)));
    }

    private Submitted there(Submitted submitted) {
        if (submitted.how() == Submitted.How.DELIVERED_BEFORE) refuseGone(record(submitted.job()));
        return submitted;
    }

    /** Refuses what no plan can promise: rows that a model has yet to judge. An InputException says so. */
    public static void refuseModel(JobSpec spec) {
        if (spec.judging().adviser().model().isEmpty()) return;
        throw new InputException("a plan cannot be kept while a model judges the rows: it is asked when the job is"
                + " submitted\nsubmit the input itself, or plan without classifier.model");
    }

    /** Drives a job towards a goal; returns where it then stands. At the timeout it returns the job as it is. */
    public JobView run(JobId id, Goal goal, Optional<Duration> timeout) {
        var deadline = timeout.map(it -> world.clock().instant().plus(it)).orElse(Instant.MAX);
        return JobLock.holding(home, id, () -> {
            refuseGone(record(id));
            try {
                drive(record(id), goal, deadline);
                endQuestions(record(id), goal, deadline);
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
        var advising = new Advising(world, home, store);
        if (isGivenUp(job) || !hasRead(desk, job)) return false;
        while (record(job.id()).state() == JobState.CREATED) {
            var asking = advising.underWay(job);
            // Looked at before anything is bought: whoever asked for its end may not have seen the other job yet.
            if (isGivenUp(job) || asking.isEmpty()) return false;
            var id = asking.get().id();
            JobLock.holding(home, id, () -> {
                drive(record(id), goal, deadline);
                return id;
            });
            if (isGivenUp(job) || advising.underWay(job).isPresent() || !hasRead(desk, job)) return false;
        }
        return true;
    }

    /** Whether nothing stood in the way of reading the rows. What did is kept with the job, which stays as it is. */
    private boolean hasRead(Desk desk, JobRecord job) {
        try {
            new Reception(world, home, store).ingest(desk, job);
            store.inTransaction(() -> store.jobs().hold(job.n(), ""));
            return true;
        } catch (InputException e) {
            var reason = e.getMessage().replaceAll("\n\\s*", "; ");
            store.inTransaction(() -> {
                // What was read of them is read anew. Until then no other job may take them for rows that are bought
                // here.
                store.rows().removeAll(job.n());
                store.seen().forget(job.n());
                store.jobs().hold(job.n(), reason);
                store.notices().held(job.n(), reason, world.clock().instant());
            });
            return false;
        }
    }

    /** Ends a new job, and the one that asks about its rows, where another process asked for that. */
    private boolean isGivenUp(JobRecord job) {
        if (!store.jobs().isCancelAsked(job.n())) return false;
        end(job);
        world.events().accept(new Event.Said(Event.Level.NOTE, job.id(), Flow.GIVEN_UP));
        return true;
    }

    /** With a job that was given up ends the one that asks about its rows; another process that is at it does so itself. */
    private void endQuestions(JobRecord job, Goal goal, Instant deadline) {
        if (job.state() != JobState.CANCELLED) return;
        var asking = new Advising(world, home, store).underWay(job);
        var lock = asking.flatMap(it -> OsLock.tryTake(home.lock(it.id())));
        if (lock.isEmpty()) return;
        try {
            drive(record(asking.get().id()), goal, deadline);
        } finally {
            lock.get().close();
        }
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

    /** Everything that happened to a row, which is named by its number or its id. */
    public RowView row(JobId id, String row) {
        var job = record(id);
        refuseCleared(job);
        return new RowHistory(Desk.of(world, home, store, store.jobs().spec(job.n())), job).of(row);
    }

    public JobView view(JobId job) {
        return Views.whole(store, record(job), world.clock().instant());
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
        new Reprint(world, home, store, partial).run(record(id), elsewhere);
        return view(id);
    }

    private void refuseCleared(JobRecord job) {
        Reprint.refuseCleared(store, job);
    }

    /** One that is cleared away is nowhere once its merged file is gone too. */
    private void refuseGone(JobRecord job) {
        if (!Files.exists(Path.of(job.output()))) refuseCleared(job);
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
            refuseCleared(job);
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

    /**
     * Asks the providers to stop this job's batches; what was already answered is kept and merged by the next run.
     *
     * @return false where another process works on the job: that one is asked to do so, and sees it within half a minute
     */
    public boolean cancel(JobId id) {
        try {
            JobLock.holding(home, id, () -> end(record(id)));
            return true;
        } catch (LockedException atWork) {
            var job = record(id);
            cancelling().ask(job);
            // That process may be busy in the job that asks about the rows of this one.
            if (job.state() == JobState.CREATED) {
                new Advising(world, home, store).underWay(job).ifPresent(cancelling()::ask);
            }
            return false;
        }
    }

    /** For the job's owner. */
    private JobState end(JobRecord job) {
        if (job.state() == JobState.CREATED) {
            new Advising(world, home, store).underWay(job).ifPresent(it -> cancel(it.id()));
        }
        return cancelling().of(job);
    }

    private Cancelling cancelling() {
        return new Cancelling(store, world.clock().instant());
    }

    /** Whether this file holds what the job wrote. */
    public boolean isOwn(JobId id, Path file) {
        var job = record(id);
        return Files.isRegularFile(file) && DeliverStep.mayWrite(job, false, file);
    }

    /**
     * Clears away what ended jobs take up: their copies of input and answers, their rows and attempts. What they cost
     * stays, to the last picodollar. Jobs that another process works on are left for the next time.
     *
     * @param age how long ago they must have ended
     * @param isRehearsal whether nothing is removed
     */
    public List<ClearedJob> clear(Duration age, boolean isRehearsal) {
        return new Clearing(world, home, store).run(age, isRehearsal);
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
