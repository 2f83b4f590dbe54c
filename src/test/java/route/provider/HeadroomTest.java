package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.wire.Reply;

class HeadroomTest {
    private static final String NOW = "Fri, 20 Nov 2026 07:30:00 GMT";

    private static Optional<Duration> pause(Map<String, String> headers) {
        return Headroom.pause(new Reply(200, headers, "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "x-ratelimit-remaining-requests, x-ratelimit-reset-requests, 120ms, 120",
        "x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, 2m59.56s, 60000",
        "anthropic-ratelimit-requests-remaining, anthropic-ratelimit-requests-reset, 2026-11-20T07:30:09Z, 9000",
        "x-ratelimit-remaining, x-ratelimit-reset, 1.5, 1500",
        "x-ratelimit-remaining, x-ratelimit-reset, 1795159820, 20000",
        "x-ratelimit-remaining, x-ratelimit-reset, 1795159820000, 20000",
        "ratelimit-remaining, ratelimit-reset, 30, 30000"
    })
    void nothingLeftIsWaitedForUntilItIsReset(String remaining, String reset, String until, long millis) {
        var headers = Map.of(remaining, "0", reset, until, "date", NOW);
        assertEquals(Optional.of(Duration.ofMillis(millis)), pause(headers));
    }

    @Test
    void whatIsLeftIsUsed() {
        assertEquals(
                Optional.empty(),
                pause(Map.of("x-ratelimit-remaining-requests", "1", "x-ratelimit-reset-requests", "10s")));
        assertEquals(
                Optional.empty(),
                pause(Map.of("x-ratelimit-remaining-requests", "100", "x-ratelimit-reset-requests", "10s")));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "2026-11-20T07:29:00Z", "''", "99999999999999999999"})
    void aResetThatSaysNothingIsNotWaitedFor(String reset) {
        var headers = Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", reset, "date", NOW);
        assertEquals(Optional.empty(), pause(headers));
        assertEquals(Optional.empty(), pause(Map.of("x-ratelimit-remaining-requests", "0")));
    }

    @Test
    void theTightestOfSeveralLimitsCounts() {
        assertEquals(
                Optional.of(Duration.ofSeconds(5)),
                pause(Map.of(
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-remaining-tokens", "0",
                        "x-ratelimit-reset-tokens", "5s",
                        "x-ratelimit-remaining-images", "9",
                        "x-ratelimit-reset-images", "30s")));
    }
}
