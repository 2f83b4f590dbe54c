package route.provider;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import route.wire.Reply;

/** How long a provider asks us to wait: {@code retry-after-ms}, or {@code retry-after} as seconds or as a date. */
final class RetryAfter {
    private static final long LONGEST_SECONDS = 24 * 3600;

    private RetryAfter() {}

    /** In seconds, rounded up; 0 where it does not say, at most a day. */
    static int seconds(Reply reply) {
        var seconds = reply.header("retry-after-ms")
                .flatMap(it -> number(it, 1000))
                .or(() -> reply.header("retry-after")
                        .flatMap(it -> number(it, 1).or(() -> until(it, reply.header("date")))));
        return (int) Math.max(0, Math.min(LONGEST_SECONDS, seconds.orElse(0L)));
    }

    private static Optional<Long> number(String text, long perSecond) {
        var digits = text.strip();
        if (!digits.matches("\\d{1,12}(\\.\\d{1,9})?")) return Optional.empty();
        var point = digits.indexOf('.');
        var whole = Long.parseLong(point < 0 ? digits : digits.substring(0, point)) + (point < 0 ? 0 : 1);
        return Optional.of((whole + perSecond - 1) / perSecond);
    }

    // The server's own clock is the one its date is meant by.
    private static Optional<Long> until(String date, Optional<String> now) {
        try {
            var then = httpDate(date);
            return now.map(
                    it -> Duration.between(httpDate(it), then).plusMillis(999).toSeconds());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime httpDate(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
