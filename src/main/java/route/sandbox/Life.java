package route.sandbox;

import java.util.OptionalLong;

/**
 * Where a batch stands at a moment, worked out from when it was made and when it was cancelled. Times are
 * microseconds since 1970.
 *
 * @param done rows worked on so far
 * @param endsMicros when it ends, or ended
 */
record Life(Phase phase, long done, long startsMicros, long finalizingMicros, long endsMicros) {
    private static final long LONGEST_CANCELLING = 2_000_000;

    /** A batch's phases, in OpenAI's terms; Anthropic's are fewer. */
    enum Phase {
        QUEUED,
        RUNNING,
        FINALIZING,
        COMPLETED,
        FAILED,
        CANCELLING,
        CANCELLED,
        EXPIRED;

        boolean hasEnded() {
            return this == COMPLETED || this == FAILED || hasStoppedShort();
        }

        /** Ended before all rows were worked on. */
        boolean hasStoppedShort() {
            return this == CANCELLED || this == EXPIRED;
        }
    }

    /** That of a batch whose rows are still to be answered: it does not begin before, whatever its own times say. */
    static Life pending(OptionalLong cancelMicros) {
        var phase = cancelMicros.isPresent() ? Phase.CANCELLING : Phase.QUEUED;
        return new Life(phase, 0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    static Life of(AcceptedBatch batch, OptionalLong cancelMicros, long now) {
        var starts = batch.createdMicros() + batch.queueMicros();
        var ends = Math.max(starts, batch.createdMicros() + batch.latencyMicros());
        var finalizing = starts + (ends - starts) / 10 * 9;
        var expires = batch.expiresMicros();
        if (batch.complaint().isReal()) {
            return new Life(now < starts ? Phase.QUEUED : Phase.FAILED, 0, starts, finalizing, starts);
        }
        if (cancelMicros.isPresent() && cancelMicros.getAsLong() < Math.min(ends, expires)) {
            var cancel = cancelMicros.getAsLong();
            var cancelled = cancel + Math.min(batch.latencyMicros() / 10, LONGEST_CANCELLING);
            var phase = now < cancelled ? Phase.CANCELLING : Phase.CANCELLED;
            return new Life(phase, done(batch.rows(), starts, finalizing, cancel), starts, finalizing, cancelled);
        }
        if (ends > expires && now >= expires) {
            return new Life(
                    Phase.EXPIRED, done(batch.rows(), starts, finalizing, expires), starts, finalizing, expires);
        }
        var done = done(batch.rows(), starts, finalizing, now);
        return new Life(running(now, starts, finalizing, ends), done, starts, finalizing, ends);
    }

    private static Phase running(long now, long starts, long finalizing, long ends) {
        if (now < starts) return Phase.QUEUED;
        if (now < finalizing) return Phase.RUNNING;
        return now < ends ? Phase.FINALIZING : Phase.COMPLETED;
    }

    private static long done(long rows, long starts, long finalizing, long now) {
        if (now < starts) return 0;
        if (now >= finalizing) return rows;
        return rows * (now - starts) / (finalizing - starts);
    }

    /** A share of {@code whole} as large as the share of rows done. */
    long share(long whole, long rows) {
        return rows == 0 ? 0 : whole * done / rows;
    }
}
