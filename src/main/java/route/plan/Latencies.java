package route.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import route.domain.Lane;
import route.domain.ModelRef;

/** How long answers take, as far as this home remembers: of batches from Lanes, of calls in real time from here. */
public record Latencies(Map<ModelRef, Duration> calls) {
    /** None recorded. */
    public static final Latencies NONE = new Latencies(Map.of());

    /** What a call of a model nobody has called is taken for: a round assumption. */
    private static final Duration USUAL = Duration.ofSeconds(4);

    public Latencies {
        calls = Map.copyOf(calls);
    }

    Duration of(ModelRef model, Lane lane, Lanes lanes) {
        return switch (lane) {
            case BATCH -> lanes.takes(model);
            case REALTIME -> Optional.ofNullable(calls.get(model)).orElse(USUAL);
        };
    }
}
