package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.JobState;
import route.flow.Goal;
import route.flow.JobView;
import route.flow.Jobs;
import route.flow.LockedException;
import route.flow.Submitted;
import route.sim.Audit;
import route.sim.RealRoute;
import route.sim.SimWorld;

/** Two owners on one job, two jobs in one database, two submissions of one file: at the same moment, a hundred times. */
class RaceTest {
    private static final int RUNS = 100;

    @Test
    void twoOwnersOfOneJobBuyItOnce() throws Exception {
        for (var run = 1; run <= RUNS; run++) {
            try (var world = SimWorld.calm(run)) {
                JobId job;
                try (var jobs = world.open()) {
                    job = jobs.submit(world.spec(), false).job();
                }
                var views = together(() -> finish(world, job), () -> finish(world, job));
                assertEquals(views.get(0).rows(), views.get(1).rows());
                Audit.of(world, views.get(0));
            }
        }
    }

    @Test
    void twoSubmissionsOfOneFileMakeOneJob() throws Exception {
        for (var run = 1; run <= RUNS; run++) {
            try (var world = SimWorld.calm(run)) {
                var submitted = together(() -> submit(world, world.spec()), () -> submit(world, world.spec()));
                assertEquals(submitted.get(0).job(), submitted.get(1).job());
                var hows = new HashSet<>(submitted.stream().map(Submitted::how).toList());
                assertEquals(Set.of(Submitted.How.NEW, Submitted.How.CONTINUED), hows);
                Audit.of(world, finish(world, submitted.get(0).job()));
            }
        }
    }

    @Test
    void twoJobsInOneDatabaseDoNotDisturbEachOther() throws Exception {
        for (var run = 1; run <= RUNS; run++) {
            try (var world = SimWorld.calm(run)) {
                var one = world.spec();
                var other = world.another("other" + (one.source().path().endsWith("csv") ? ".csv" : ".jsonl"));
                var views = together(
                        () -> finish(world, submit(world, one).job()),
                        () -> finish(world, submit(world, other).job()));
                world.waitForProviders();
                var bought = 0L;
                for (var provider : world.providers().values()) {
                    for (var times : provider.books().billed().values()) bought += times;
                }
                var accepted =
                        views.stream().mapToLong(it -> it.rows().accepted()).sum();
                assertEquals(
                        views.get(0).rows().total() + 1, views.get(1).rows().total());
                assertEquals(accepted, bought, "bought, run " + run);
            }
        }
    }

    /** The real program, started twice at the same moment, three times over: one does the job, the other says why not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void twoProcessesOnOneFileBuyItOnce(int run, @TempDir Path folder) {
        try (var route = new RealRoute(folder)) {
            var input = route.write("in.csv", "id,prompt\na,one and " + run + "?\nb,two?\nc,three?\n");
            var one = route.submit(input);
            var other = route.submit(input);
            var codes = List.of(route.exitCode(one), route.exitCode(other));
            assertTrue(codes.contains(0), () -> codes + "\n" + route.said());
            assertTrue(Set.of(0, 5).containsAll(codes), () -> codes + "\n" + route.said());
            assertEquals(0, route.exitCode(route.submit(input)), "afterwards it is simply delivered");
            assertEquals(3, route.books().billed(), route::said);
            assertEquals(4, route.read("in.results.csv").lines().count());
        }
    }

    private static Submitted submit(SimWorld world, JobSpec spec) {
        while (true) {
            try (var jobs = world.open()) {
                return jobs.submit(spec, false);
            } catch (LockedException e) {
                Thread.onSpinWait();
            }
        }
    }

    /** Stays until the job is delivered, by whomever. */
    private static JobView finish(SimWorld world, JobId job) {
        while (true) {
            try (var jobs = world.open()) {
                var view = run(jobs, job);
                if (view.state() == JobState.DELIVERED) return view;
                assertEquals(JobState.RUNNING, view.state(), view.held());
            }
        }
    }

    private static JobView run(Jobs jobs, JobId job) {
        try {
            return jobs.run(job, Goal.DELIVERED, Optional.empty());
        } catch (LockedException e) {
            Thread.onSpinWait();
            return jobs.view(job);
        }
    }

    /** Does two things at the same moment. */
    private static <T> List<T> together(Callable<T> one, Callable<T> other) throws Exception {
        var start = new CyclicBarrier(2);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var futures = new ArrayList<Future<T>>();
            for (var work : List.of(one, other)) {
                futures.add(pool.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) results.add(future.get());
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
