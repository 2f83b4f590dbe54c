package route.plan;

import java.time.Duration;
import java.time.Instant;
import route.domain.Rates;

/** How long rows take in real time, on the safe side. */
public final class RealtimePace {
    /** What eight calls at once come to that take four seconds each: how a provider of unknown limits is begun with. */
    private static final double ROWS_PER_MINUTE = 120;

    /** Of a provider's stated limits, what is counted on. */
    private static final double SAFE_SHARE = 0.5;

    /** For the input and output of one row, where the limit is in tokens: an assumption, not a measurement. */
    private static final double TOKENS_PER_ROW = 2_000;

    /** A cancelled batch may take so long to end (Anthropic and OpenAI batch guides, 2026-11). */
    static final Duration CANCEL_LATENCY = Duration.ofMinutes(10);

    private RealtimePace() {}

    /** How long so many rows take. */
    static Duration of(long rows, Rates rates) {
        return Duration.ofMillis((long) Math.ceil(rows / perMinute(rates) * 60_000));
    }

    /**
     * When a batch is cancelled so that its rows can be asked in real time before the deadline: as late as that allows,
     * but not before it has had the time that a batch takes; and never so late that it could not end any more.
     */
    static Instant callOff(Instant deadline, Instant due, long rows, Rates rates) {
        var end = deadline.minus(CANCEL_LATENCY);
        var safe = end.minus(of(rows, rates));
        var patient = safe.isBefore(due) ? due : safe;
        return patient.isAfter(end) ? end : patient;
    }

    private static double perMinute(Rates rates) {
        var requests = rates.requestsPerMinute() > 0 ? rates.requestsPerMinute() * SAFE_SHARE : ROWS_PER_MINUTE;
        return rates.tokensPerMinute() > 0
                ? Math.min(requests, rates.tokensPerMinute() * SAFE_SHARE / TOKENS_PER_ROW)
                : requests;
    }
}
