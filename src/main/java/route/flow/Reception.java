package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.JobState;
import route.domain.OwnerOnly;
import route.domain.Plural;
import route.domain.SavedPlan;
import route.domain.Source;
import route.store.Database;
import route.store.JobRecord;
import route.store.PlanFile;
import route.tabular.Intake;

/** Takes new jobs in: copies the input, looks whether it is known, and reads its rows. */
final class Reception {
    private final World world;
    private final Home home;
    private final Database store;

    Reception(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
    }

    /** @param plan what the rows must come to; empty for anything */
    Submitted submit(JobSpec spec, boolean again, Optional<SavedPlan> plan) {
        home.sweep(world.clock().instant(), it -> store.jobs().find(it).isPresent());
        var folder = home.spool();
        try {
            var copy = folder.resolve("input");
            var layout = intake(spec.source(), copy);
            var id = freshId();
            plan.ifPresent(it -> promise(id, it));
            return take(id, spec, again, copy, layout, plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Home.remove(folder);
        }
    }

    /** Makes the private copy of an input. */
    InputLayout intake(Source source, Path copy) {
        try (var in = source.isStdin() ? world.stdin().get() : Intake.open(source)) {
            return Intake.copy(source, in, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down beside the input what the rows must come to, for whoever reads them. */
    private void promise(JobId id, SavedPlan plan) {
        var aside = Home.folder(home.job(id)).resolve("plan.part");
        try {
            Home.removeFile(aside);
            try (var file = OwnerOnly.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(PlanFile.text(plan).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) file.write(bytes);
                file.force(true);
            }
            Files.move(aside, home.promise(id), StandardCopyOption.ATOMIC_MOVE);
            Home.makeDurable(home.promise(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds an open job over the same input to a plan: one that is not read yet will be; one that was, must be it. */
    private void hold(JobId id, SavedPlan plan) {
        var isUnread = JobLock.holding(home, id, () -> {
            var is = store.jobs().find(id).orElseThrow().state() == JobState.CREATED;
            if (is) promise(id, plan);
            return is;
        });
        var job = store.jobs().find(id).orElseThrow();
        var cost = job.estimate().toDollars();
        if (isUnread || job.rows() == plan.rows() && cost.equals(plan.estimateUsd())) return;
        throw new InputException("job " + id + " of this input is under way, and it is not what was planned: "
                + Plural.rows(job.rows()) + " for $" + cost + ", and " + Plural.rows(plan.rows())
                + " for $" + plan.estimateUsd() + " in the plan; nothing was sent\n"
                + "let it go on with route batch resume " + id + ", or make a new job of the plan with --again");
    }

    private Optional<SavedPlan> promised(JobId id) {
        var file = home.promise(id);
        if (Files.notExists(file)) return Optional.empty();
        try {
            return Optional.of(PlanFile.read(Files.readString(file), file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Submitted take(
            JobId id, JobSpec spec, boolean again, Path copy, InputLayout layout, Optional<SavedPlan> plan)
            throws IOException {
        Home.folder(home.job(id));
        Files.move(copy, home.input(id), StandardCopyOption.ATOMIC_MOVE);
        Home.makeDurable(home.input(id));
        try {
            var known = JobLock.holding(home, id, () -> add(id, spec, again, layout));
            return known.isEmpty() ? new Submitted(id, Submitted.How.NEW) : known(spec, known.get(), plan);
        } finally {
            if (store.jobs().find(id).isEmpty()) Home.remove(home.job(id));
        }
    }

    /** The job there already is over the same input; empty where this one was added and its rows were read. */
    private Optional<JobRecord> add(JobId id, JobSpec spec, boolean again, InputLayout layout) {
        // Looking and adding are one transaction: of two equal submissions at once, one finds the other.
        var known = store.inTransaction(() -> {
            var same = again
                    ? Optional.<JobRecord>empty()
                    : store.jobs().same(spec, layout).stream()
                            .filter(it -> isSame(spec, it))
                            .findFirst();
            if (same.isEmpty()) {
                refuseOccupied(spec);
                store.jobs().add(id, spec, layout, world.clock().instant());
            }
            return same;
        });
        if (known.isEmpty()) {
            begin(Desk.of(world, home, store, spec), store.jobs().find(id).orElseThrow());
        }
        return known;
    }

    /** Reads the rows of a job that was added just now; an input that is refused leaves no job behind. */
    private void begin(Desk desk, JobRecord job) {
        try {
            ingest(desk, job);
        } catch (InputException e) {
            store.inTransaction(() -> {
                store.rows().removeAll(job.n());
                store.seen().forget(job.n());
                store.jobs().remove(job.n());
            });
            Home.remove(home.job(job.id()));
            throw e;
        }
    }

    /**
     * Whether a job over the same input stands for this one. An incremental one that was delivered elsewhere does not: what
     * it delivered is left out anyway, and who names an output for every night gets one every night.
     */
    private static boolean isSame(JobSpec spec, JobRecord job) {
        return job.state().isOpen()
                || !spec.selection().incremental()
                || job.output().equals(spec.delivery().path());
    }

    private Submitted known(JobSpec spec, JobRecord job, Optional<SavedPlan> plan) {
        if (!job.state().isOpen()) return new Submitted(job.id(), Submitted.How.DELIVERED_BEFORE);
        plan.ifPresent(it -> hold(job.id(), it));
        var stored = store.jobs().spec(job.n());
        // What does not decide the answers may change, so a held job may go on with a higher budget.
        var now = Continued.of(stored, spec);
        if (!now.spec().equals(stored)) {
            store.inTransaction(() -> {
                store.jobs().respec(job.n(), now.spec());
                new Advising(world, home, store).respec(job, now.spec());
            });
        }
        return new Submitted(job.id(), Submitted.How.CONTINUED, now.notes());
    }

    /** Takes in a job under an id that was drawn before. */
    void submitAs(JobId id, JobSpec spec) {
        var folder = home.spool();
        try {
            var copy = folder.resolve("input");
            var layout = intake(spec.source(), copy);
            take(id, spec, true, copy, layout, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Home.remove(folder);
        }
    }

    JobId freshId() {
        for (var id = JobId.draw(world.chance()); ; id = JobId.draw(world.chance())) {
            if (Files.notExists(home.job(id)) && store.jobs().find(id).isEmpty()) return id;
        }
    }

    private static void refuseOccupied(JobSpec spec) {
        var delivery = spec.delivery();
        if (delivery.isStdout() || delivery.overwrite()) return;
        var path = Path.of(delivery.path());
        if (Files.exists(path)) {
            throw new InputException(path + " exists already; nothing was sent\n"
                    + "name another file with -o, or replace it with --overwrite");
        }
        var folder = path.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new InputException("the results cannot be written to " + folder + "; nothing was sent\n"
                    + "name another file with -o");
        }
    }

    private static void warn(Desk desk, JobRecord job, List<String> notes, String what) {
        desk.say(Event.Level.WARNING, job, what);
        notes.add(what);
    }

    /** Reads the rows of a new job; an InputException where they are refused. */
    void ingest(Desk desk, JobRecord job) {
        var notes = new ArrayList<String>();
        var ingest = new Ingest(desk);
        try {
            var opinions = new Advising(world, home, store)
                    .on(
                            job,
                            desk.spec(),
                            () -> ingest.taken(job),
                            () -> ingest.check(job),
                            it -> warn(desk, job, notes, it));
            // While a model has not answered, the job waits.
            if (opinions.isPresent()) ingest.run(job, promised(job.id()), opinions.get(), notes);
        } catch (StoppedException e) {
            // Asked to stop while reading: the job stands, and whoever resumes it reads from the start.
            return;
        }
    }
}
