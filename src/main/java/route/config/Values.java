package route.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import route.domain.Deadline;
import route.domain.Durations;
import route.domain.Money;

/** How texts of settings turn into what they mean. */
final class Values {
    private static final Pattern MONEY = Pattern.compile("\\$?(\\d{1,6}(\\.\\d{1,12})?)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12}) ?(B|kB|KB|MB|GB)?");
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private Values() {}

    static boolean isDuration(String text) {
        return Durations.parse(text).filter(it -> it.compareTo(SHORTEST) >= 0).isPresent();
    }

    /** Reads a text that {@link #isDuration} accepts. */
    static Duration duration(String text) {
        return Durations.parse(text).orElseThrow();
    }

    static boolean isDays(String text) {
        return text.matches("\\d{1,3}d") && isDuration(text) && duration(text).toDays() <= 365;
    }

    /** A span, or a time of day such as 07:30. */
    static boolean isDeadline(String text) {
        return isDuration(text) || Deadline.isTimeOfDay(text);
    }

    static boolean isMoney(String text) {
        return MONEY.matcher(text).matches();
    }

    static Money money(String text) {
        return Money.ofDollars(text.replace("$", ""));
    }

    /** The character between cells; 0 where the text names none. */
    static char delimiter(String text) {
        return switch (text) {
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "tab", "\\t" -> '\t';
            case "pipe" -> '|';
            default -> isDelimiter(text) ? text.charAt(0) : 0;
        };
    }

    private static boolean isDelimiter(String text) {
        return text.length() == 1 && "\"\r\n\0".indexOf(text.charAt(0)) < 0 && !Character.isSurrogate(text.charAt(0));
    }

    /** A size such as {@code 100MB}, in bytes, of which a megabyte has a million; empty where it is none. */
    static Optional<Long> bytes(String text) {
        var match = BYTES.matcher(text);
        if (!match.matches()) return Optional.empty();
        var unit = match.group(2) == null ? "B" : match.group(2);
        var factor = switch (unit) {
            case "GB" -> 1_000_000_000L;
            case "MB" -> 1_000_000L;
            case "B" -> 1L;
            default -> 1_000L;
        };
        var count = Long.parseLong(match.group(1));
        return count > 0 && count <= Long.MAX_VALUE / factor ? Optional.of(count * factor) : Optional.empty();
    }

    /** Reads {@code id=ticket_id,tag=team}; empty where a part has no name or no value, or a name comes twice. */
    static Optional<Map<String, String>> mapping(String text) {
        var entries = new LinkedHashMap<String, String>();
        for (var part : text.split(",")) {
            var equals = part.indexOf('=');
            if (equals < 1 || equals == part.length() - 1) return Optional.empty();
            var name = part.substring(0, equals).strip();
            if (entries.put(name, part.substring(equals + 1).strip()) != null) return Optional.empty();
        }
        return Optional.of(entries);
    }
}
