package route.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import route.domain.Money;

/**
 * Numbers as the page shows them.
 *
 * @param decimals of dollars, the same all over the page so that its sums can be followed
 */
record Amounts(int decimals) {
    private static final BigDecimal LEAST = new BigDecimal("0.05");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** The decimals of a headline: cents, where there are dollars. */
    static Amounts forHeadline(Money total) {
        return Money.ofDollars("1").isMoreThan(total) ? forBill(total) : new Amounts(2);
    }

    /** The decimals that a bill of this size wants: the smaller, the more. */
    static Amounts forBill(Money total) {
        var isPlain = total.picodollars() == 0 || !Money.ofDollars("100").isMoreThan(total);
        if (isPlain) return new Amounts(2);
        if (!Money.ofDollars("1").isMoreThan(total)) return new Amounts(3);
        return new Amounts(Money.ofDollars("0.01").isMoreThan(total) ? 6 : 4);
    }

    /** {@code $1,234.50}, with a real minus sign. */
    String dollars(Money money) {
        var text = money.toDisplay(decimals);
        var digits = text.indexOf('$') + 1;
        var point = text.indexOf('.');
        var sign = text.startsWith("-") ? "\u2212" : "";
        return sign + "$" + count(Long.parseLong(text.substring(digits, point))) + text.substring(point);
    }

    /** For an axis: no more decimals than the amount needs. */
    static String tick(Money money) {
        var exact = new BigDecimal(money.toDollars()).stripTrailingZeros();
        var scaled = exact.scale() <= 0 ? exact.setScale(0) : exact.setScale(Math.max(2, exact.scale()));
        var text = scaled.toPlainString();
        var point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        return "$" + count(Long.parseLong(text.substring(0, point))) + text.substring(point);
    }

    /** {@code 71,234}. */
    static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** {@code 71,234}, {@code 193.4 M}. */
    static String tokens(long number) {
        if (number < 10_000_000) return count(number);
        return BigDecimal.valueOf(number).movePointLeft(6).setScale(1, RoundingMode.HALF_UP) + " M";
    }

    /** A count and its noun, whose plural ends in s. */
    static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Whole per cent of something, as markup: {@code 87 %}; below one per cent with a decimal; empty of nothing. */
    static String percent(long part, long whole) {
        if (whole == 0) return "";
        var exact = BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(whole), 6, RoundingMode.HALF_UP);
        if (exact.signum() == 0) return "0\u00a0%";
        var size = exact.abs();
        var sign = exact.signum() < 0 ? "\u2212" : "";
        if (size.compareTo(LEAST) < 0) return "&lt;\u00a00.1\u00a0%";
        return sign
                + size.setScale(size.compareTo(BigDecimal.ONE) < 0 ? 1 : 0, RoundingMode.HALF_UP)
                        .toPlainString() + "\u00a0%";
    }

    static String percent(Money part, Money whole) {
        return percent(part.picodollars(), whole.picodollars());
    }

    /** Two units at most: {@code 45 s}, {@code 3 h 20 min}. */
    static String length(Duration length) {
        var seconds = length.toSeconds();
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return pair(seconds / 60, "min", seconds % 60, "s");
        if (seconds < 86_400) return pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String pair(long much, String large, long rest, String small) {
        return much + " " + large + (rest == 0 ? "" : " " + rest + " " + small);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }
}
