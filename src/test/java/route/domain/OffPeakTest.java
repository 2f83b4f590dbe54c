package route.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffPeakTest {
    private static final EnumSet<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final OffPeak HOURS =
            new OffPeak(List.of(new OffPeak.Peak(WEEKDAYS, 60, 240), new OffPeak.Peak(WEEKDAYS, 360, 600)), 50);

    private static Optional<Instant> change(String moment) {
        return HOURS.changesAfter(Instant.parse(moment));
    }

    @Test
    void fridaysLastPeakIsFollowedByTheWholeWeekend() {
        assertEquals(Optional.of(Instant.parse("2026-11-20T10:00:00Z")), change("2026-11-20T09:59:59Z"));
        assertEquals(Optional.of(Instant.parse("2026-11-23T01:00:00Z")), change("2026-11-20T10:00:00Z"));
    }

    @Test
    void thePriceChangesAtTheVeryMomentThatIsNamed() {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++) {
            var moment = Instant.parse("2026-11-16T00:00:00Z").plusSeconds(random.nextInt(14 * 86_400));
            var change = HOURS.changesAfter(moment).orElseThrow();
            assertEquals(HOURS.isPeak(moment), HOURS.isPeak(change.minus(Duration.ofMillis(1))), "" + moment);
            assertEquals(!HOURS.isPeak(moment), HOURS.isPeak(change), "" + moment);
        }
    }

    @Test
    void hoursThatNeverChangeSaySo() {
        var always = new OffPeak(List.of(new OffPeak.Peak(EnumSet.allOf(DayOfWeek.class), 0, 1440)), 50);
        assertEquals(Optional.empty(), always.changesAfter(Instant.EPOCH));
        assertEquals(Optional.empty(), new OffPeak(List.of(), 50).changesAfter(Instant.EPOCH));
    }

    @Test
    void hoursThatEndBeforeTheyBeginAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new OffPeak.Peak(WEEKDAYS, 240, 60));
        assertThrows(IllegalArgumentException.class, () -> new OffPeak.Peak(Set.of(), 60, 240));
        assertThrows(IllegalArgumentException.class, () -> new OffPeak(List.of(), 0));
    }
}
