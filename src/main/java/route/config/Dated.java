package route.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import route.domain.InputException;

/**
 * Puts a day in the place of {@code {date}} in the paths and the name of a job: {@code {date}} is 2026-11-20, {@code
 * {date-1}} the day before, and {@code {date:yyyyMMdd}} the same day in another form.
 *
 * @param today by this machine's time zone; empty where nobody said
 */
record Dated(Stack stack, Optional<LocalDate> today) {
    private static final Pattern PLACE = Pattern.compile("\\{date([+-]\\d{1,4})?(?::((?:yyyy|yy|MM|dd|[-_./])+))?\\}");
    private static final String RIGHT =
            "it is {date}, {date-1} for the day before, or {date:yyyyMMdd} for another form";

    static boolean isDay(String text) {
        if (!text.matches("\\d{4}-\\d\\d-\\d\\d")) return false;
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            // Such as the 31st of February: that is the answer.
            return false;
        }
    }

    /** A setting with its places filled; one without any as it is. */
    Value fill(Value value) {
        if (!isDated(value)) return value;
        var filled = PLACE.matcher(value.text()).replaceAll(it -> text(it, value));
        if (filled.contains("{date")) {
            throw new InputException(
                    value.origin() + ": '" + value.text() + "' has a date that cannot be understood\n" + RIGHT);
        }
        return new Value(filled, value.origin(), value.base());
    }

    /** What a person should know who misses the file of that day; empty where it has none. */
    String hint(Value written) {
        return isDated(written)
                ? "\nthe day is " + day(written) + "; --date takes another, such as "
                        + day(written).minusDays(1)
                : "";
    }

    static boolean isDated(Value value) {
        return value.text().contains("{date");
    }

    private String text(MatchResult place, Value value) {
        var shift = place.group(1) == null ? 0 : Integer.parseInt(place.group(1));
        var form = place.group(2) == null ? "yyyy-MM-dd" : place.group(2);
        // uuuu counts years as the calendar does; yyyy is what people write.
        return day(value).plusDays(shift).format(DateTimeFormatter.ofPattern(form.replace('y', 'u'), Locale.ROOT));
    }

    private LocalDate day(Value value) {
        return stack.given("date")
                .map(it -> LocalDate.parse(it.text()))
                .or(() -> today)
                .orElseThrow(() -> new InputException(
                        value.origin() + ": '" + value.text() + "' needs a day\nsay which with --date 2026-11-20"));
    }
}
