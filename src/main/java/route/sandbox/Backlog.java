package route.sandbox;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers large batches after their creation has returned, as providers do: one after the other, in the order they were
 * made, so that what each finds of earlier ones does not depend on how fast this goes. What a process leaves undone, the
 * next server on the same directory does from the start.
 */
final class Backlog implements AutoCloseable {
    /** Answered in a tenth of a second, so that what is small need not be asked for twice. */
    private static final long AT_ONCE_BYTES = 4 << 20;

    private static final int PATIENCE_SECONDS = 5;

    private final Stage stage;
    private final ExecutorService worker;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Exception> failures = new ConcurrentHashMap<>();

    Backlog(Stage stage) {
        this.stage = stage;
        this.worker = Executors.newSingleThreadExecutor(Backlog::daemon);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "sandbox-answers");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether a batch of so many bytes is to be added here rather than answered when it is made. */
    boolean takes(long bytes) {
        return bytes > AT_ONCE_BYTES || waiting.get() > 0;
    }

    /** From here on the batch exists. */
    void add(AcceptedBatch pending) throws IOException {
        stage.batches().savePending(pending);
        enqueue(pending);
    }

    /** Takes up what earlier servers on this directory left. */
    void resume() throws IOException {
        stage.batches().pending().stream()
                .sorted(Comparator.comparingLong(AcceptedBatch::createdMicros).thenComparing(AcceptedBatch::id))
                .forEach(this::enqueue);
    }

    private void enqueue(AcceptedBatch batch) {
        waiting.incrementAndGet();
        worker.execute(() -> {
            try {
                answer(batch);
            } catch (IOException | RuntimeException e) {
                failures.put(batch.id(), e);
            } finally {
                waiting.decrementAndGet();
            }
        });
    }

    private void answer(AcceptedBatch batch) throws IOException {
        // Another server on the same directory may have been quicker.
        var isPending = stage.batches().find(batch.id()).filter(AcceptedBatch::pending);
        if (isPending.isEmpty()) return;
        var taken = new Taking(stage).take(batch, batch.metadata(), rows(batch));
        stage.batches().save(taken.batch(), taken.sightings());
        stage.batches().forgetPending(batch.id());
    }

    private Taking.Rows rows(AcceptedBatch batch) {
        var kin = OpenAiKin.of(batch.dialect());
        return kin.isPresent()
                ? assay -> OpenAiBatches.checked(stage, kin.get(), batch, assay)
                : assay -> AnthropicIntake.read(stage.batches().requests(batch.id()), assay);
    }

    /** Says so where a batch cannot be answered, such as on a full disk; the next server tries again. */
    void check(AcceptedBatch batch) throws IOException {
        var failure = failures.get(batch.id());
        if (batch.pending() && failure != null)
            throw new IOException("batch " + batch.id() + " has no answers", failure);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            // It ends with its next line read or written; whoever closes may remove the directory then.
            worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
