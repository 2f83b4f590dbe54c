package route.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word a mistyped one was probably meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The known word fewest edits away; empty where none is near enough to be worth proposing. */
    public static Optional<String> to(String word, Collection<String> known) {
        var most = Math.max(1, Math.min(4, word.length() / 3));
        return known.stream()
                .min(Comparator.<String>comparingInt(it -> edits(word, it)).thenComparing(it -> it))
                .filter(it -> edits(word, it) <= most);
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    static int edits(String one, String other) {
        var table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 ? j : j == 0 ? i : fewest(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int fewest(int[][] table, String one, String other, int i, int j) {
        var same = one.charAt(i - 1) == other.charAt(j - 1);
        var best = Math.min(table[i - 1][j - 1] + (same ? 0 : 1), Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        var swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
