package route.domain;

import java.time.Duration;

/** Times rounded to eighths of a doubling, so that many of them are a few counts: none is off by more than 5 per cent. */
public final class LatencyStep {
    private static final int STEPS_PER_DOUBLING = 8;
    private static final double LOG_2 = StrictMath.log(2);

    private LatencyStep() {}

    /** The step of a time; what is shorter than a millisecond counts as one. */
    public static int of(Duration time) {
        var millis = Math.max(1, time.toMillis());
        return (int) Math.round(STEPS_PER_DOUBLING * StrictMath.log(millis) / LOG_2);
    }

    public static Duration time(int step) {
        return Duration.ofMillis(Math.round(StrictMath.pow(2, (double) step / STEPS_PER_DOUBLING)));
    }
}
