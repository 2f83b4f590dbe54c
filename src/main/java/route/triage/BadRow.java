package route.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A row that cannot be used: its number (1 for the first data row), its line in the file, and why. */
public record BadRow(long number, long line, String reason) {
    private static final int FEW = 3;

    /** For a person: who has which reason, by number and line; many rows with one reason share a line. */
    public static List<String> lines(List<BadRow> bad) {
        var byReason = new LinkedHashMap<String, List<BadRow>>();
        bad.forEach(it ->
                byReason.computeIfAbsent(it.reason(), none -> new ArrayList<>()).add(it));
        return byReason.values().stream().flatMap(BadRow::said).toList();
    }

    /** A few rows have a line each. */
    private static Stream<String> said(List<BadRow> rows) {
        return rows.size() <= FEW
                ? rows.stream().map(it -> "row " + it.number() + ", line " + it.line() + ": " + it.reason())
                : Stream.of(which(rows) + ": " + rows.get(0).reason());
    }

    private static String which(List<BadRow> rows) {
        return rows.size() + " rows (" + spans(rows, BadRow::number) + "; lines " + spans(rows, BadRow::line) + ")";
    }

    /** Numbers that follow each other are said by the first and the last of them. */
    private static String spans(List<BadRow> rows, ToLongFunction<BadRow> number) {
        var spans = new ArrayList<String>();
        for (int from = 0, to; from < rows.size(); from = to) {
            var first = number.applyAsLong(rows.get(from));
            to = from + 1;
            while (to < rows.size() && number.applyAsLong(rows.get(to)) == first + to - from) to++;
            var last = first + to - from - 1;
            spans.add(first == last ? "" + first : first + (last == first + 1 ? ", " : " to ") + last);
        }
        return String.join(", ", spans);
    }
}
