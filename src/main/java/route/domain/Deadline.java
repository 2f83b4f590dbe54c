package route.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** When an answer is wanted, as people write it: {@code 6h}, {@code 07:30}, {@code 2026-11-21T06:00:00Z}. */
public final class Deadline {
    /** What is right, for people who wrote something else. */
    public static final String FORMS =
            "a span from now on such as 6h, a time of day such as 07:30, or a moment such as 2026-11-21T06:00:00Z";

    private static final Duration FARTHEST = Duration.ofDays(3650);
    private static final int LONGEST_TEXT = 40;

    private Deadline() {}

    /** Whether the text is a time of day. */
    public static boolean isTimeOfDay(String text) {
        return text.matches("([01]\\d|2[0-3]):[0-5]\\d");
    }

    /**
     * The moment that is meant.
     *
     * @param start what a span is counted from, and what the next time of day comes after
     * @param zone whose times of day are meant
     * @return empty where the text is none of the forms
     */
    public static Optional<Instant> resolve(String text, Instant start, ZoneId zone) {
        if (text.length() > LONGEST_TEXT) return Optional.empty();
        if (isTimeOfDay(text)) return Optional.of(next(LocalTime.parse(text), start, zone));
        var meant = Durations.parse(text).filter(Deadline::isSane).map(start::plus);
        return meant.isPresent() ? meant : moment(text);
    }

    private static boolean isSane(Duration span) {
        return span.compareTo(Duration.ZERO) > 0 && span.compareTo(FARTHEST) <= 0;
    }

    private static Instant next(LocalTime time, Instant start, ZoneId zone) {
        var from = start.atZone(zone);
        var today = from.toLocalDate().atTime(time).atZone(zone).toInstant();
        return today.isAfter(start)
                ? today
                : from.toLocalDate().plusDays(1).atTime(time).atZone(zone).toInstant();
    }

    private static Optional<Instant> moment(String text) {
        if (text.indexOf('T') < 0) return Optional.empty();
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            // Not a moment: that is the answer.
            return Optional.empty();
        }
    }
}
