package route.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * How the sandbox behaves. Durations, error rate and seed are written into each batch when it is made, so a later
 * process with other options does not change it.
 *
 * @param latency how long a batch takes from creation to its end
 * @param queue how long of this it waits before it runs
 * @param window after how long a batch expires
 * @param errorRate the share of rows that are troubled, 0 to 1: most of these are answered when they are sent again
 * @param seed another seed, other answers and other troubled rows
 * @param requireKey whether calls without a key are turned away; a key that is {@code wrong} or begins with
 *     {@code bad} always is
 * @param faults misbehaviour of the server itself, used up by the calls it strikes
 */
public record SandboxOptions(
        Duration latency,
        Duration queue,
        Duration window,
        double errorRate,
        long seed,
        boolean requireKey,
        List<Fault> faults) {

    public SandboxOptions {
        faults = List.copyOf(faults);
        if (latency.isNegative() || queue.isNegative() || window.isNegative()) {
            throw new IllegalArgumentException("durations are not negative");
        }
        if (!(errorRate >= 0 && errorRate <= 1)) throw new IllegalArgumentException("a rate is from 0 to 1");
    }

    /** A batch takes 1.5 s, one row in a hundred is troubled, any key will do. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                Duration.ofMillis(1500), Duration.ofMillis(400), Duration.ofHours(24), 0.01, 1, true, List.of());
    }

    /** The same with other durations. */
    public SandboxOptions taking(Duration newQueue, Duration newLatency) {
        return new SandboxOptions(newLatency, newQueue, window, errorRate, seed, requireKey, faults);
    }

    /** The same with batches that expire sooner or later. */
    public SandboxOptions expiringAfter(Duration newWindow) {
        return new SandboxOptions(latency, queue, newWindow, errorRate, seed, requireKey, faults);
    }

    public SandboxOptions withErrorRate(double newErrorRate) {
        return new SandboxOptions(latency, queue, window, newErrorRate, seed, requireKey, faults);
    }

    public SandboxOptions withSeed(long newSeed) {
        return new SandboxOptions(latency, queue, window, errorRate, newSeed, requireKey, faults);
    }

    public SandboxOptions withoutKeys() {
        return new SandboxOptions(latency, queue, window, errorRate, seed, false, faults);
    }

    public SandboxOptions withFaults(Fault... newFaults) {
        return new SandboxOptions(latency, queue, window, errorRate, seed, requireKey, List.of(newFaults));
    }
}
