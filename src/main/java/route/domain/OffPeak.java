package route.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A provider's cheaper hours in real time: all those that are not peak hours.
 *
 * @param peaks the hours of the full price; no other time is
 * @param discount per cent off the real-time price outside of them, 1 to 100
 */
public record OffPeak(List<Peak> peaks, int discount) {
    private static final int DAY_MINUTES = 24 * 60;

    /**
     * Hours of some days of the week, in UTC.
     *
     * @param from minute of the day, 0 to 1439
     * @param to minute of the day at which they are over, up to 1440
     */
    public record Peak(Set<DayOfWeek> days, int from, int to) {
        public Peak {
            days = Set.copyOf(days);
            if (days.isEmpty() || from < 0 || from >= to || to > DAY_MINUTES) {
                throw new IllegalArgumentException("peak hours begin before they end, on one day");
            }
        }

        private boolean holds(ZonedDateTime at) {
            var minute = at.getHour() * 60 + at.getMinute();
            return days.contains(at.getDayOfWeek()) && minute >= from && minute < to;
        }
    }

    public OffPeak {
        peaks = List.copyOf(peaks);
        if (discount < 1 || discount > 100) throw new IllegalArgumentException("a discount is 1 to 100 per cent");
    }

    /** Whether the full price holds at that moment. */
    public boolean isPeak(Instant moment) {
        var at = moment.atZone(ZoneOffset.UTC);
        return peaks.stream().anyMatch(it -> it.holds(at));
    }

    /** When peak turns into off-peak, or the other way, after that moment; empty where it never does. */
    public Optional<Instant> changesAfter(Instant moment) {
        var isPeak = isPeak(moment);
        return boundaries(moment).stream()
                .filter(it -> it.isAfter(moment) && isPeak(it) != isPeak)
                .findFirst();
    }

    /** A week and a day hold every change there is. */
    private TreeSet<Instant> boundaries(Instant moment) {
        var found = new TreeSet<Instant>();
        var today = moment.truncatedTo(ChronoUnit.DAYS);
        for (var day = 0; day <= 8; day++) {
            for (var peak : peaks) {
                found.add(today.plus(Duration.ofDays(day).plusMinutes(peak.from())));
                found.add(today.plus(Duration.ofDays(day).plusMinutes(peak.to())));
            }
        }
        return found;
    }
}
