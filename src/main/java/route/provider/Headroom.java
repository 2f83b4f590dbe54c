package route.provider;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import route.wire.Reply;

/**
 * What a good answer says of the limits by the minute: where nothing remains of one, the next call is refused until it is
 * open again. Read in all the forms that are about (2026-11): OpenAI's {@code x-ratelimit-remaining-requests} with
 * {@code x-ratelimit-reset-requests: 120ms}, Anthropic's {@code anthropic-ratelimit-requests-remaining} with a date, and
 * {@code ratelimit-remaining} with seconds or a moment since 1970.
 */
public final class Headroom {
    /** A limit that stays closed for longer is better asked again now and then: its 429 says more. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Pattern REMAINING = Pattern.compile("(x-|anthropic-)?ratelimit-(.*-)?remaining(-.*)?");
    private static final Pattern NOTHING = Pattern.compile("0+(\\.0+)?");

    private Headroom() {}

    /** How long to wait before the next call; empty where there is room for one, or nothing is said. */
    public static Optional<Duration> pause(Reply reply) {
        return reply.headers().entrySet().stream()
                .filter(it -> NOTHING.matcher(it.getValue().strip()).matches())
                .filter(it -> REMAINING.matcher(it.getKey()).matches())
                .flatMap(it -> reset(reply, it.getKey().replace("remaining", "reset")))
                .max(Comparator.naturalOrder())
                .map(it -> it.compareTo(LONGEST) > 0 ? LONGEST : it)
                .filter(it -> it.compareTo(Duration.ZERO) > 0);
    }

    private static Stream<Duration> reset(Reply reply, String header) {
        return reply.header(header).flatMap(it -> RetryAfter.until(it.strip(), reply)).stream();
    }
}
