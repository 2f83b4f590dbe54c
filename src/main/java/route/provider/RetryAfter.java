package route.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import route.wire.Reply;

/**
 * How long a provider asks us to wait: {@code retry-after-ms}, or {@code retry-after} as seconds or as a date; after a
 * refusal for too many requests, else the time at which its rate limit is open again (OpenAI's
 * {@code x-ratelimit-reset-*} as {@code 6m0s}, Anthropic's {@code anthropic-ratelimit-*-reset} as a date).
 */
final class RetryAfter {
    private static final long LONGEST_SECONDS = 24 * 3600;
    private static final int TOO_MANY = 429;
    private static final double SINCE_1970 = 1e9;
    private static final Pattern PLAIN = Pattern.compile("\\d{1,13}(\\.\\d{1,6})?");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6}(\\.\\d{1,6})?(ms|s|m|h|d))+");
    private static final Pattern SPAN_PART = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private RetryAfter() {}

    /** In seconds, rounded up; 0 where it does not say, at most a day. */
    static int seconds(Reply reply) {
        var seconds = reply.header("retry-after-ms")
                .flatMap(it -> number(it, 1000))
                .or(() -> reply.header("retry-after")
                        .flatMap(it -> number(it, 1).or(() -> until(it, reply.header("date")))))
                .or(() -> reply.status() == TOO_MANY ? limitOpens(reply) : Optional.empty());
        return (int) Math.max(0, Math.min(LONGEST_SECONDS, seconds.orElse(0L)));
    }

    /** The latest of the limits that the reply names: before that, one of them still stands. */
    private static Optional<Long> limitOpens(Reply reply) {
        return reply.headers().entrySet().stream()
                .map(it -> {
                    if (it.getKey().startsWith("x-ratelimit-reset-")) return span(it.getValue());
                    var isDate = it.getKey().startsWith("anthropic-ratelimit-")
                            && it.getKey().endsWith("-reset");
                    return isDate ? untilInstant(it.getValue(), reply.header("date")) : Optional.<Long>empty();
                })
                .flatMap(Optional::stream)
                .max(Long::compare);
    }

    /** Seconds of a length such as {@code 6m0s}, {@code 1.5s} or {@code 20ms}, rounded up. */
    private static Optional<Long> span(String text) {
        return millis(text).map(it -> (it + 999) / 1000);
    }

    private static Optional<Long> millis(String text) {
        if (!SPAN.matcher(text.strip()).matches()) return Optional.empty();
        var millis = 0.0;
        var part = SPAN_PART.matcher(text);
        while (part.find()) millis += Double.parseDouble(part.group(1)) * MILLIS.get(part.group(2));
        return Optional.of((long) Math.ceil(millis));
    }

    /** The time until a limit opens, said as a length, a date, plain seconds, or seconds or milliseconds since 1970. */
    static Optional<Duration> until(String text, Reply reply) {
        if (PLAIN.matcher(text).matches()) {
            var number = Double.parseDouble(text);
            if (number < SINCE_1970) return Optional.of(Duration.ofMillis((long) Math.ceil(number * 1000)));
            var then = Instant.ofEpochMilli((long) (number < 1000 * SINCE_1970 ? number * 1000 : number));
            return untilInstant(then.toString(), reply.header("date")).map(Duration::ofSeconds);
        }
        return millis(text)
                .map(Duration::ofMillis)
                .or(() -> untilInstant(text, reply.header("date")).map(Duration::ofSeconds));
    }

    private static Optional<Long> untilInstant(String date, Optional<String> now) {
        try {
            var then = Instant.parse(date.strip());
            return now.map(it -> Duration.between(httpDate(it).toInstant(), then)
                    .plusMillis(999)
                    .toSeconds());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
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
