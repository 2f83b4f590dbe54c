package route.sim;

import java.time.Duration;
import java.util.Set;

/**
 * What a provider promises of a batch.
 *
 * @param window for how long it may be worked on
 * @param empty ends after which there are no results, and nothing is billed
 */
record Terms(Duration window, Set<SimBatch.Stage> empty) {
    static final Terms USUAL = new Terms(Duration.ofHours(24), Set.of());
}
