package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.store.Database;
import route.store.JobRecord;

/**
 * Clears old jobs away: files, rows and attempts, in small transactions, so that nobody who works on another job waits for
 * it. The job itself, its batches, the ledger and the sums stay, and with them every bill. Cut short, the next one goes on.
 */
final class Clearing {
    private static final int ROWS_PER_TRANSACTION = 10_000;

    private final World world;
    private final Home home;
    private final Database store;

    Clearing(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
    }

    List<ClearedJob> run(Duration age, boolean isRehearsal) {
        var now = world.clock().instant();
        var cleared = new ArrayList<ClearedJob>();
        for (var job : store.jobs().endedBefore(now.minus(age))) {
            if (world.sleeper().stopping()) break;
            (isRehearsal ? Optional.of(seen(job)) : clear(job)).ifPresent(cleared::add);
        }
        if (!isRehearsal) home.sweep(now, it -> store.jobs().find(it).isPresent());
        return cleared;
    }

    private ClearedJob seen(JobRecord job) {
        var bytes = bytes(home.job(job.id()));
        return new ClearedJob(job.id(), job.name(), job.endedAt().orElseThrow(), job.rows(), bytes);
    }

    /** Empty where another process works on the job, or a person has just sent its failed rows again. */
    private Optional<ClearedJob> clear(JobRecord listed) {
        try {
            return JobLock.holding(home, listed.id(), () -> {
                var job = store.jobs().find(listed.id()).orElseThrow();
                if (job.state().isOpen()) return Optional.empty();
                var seen = seen(job);
                store.inTransaction(() -> {
                    store.jobs().clearing(job.n());
                    store.jobs().note(job.n(), "its rows and answers are cleared away; its bill is kept");
                });
                forget(job);
                Home.remove(home.job(job.id()));
                store.inTransaction(() -> store.jobs().cleared(job.n()));
                return Optional.of(seen);
            });
        } catch (LockedException atWork) {
            world.events().accept(new Event.Said(Event.Level.NOTE, listed.id(), atWork.getMessage()));
            return Optional.empty();
        }
    }

    private void forget(JobRecord job) {
        for (var batch : store.batches().ofJob(job.n())) {
            repeat(() -> store.attempts().removeSome(batch.n(), ROWS_PER_TRANSACTION));
        }
        repeat(() -> store.rows().removeSome(job.n(), ROWS_PER_TRANSACTION));
        store.inTransaction(() -> store.seen().forget(job.n()));
    }

    /** Until nothing is left. */
    private void repeat(java.util.function.Supplier<Integer> removal) {
        for (var removed = 1; removed > 0; ) removed = store.inTransaction(removal);
    }

    private static long bytes(Path folder) {
        if (Files.notExists(folder)) return 0;
        try (var files = Files.walk(folder)) {
            var sum = 0L;
            for (var file : files.filter(Files::isRegularFile).toList()) sum += Files.size(file);
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }
}
