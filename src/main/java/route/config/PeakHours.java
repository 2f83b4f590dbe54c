package route.config;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import route.domain.OffPeak;

/** Reads {@code off_peak} of a provider: the hours of the full price, in UTC, and what all others take off. */
final class PeakHours {
    private static final List<String> FIELDS = List.of("peak", "discount");
    private static final String RIGHT = "must be a list of hours in UTC such as mon-fri 01:00-04:00";
    private static final String PERCENT = "must be a whole number of per cent from 1 to 100";
    private static final Pattern HOURS = Pattern.compile(
            "(?:([a-z]{3})(?:-([a-z]{3}))? )?([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");

    private PeakHours() {}

    static Optional<OffPeak> read(Block provider) {
        if (provider.isNull("off_peak")) return Optional.empty();
        var block = Block.of(provider.name() + ".off_peak", provider.get("off_peak"), FIELDS);
        if (!block.has("peak")) throw block.wrong("peak", RIGHT);
        var peaks = new ArrayList<OffPeak.Peak>();
        for (var it : block.texts("peak", RIGHT)) {
            peaks.add(peak(it.text()).orElseThrow(() -> block.wrong("peak", RIGHT + ", not '" + it.text() + "'")));
        }
        return Optional.of(new OffPeak(peaks, discount(block)));
    }

    private static int discount(Block block) {
        var text = block.text("discount", PERCENT).orElse("").replaceFirst(" ?%$", "");
        if (!text.matches("[1-9]\\d?|100")) throw block.wrong("discount", PERCENT);
        return Integer.parseInt(text);
    }

    private static Optional<OffPeak.Peak> peak(String text) {
        var match = HOURS.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) return Optional.empty();
        var from = minutes(match.group(3), match.group(4));
        var to = match.group(5) == null ? 24 * 60 : minutes(match.group(5), match.group(6));
        var days = days(Optional.ofNullable(match.group(1)), Optional.ofNullable(match.group(2)));
        return from < to ? days.map(it -> new OffPeak.Peak(it, from, to)) : Optional.empty();
    }

    private static int minutes(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }

    /** All days where none is named; empty where a name is none, or the last comes before the first. */
    private static Optional<Set<DayOfWeek>> days(Optional<String> first, Optional<String> last) {
        if (first.isEmpty()) return Optional.of(EnumSet.allOf(DayOfWeek.class));
        var from = day(first.get());
        var to = last.isEmpty() ? from : day(last.get());
        return from.flatMap(
                one -> to.filter(other -> other.compareTo(one) >= 0).map(other -> EnumSet.range(one, other)));
    }

    private static Optional<DayOfWeek> day(String name) {
        return EnumSet.allOf(DayOfWeek.class).stream()
                .filter(it -> it.name().toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst();
    }

    /** The same as a person would write it. */
    static String text(OffPeak hours) {
        return hours.peaks().stream().map(PeakHours::text).collect(Collectors.joining(", ")) + "; " + hours.discount()
                + " % off at other hours";
    }

    private static String text(OffPeak.Peak peak) {
        var days = new java.util.TreeSet<>(peak.days());
        var named = days.size() == 7
                ? ""
                : short3(days.first()) + (days.size() == 1 ? "" : "-" + short3(days.last())) + " ";
        return named
                + String.format(
                        Locale.ROOT,
                        "%02d:%02d-%02d:%02d",
                        peak.from() / 60,
                        peak.from() % 60,
                        peak.to() / 60,
                        peak.to() % 60);
    }

    private static String short3(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
