package route.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word somebody meant, by how many letters must be changed, left out, put in or swapped. */
final class Nearest {

    private Nearest() {}

    /** The nearest of {@code known}; empty where none is near. */
    static Optional<String> to(String word, Collection<String> known) {
        var farthest = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(it -> distance(word, it) <= farthest)
                .min(Comparator.<String>comparingInt(it -> distance(word, it)).thenComparing(it -> it));
    }

    /** The distance of optimal string alignment. */
    static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cell(rows, one, other, i, j);
            }
        }
        return rows[one.length()][other.length()];
    }

    private static int cell(int[][] rows, String one, String other, int i, int j) {
        var same = one.charAt(i - 1) == other.charAt(j - 1);
        var best = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
        var swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}
