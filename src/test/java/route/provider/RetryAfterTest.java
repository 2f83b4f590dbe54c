package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.wire.Reply;

class RetryAfterTest {
    private static int seconds(int status, String... headers) {
        var all = new HashMap<>(Map.of("date", "Fri, 20 Nov 2026 09:00:00 GMT"));
        for (var i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
        return RetryAfter.seconds(new Reply(status, all, ""));
    }

    @Test
    void theProvidersOwnWordGoesFirst() {
        assertEquals(7, seconds(429, "retry-after", "7", "x-ratelimit-reset-requests", "6m0s"));
        assertEquals(2, seconds(429, "retry-after-ms", "1500"));
        assertEquals(60, seconds(503, "retry-after", "Fri, 20 Nov 2026 09:01:00 GMT"));
    }

    @Test
    void elseTheLimitThatOpensLastCounts() {
        assertEquals(360, seconds(429, "x-ratelimit-reset-requests", "1s", "x-ratelimit-reset-tokens", "6m0s"));
        assertEquals(1, seconds(429, "x-ratelimit-reset-tokens", "20ms"));
        assertEquals(90, seconds(429, "anthropic-ratelimit-requests-reset", "2026-11-20T09:01:30Z"));
    }

    @Test
    void limitsOfAnAnswerThatWasNotRefusedMeanNoWait() {
        assertEquals(0, seconds(200, "x-ratelimit-reset-requests", "6m0s"));
        assertEquals(
                0, seconds(429, "x-ratelimit-reset-requests", "soon", "anthropic-ratelimit-tokens-reset", "later"));
    }
}
