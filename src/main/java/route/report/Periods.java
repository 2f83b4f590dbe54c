package route.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * How a stretch of days is cut into columns: days while they are few, else weeks from Monday on, else months.
 *
 * @param first the first day of the first period
 * @param count how many periods there are
 */
record Periods(ChronoUnit unit, LocalDate first, int count) {
    private static final int MOST = 62;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    /** @param last included */
    static Periods of(LocalDate first, LocalDate last) {
        if (ChronoUnit.DAYS.between(first, last) < MOST) return cut(ChronoUnit.DAYS, first, last);
        var monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        if (ChronoUnit.WEEKS.between(monday, last) < MOST) return cut(ChronoUnit.WEEKS, monday, last);
        return cut(ChronoUnit.MONTHS, first.withDayOfMonth(1), last);
    }

    private static Periods cut(ChronoUnit unit, LocalDate first, LocalDate last) {
        return new Periods(unit, first, Math.toIntExact(unit.between(first, last)) + 1);
    }

    int indexOf(LocalDate day) {
        return Math.toIntExact(unit.between(first, day));
    }

    /** A short name of a period, for the axis. */
    String label(int index) {
        var start = first.plus(index, unit);
        return unit == ChronoUnit.MONTHS ? MONTH.format(start) : DAY.format(start);
    }

    /** The whole name of a period, for a table. */
    String name(int index) {
        if (unit == ChronoUnit.MONTHS) return label(index);
        return (unit == ChronoUnit.WEEKS ? "week of " : "") + Amounts.day(first.plus(index, unit));
    }

    /** What a period is called. */
    String noun() {
        if (unit == ChronoUnit.MONTHS) return "month";
        return unit == ChronoUnit.WEEKS ? "week" : "day";
    }
}
