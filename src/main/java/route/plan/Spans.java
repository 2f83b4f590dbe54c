package route.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Lengths of time and times of day in words. */
final class Spans {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final int LONG_HOURS = 72;

    private Spans() {}

    /** Two units at most, rounded down: {@code 24 h}, {@code 1 h 30 min}, {@code 20 s}, {@code 5 days}. */
    static String said(Duration span) {
        if (span.toMinutes() == 0) return span.toSeconds() + " s";
        if (span.toHours() == 0) return span.toMinutes() + " min";
        if (span.toHours() >= LONG_HOURS) return span.toDays() + " days";
        var minutes = span.toMinutesPart();
        return span.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }

    /** The time of day in UTC. */
    static String time(Instant moment) {
        return TIME.format(moment.atZone(ZoneOffset.UTC));
    }
}
