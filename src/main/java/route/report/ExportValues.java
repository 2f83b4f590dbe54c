package route.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import route.domain.InputException;
import route.domain.Money;

/** Reads the values of exports. A value that is not what it should be names its place. */
final class ExportValues {
    private static final int LONGEST = 40;
    private static final int FARTHEST_DIGIT = 30;
    private static final int PICODOLLARS = 12;
    private static final int CENTS = 10;
    private static final int DAY = 10;

    private ExportValues() {}

    /**
     * A day (UTC) from an ISO day or time, or from seconds since 1970.
     *
     * @param place where it stands, for the message
     */
    static LocalDate day(String text, String place) {
        var value = text.strip();
        try {
            if (value.matches("\\d{9,11}(\\.0+)?")) {
                var seconds = Long.parseLong(value.replaceFirst("\\..*", ""));
                return Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC).toLocalDate();
            }
            if (value.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")) {
                return OffsetDateTime.parse(value)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDate();
            }
            return LocalDate.parse(value.length() > DAY ? value.substring(0, DAY) : value);
        } catch (DateTimeException e) {
            throw wrong(text, place, "a day such as 2026-11-20", e);
        }
    }

    static Money dollars(String text, String place) {
        return money(text, PICODOLLARS, place);
    }

    static Money cents(String text, String place) {
        return money(text, CENTS, place);
    }

    private static Money money(String text, int shift, String place) {
        try {
            var exact = decimal(text).movePointRight(shift).setScale(0, RoundingMode.HALF_UP);
            return Money.ofPicodollars(exact.longValueExact());
        } catch (ArithmeticException e) {
            throw wrong(text, place, "an amount such as 1.25", e);
        }
    }

    /** A count; some programs write it with a decimal point. */
    static long tokens(String text, String place) {
        try {
            var count = decimal(text).longValueExact();
            if (count < 0) throw new ArithmeticException("a negative count");
            return count;
        } catch (ArithmeticException e) {
            throw wrong(text, place, "a count such as 59200", e);
        }
    }

    /** 0 of nothing. Numbers whose digits lie absurdly far from the point would take all memory to write out. */
    private static BigDecimal decimal(String text) {
        var value = text.strip().replace("$", "");
        if (value.isEmpty()) return BigDecimal.ZERO;
        if (value.length() > LONGEST) throw new ArithmeticException("too long");
        try {
            var decimal = new BigDecimal(value);
            if (Math.abs((long) decimal.scale()) > FARTHEST_DIGIT) throw new ArithmeticException("too far");
            return decimal;
        } catch (NumberFormatException e) {
            throw (ArithmeticException) new ArithmeticException("no number").initCause(e);
        }
    }

    /** Everything is compared in dollars. */
    static void currency(String text, String place) {
        var value = text.strip().toLowerCase(Locale.ROOT);
        if (value.isEmpty() || value.equals("usd")) return;
        throw new InputException(place + ": the currency is '" + text + "', not USD");
    }

    private static InputException wrong(String text, String place, String right, Exception cause) {
        return new InputException(place + ": '" + text + "' is not " + right, cause);
    }
}
