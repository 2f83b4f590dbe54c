package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.wire.Reply;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({"27, 27", "0, 0", "1.5, 2", "-3, 0", "soon, 0", "99999999, 86400", "99999999999999999999, 0", "'', 0"})
    void secondsAreReadAndKeptWithinADay(String said, int seconds) {
        assertEquals(seconds, RetryAfter.seconds(new Reply(429, Map.of("retry-after", said), "")));
    }

    @Test
    void millisecondsComeFirstAndAreRoundedUp() {
        var headers = Map.of("retry-after-ms", "1200", "retry-after", "60");
        assertEquals(2, RetryAfter.seconds(new Reply(429, headers, "")));
    }

    @Test
    void aDateIsMeantByTheServersOwnClock() {
        var then = Map.of("retry-after", "Fri, 20 Nov 2026 10:00:30 GMT", "date", "Fri, 20 Nov 2026 10:00:00 GMT");
        assertEquals(30, RetryAfter.seconds(new Reply(503, then, "")));
        var past = Map.of("retry-after", "Fri, 20 Nov 2026 09:00:00 GMT", "date", "Fri, 20 Nov 2026 10:00:00 GMT");
        assertEquals(0, RetryAfter.seconds(new Reply(503, past, "")));
        var alone = Map.of("retry-after", "Fri, 20 Nov 2026 10:00:30 GMT");
        assertEquals(0, RetryAfter.seconds(new Reply(503, alone, "")));
    }

    @Test
    void theProvidersOwnWordGoesFirst() {
        assertEquals(7, after(429, "retry-after", "7", "x-ratelimit-reset-requests", "6m0s"));
        assertEquals(2, after(429, "retry-after-ms", "1500"));
        assertEquals(60, after(503, "retry-after", "Fri, 20 Nov 2026 09:01:00 GMT"));
    }

    @Test
    void elseTheLimitThatOpensLastCounts() {
        assertEquals(360, after(429, "x-ratelimit-reset-requests", "1s", "x-ratelimit-reset-tokens", "6m0s"));
        assertEquals(1, after(429, "x-ratelimit-reset-tokens", "20ms"));
        assertEquals(90, after(429, "anthropic-ratelimit-requests-reset", "2026-11-20T09:01:30Z"));
    }

    @Test
    void limitsOfAnAnswerThatWasNotRefusedMeanNoWait() {
        assertEquals(0, after(200, "x-ratelimit-reset-requests", "6m0s"));
        assertEquals(0, after(429, "x-ratelimit-reset-requests", "soon", "anthropic-ratelimit-tokens-reset", "later"));
    }

    private static int after(int status, String... headers) {
        var all = new HashMap<>(Map.of("date", "Fri, 20 Nov 2026 09:00:00 GMT"));
        for (var i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
        return RetryAfter.seconds(new Reply(status, all, ""));
    }
}
