package route.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Carries files to and from providers while the one thread that moves the job goes on with other things. What is carried
 * costs nothing and may be carried again, so nothing is lost with a process that ends on the way. For that one thread.
 */
final class Courier {
    /** More would not be quicker: the line is the limit. */
    private static final int MOST_AT_ONCE = 3;

    private final Executor couriers;
    private final Map<String, CompletableFuture<?>> errands = new HashMap<>();
    private boolean awaited;

    Courier(Executor couriers) {
        this.couriers = couriers;
    }

    /** Whether asking for this would set out, and not only ask again. */
    boolean isNew(String errand) {
        return !errands.containsKey(errand) && underWay().size() < MOST_AT_ONCE;
    }

    /**
     * What an errand brought, once; it sets out when it is first asked for and others have come back. What it threw is
     * thrown here.
     *
     * @return empty until it is back
     */
    @SuppressWarnings("unchecked")
    <T> Optional<T> bring(String errand, Supplier<T> work) {
        if (isNew(errand)) errands.put(errand, CompletableFuture.supplyAsync(work, couriers));
        var future = errands.get(errand);
        if (future == null || !future.isDone()) {
            awaited = true;
            return Optional.empty();
        }
        errands.remove(errand);
        return Optional.of((T) result(future));
    }

    private static Object result(CompletableFuture<?> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException it) throw it;
            if (e.getCause() instanceof Error it) throw it;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while a file was carried", e);
    }

    /** Whether something was asked for since {@link #forget} that was not back. */
    boolean isAwaited() {
        return awaited;
    }

    /** Forgets what was asked for: whoever still wants it asks again. */
    void forget() {
        awaited = false;
    }

    private List<CompletableFuture<?>> underWay() {
        return errands.values().stream()
                .<CompletableFuture<?>>filter(it -> !it.isDone())
                .toList();
    }

    /** Waits until something is back, but not longer than this. */
    void await(long millis) {
        var underWay = underWay();
        if (underWay.isEmpty()) return;
        try {
            CompletableFuture.anyOf(underWay.toArray(new CompletableFuture<?>[0]))
                    .get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Whoever asks for the errand is told what became of it.
            return;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until all have come back, so that a later run does not meet an errand of this one. */
    void finish() {
        for (var errand : underWay()) errand.handle((brought, thrown) -> "").join();
        errands.clear();
    }
}
