package route.tabular;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Works on blocks in parallel and hands the results over in order: one thread reads, some work, the caller's thread
 * takes. A few blocks are under way at a time, which bounds the memory; the first error ends it all.
 */
public final class Ordered {
    private static final int AHEAD = 4;

    private Ordered() {}

    /**
     * Takes all results, or ends with the first error of any of the three as it was thrown.
     *
     * @param read the next block, empty at the end; called on the caller's thread
     * @param worker made once for each thread, works on a block
     * @param take takes the results in the order of the blocks
     */
    public static <A, B> void run(
            int threads, Supplier<List<A>> read, Supplier<Function<List<A>, B>> worker, Consumer<B> take) {
        var local = ThreadLocal.withInitial(worker);
        var pool = Executors.newFixedThreadPool(threads, Ordered::daemon);
        try {
            var underWay = new ArrayDeque<Future<B>>();
            for (var block = read.get(); !block.isEmpty(); block = read.get()) {
                var next = block;
                underWay.add(pool.submit(() -> local.get().apply(next)));
                if (underWay.size() >= threads + AHEAD) take.accept(result(underWay.remove()));
            }
            while (!underWay.isEmpty()) take.accept(result(underWay.remove()));
        } finally {
            stop(pool);
        }
    }

    private static <B> B result(Future<B> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException it) throw it;
            if (e.getCause() instanceof Error it) throw it;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "route-worker");
        thread.setDaemon(true);
        return thread;
    }

    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
    }
}
