package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
