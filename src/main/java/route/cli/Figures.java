package route.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import route.domain.Money;

/** Numbers as people read them: counts, shares, amounts, times. */
final class Figures {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DATE = "2026-11-20".length();
    private static final long MILLION = 1_000_000;
    private static final Money HUNDRED = Money.ofDollars("100");

    private Figures() {}

    /** A count with commas: {@code 71,234}. */
    static String count(long number) {
        var digits = new StringBuilder(Long.toString(Math.abs(number)));
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            digits.insert(at, ',');
        }
        return (number < 0 ? "-" : "") + digits;
    }

    /** A count of tokens, short where it is long: {@code 71,234}, {@code 193.4M}. */
    static String tokens(long number) {
        if (number < 10 * MILLION) return count(number);
        return BigDecimal.valueOf(number).movePointLeft(6).setScale(1, RoundingMode.HALF_UP) + "M";
    }

    /** A count and its noun: {@code 1 row}, {@code 2 rows}; the noun's plural ends in s or es. */
    static String count(long number, String noun) {
        if (number == 1) return "1 " + noun;
        return count(number) + " " + noun + (noun.endsWith("ch") ? "es" : "s");
    }

    /** Dollars: four decimals, above a hundred dollars two, and commas: {@code $0.0412}, {@code $1,234.50}. */
    static String amount(Money money) {
        var text = money.toDisplay(money.isMoreThan(HUNDRED) ? 2 : 4);
        var digits = text.indexOf('$') + 1;
        var point = text.indexOf('.');
        var whole = count(Long.parseLong(text.substring(digits, point)));
        return text.substring(0, digits) + whole + text.substring(point);
    }

    /** The share in whole per cent, rounded half up: {@code 92 %}; empty of nothing. */
    static String percent(Money part, Money whole) {
        if (whole.picodollars() == 0) return "";
        return BigDecimal.valueOf(part.picodollars())
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(whole.picodollars()), 0, RoundingMode.HALF_UP)
                        .toPlainString()
                + " %";
    }

    /** Whole per cent, rounded down, so that 100 is said only at the end. */
    static int percent(long done, long total) {
        if (total <= 0) return 0;
        if (done >= total) return 100;
        var hundredfold = BigDecimal.valueOf(done).multiply(BigDecimal.valueOf(100));
        return hundredfold
                .divide(BigDecimal.valueOf(total), 0, RoundingMode.DOWN)
                .intValueExact();
    }

    /** A length of time, two units at most: {@code 45s}, {@code 2m 5s}, {@code 3h 20m}, {@code 2d 1h}. */
    static String length(Duration length) {
        var seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) return seconds + "s";
        if (seconds < 3600) return pair(seconds / 60, "m", seconds % 60, "s");
        if (seconds < 86_400) return pair(seconds / 3600, "h", seconds % 3600 / 60, "m");
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String pair(long much, String large, long rest, String small) {
        return much + large + (rest == 0 ? "" : " " + rest + small);
    }

    /** When something is due, seen from now: {@code now}, {@code in 30s}. */
    static String due(Instant moment, Instant now) {
        return moment.isAfter(now) ? "in " + length(Duration.between(now, moment.plusMillis(999))) : "now";
    }

    /** A moment to the minute, UTC. */
    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }

    /** A size: in kB, MB or GB of powers of ten, as disks count. */
    static String bytes(long bytes) {
        if (bytes < 1_000) return bytes + " B";
        var units = List.of("kB", "MB", "GB", "TB");
        var unit = 0;
        var size = BigDecimal.valueOf(bytes, 3);
        for (; size.compareTo(BigDecimal.valueOf(1_000)) >= 0 && unit < 3; unit++) size = size.movePointLeft(3);
        return size.setScale(1, RoundingMode.HALF_UP) + " " + units.get(unit);
    }

    /** A moment to the minute, UTC, without its date where that is today's: {@code 14:35 UTC}. */
    static String clock(Instant moment, Instant now) {
        var text = minute(moment);
        var isToday = text.startsWith(minute(now).substring(0, DATE));
        return isToday ? text.substring(DATE + 1) : text;
    }

    /** A hardness with its four decimals. */
    static BigDecimal hardness(double hardness) {
        return BigDecimal.valueOf(hardness).setScale(4, RoundingMode.HALF_UP);
    }
}
