package route.realtime;

import java.time.Duration;
import java.time.Instant;
import route.domain.Rates;

/**
 * Finds out how many calls a provider bears at once, and keeps to its rates. Starts modestly and doubles with each round
 * of answers until something gives; from then on it grows by a tenth and gives way by a half: when the provider refuses
 * for too many requests, or when answers take twice as long as they did at best, which only says that they queue.
 *
 * <p>The published limiter libraries steer by latency alone, in milliseconds; an answer of a model takes as long as it
 * is, so single latencies say little, and only averages over a round are compared here. Pure but for what it remembers.
 */
public final class Governor {
    private static final int FIRST = 8;

    /** Who says how many calls may be under way has a reason: the share of them that begins. */
    private static final int SHARE = 4;

    private static final int MOST = 512;

    /** Averages over fewer answers say nothing. */
    private static final int LEAST_ROUND = 8;

    private static final double SLOW = 2.0;
    private static final double STILL_SLOW = 0.75;
    private static final double FORGET = 1.002;
    private static final double MINUTE_MILLIS = 60_000;
    private static final double MINUTE_NANOS = MINUTE_MILLIS * 1_000_000;

    /** A burst at the start of a minute is what limits by the minute allow; a tenth of it is on the safe side. */
    private static final double BURST = 0.1;

    private final Rates rates;
    private final int most;
    private double limit;
    private boolean doubling = true;
    private int inFlight;
    private Instant pausedUntil = Instant.MIN;
    private Instant cutAt = Instant.MIN;
    private double requests;
    private double tokens;
    private Instant filledAt = Instant.MIN;
    private int answers;
    private long millis;
    private double best = Double.MAX_VALUE;
    private double slowed;
    private boolean suspicious;
    private Instant countFrom = Instant.MIN;

    public Governor(Rates rates) {
        this.rates = rates;
        this.most = rates.inFlight() > 0 ? rates.inFlight() : MOST;
        this.limit = Math.max(Math.min(FIRST, most), rates.inFlight() / SHARE);
        this.requests = burst(rates.requestsPerMinute());
        this.tokens = burst(rates.tokensPerMinute());
    }

    /** How many calls may be under way now. */
    public int limit() {
        return (int) limit;
    }

    public int inFlight() {
        return inFlight;
    }

    boolean mayStart(Instant now, long moreTokens) {
        fill(now);
        return inFlight < (int) limit && !now.isBefore(pausedUntil) && hasRequest() && hasTokens(moreTokens);
    }

    /** When a call may start at the earliest, as far as rates and pauses say; a place must be free besides. */
    Instant opensAt(Instant now, long moreTokens) {
        fill(now);
        var wait = 0.0;
        if (!hasRequest()) wait = MINUTE_MILLIS * (1 - requests) / rates.requestsPerMinute();
        if (!hasTokens(moreTokens)) {
            var missing = Math.min(moreTokens, burst(rates.tokensPerMinute())) - tokens;
            wait = Math.max(wait, MINUTE_MILLIS * missing / rates.tokensPerMinute());
        }
        var opens = now.plusMillis((long) Math.ceil(wait));
        return opens.isBefore(pausedUntil) ? pausedUntil : opens;
    }

    void started(long moreTokens) {
        inFlight++;
        requests -= 1;
        tokens -= moreTokens;
    }

    /** A call came back that the provider worked on. */
    void answered(Instant startedAt, Instant now) {
        inFlight--;
        // Those started before a cut tell of the load before it.
        if (!startedAt.isAfter(countFrom)) return;
        answers++;
        millis += Math.max(0, Duration.between(startedAt, now).toMillis());
        if (answers >= Math.max(LEAST_ROUND, (int) limit)) round(now);
    }

    /** A call came back without being worked on, for a reason that has nothing to do with how many there were. */
    void failed() {
        inFlight--;
    }

    /** The provider asked for fewer calls; those that were under way by then say nothing new. */
    void refused(Instant startedAt, Instant now, Duration pause) {
        inFlight--;
        if (!startedAt.isBefore(cutAt)) cut(now, 0.5);
        pause(now.plus(pause));
    }

    /** Nothing may start before that moment. */
    void pause(Instant until) {
        if (until.isAfter(pausedUntil)) pausedUntil = until;
    }

    private void round(Instant now) {
        var average = Math.max(1, (double) millis / answers);
        answers = 0;
        millis = 0;
        // Answers that take as long at half the load do not queue: they are longer, or the model is slower now.
        if (slowed > 0 && average > STILL_SLOW * slowed) {
            best = average;
            doubling = true;
        }
        slowed = 0;
        best = Math.min(best * FORGET, average);
        if (average <= SLOW * best) {
            suspicious = false;
            limit = Math.min(most, doubling ? limit * 2 : limit + Math.max(1, limit / 10));
        } else if (suspicious) {
            suspicious = false;
            cut(now, 0.5);
            slowed = average;
        } else {
            // Some of these were asked under less load: once more, at this one.
            suspicious = true;
            countFrom = now;
        }
    }

    private void cut(Instant now, double to) {
        limit = Math.max(1, limit * to);
        doubling = false;
        cutAt = now;
        countFrom = now;
        answers = 0;
        millis = 0;
    }

    private boolean hasRequest() {
        return rates.requestsPerMinute() == 0 || requests >= 1;
    }

    /** A request larger than a whole burst may start when the burst is full; it leaves a debt. */
    private boolean hasTokens(long wanted) {
        return rates.tokensPerMinute() == 0 || tokens >= Math.min(wanted, burst(rates.tokensPerMinute()));
    }

    private void fill(Instant now) {
        if (filledAt.equals(Instant.MIN)) filledAt = now;
        // To the nanosecond: who asks more often than every millisecond would otherwise never see anything pass.
        var passed = Math.max(0, Duration.between(filledAt, now).toNanos()) / MINUTE_NANOS;
        filledAt = now;
        requests = Math.min(burst(rates.requestsPerMinute()), requests + passed * rates.requestsPerMinute());
        tokens = Math.min(burst(rates.tokensPerMinute()), tokens + passed * rates.tokensPerMinute());
    }

    private static double burst(double perMinute) {
        return Math.max(1, perMinute * BURST);
    }
}
