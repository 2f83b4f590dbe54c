package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import route.domain.JobSpec;

/** How long to wait before looking again: doubling from the first pause to the longest, with up to 20 % of chance. */
record Pause(Duration first, Duration longest, Duration grace, RandomGenerator chance) {
    private static final Duration SANDBOX_FIRST = Duration.ofMillis(150);
    private static final Duration SANDBOX_LONGEST = Duration.ofMillis(600);
    private static final Duration SANDBOX_GRACE = Duration.ofMillis(500);

    /** The job's own pauses; short ones for the sandbox, whose batches take a moment. */
    static Pause of(JobSpec spec, RandomGenerator chance) {
        return spec.sandbox()
                ? new Pause(SANDBOX_FIRST, SANDBOX_LONGEST, SANDBOX_GRACE, chance)
                : new Pause(spec.firstPoll(), spec.longestPoll(), spec.lookupGrace(), chance);
    }

    /**
     * When to look again.
     *
     * @param tries how often in a row it was too early, from 0
     * @param askedSeconds what the provider asked for; empty where it did not say
     */
    Instant after(Instant now, int tries, Optional<Integer> askedSeconds) {
        var doubled = first.toMillis() * (1L << Math.min(tries, 20));
        var millis = Math.min(longest.toMillis(), doubled);
        var jittered = millis + (long) (millis * 0.2 * chance.nextDouble());
        var asked = askedSeconds.map(it -> it * 1000L).orElse(0L);
        return now.plusMillis(Math.max(jittered, asked));
    }
}
