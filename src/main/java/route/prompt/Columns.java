package route.prompt;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import route.domain.InputException;

/** The header of a table, asked for columns by name; a name it does not have is explained. */
final class Columns {
    private static final int MOST_SHOWN = 20;
    private static final int LONGEST_SHOWN = 60;

    private final List<String> header;

    Columns(List<String> header) {
        this.header = List.copyOf(header);
    }

    boolean has(String name) {
        return header.contains(name);
    }

    /** Refuses a name that stands more than once, as it could mean either column. */
    void refuseTwins(String name, String use) {
        int times = Collections.frequency(header, name);
        if (times < 2) return;
        throw new InputException(use + " could mean " + times + " columns: the header has " + shown(name)
                + " more than once\nRename one of them; the columns are: " + all());
    }

    /**
     * Makes sure that exactly one column has this name.
     *
     * @param use how the user named it, for the message: {@code the placeholder {{body}}}
     * @param advice what would be right, a line; empty for none
     */
    void require(String name, String use, String advice) {
        refuseTwins(name, use);
        if (has(name)) return;
        throw new InputException(use + " names no column" + didYouMean(name) + "\nThe columns are: " + all()
                + (advice.isEmpty() ? "" : "\n" + advice));
    }

    /** {@code ; did you mean 'body'?}, or nothing where no name is near: one letter in three may differ, at least one. */
    String didYouMean(String name) {
        if (name.length() > LONGEST_SHOWN) return "";
        var nearest = "";
        int best = Math.max(1, name.length() / 3) + 1;
        for (var column : header) {
            int distance = distance(folded(name), folded(column), best);
            // A name of which no letter is left is another one.
            if (distance < best && distance < Math.max(name.length(), column.length())) {
                best = distance;
                nearest = column;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean " + shown(nearest) + "?";
    }

    private String all() {
        var names = header.stream().limit(MOST_SHOWN).map(Columns::shown).collect(Collectors.joining(", "));
        int more = header.size() - MOST_SHOWN;
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** In quotes, on one line, of bearable length. */
    static String shown(String name) {
        var line = name.codePoints()
                .limit(LONGEST_SHOWN)
                .mapToObj(it -> Character.isISOControl(it) ? String.format("\\u%04x", it) : Character.toString(it))
                .collect(Collectors.joining());
        return "'" + line + (name.codePointCount(0, name.length()) > LONGEST_SHOWN ? "…" : "") + "'";
    }

    /** Letters to insert, remove, change or swap to make one name of the other; {@code limit} where it is that or more. */
    private static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) >= limit) return limit;
        var table = new int[one.length() + 1][other.length() + 1];
        for (int line = 0; line <= one.length(); line++) {
            for (int column = 0; column <= other.length(); column++) {
                table[line][column] =
                        line == 0 || column == 0 ? line + column : fewest(table, one, other, line, column);
            }
        }
        return Math.min(limit, table[one.length()][other.length()]);
    }

    private static int fewest(int[][] table, String one, String other, int line, int column) {
        var here = one.charAt(line - 1);
        var there = other.charAt(column - 1);
        int change = table[line - 1][column - 1] + (here == there ? 0 : 1);
        int least = Math.min(change, 1 + Math.min(table[line - 1][column], table[line][column - 1]));
        boolean swapped = line > 1 && column > 1 && here == other.charAt(column - 2) && there == one.charAt(line - 2);
        return swapped ? Math.min(least, table[line - 2][column - 2] + 1) : least;
    }
}
