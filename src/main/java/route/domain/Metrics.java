package route.domain;

import java.time.Instant;
import java.util.List;

/**
 * All numbers for monitoring.
 *
 * @param since when the counters began at nought
 */
public record Metrics(Instant since, Instant at, List<Metric> all) {

    public Metrics {
        all = List.copyOf(all);
    }
}
