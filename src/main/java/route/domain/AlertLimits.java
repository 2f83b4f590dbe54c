package route.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person wants to hear of; each empty where they did not ask. Per cents are whole numbers.
 *
 * @param flagshipShare per cent of the spend of the window that the strongest tiers may have
 * @param errorRate per cent of a model's requests in the window that may come back as errors
 * @param daySpend US dollars that all real jobs together may be charged on one day (UTC)
 * @param estimateOff per cent by which a job's cost may differ from its estimate
 * @param costDrift per cent by which a task's cost per row may differ from the four windows before
 * @param window how far back is looked
 */
public record AlertLimits(
        Optional<Integer> flagshipShare,
        Optional<Integer> errorRate,
        Optional<Money> daySpend,
        Optional<Integer> estimateOff,
        Optional<Integer> costDrift,
        Duration window) {

    public static final AlertLimits NONE = new AlertLimits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofDays(7));

    public boolean isNone() {
        return Stream.of(flagshipShare, errorRate, daySpend, estimateOff, costDrift)
                .allMatch(Optional::isEmpty);
    }
}
