package route.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import route.domain.Tuned;

/**
 * How well scores find the rows that gain from a stronger model, as RouteLLM measures it (APGR, arXiv 2406.18665, section
 * 3). Equal scores count as in the middle of all their orders.
 */
final class GainCurve {
    private static final int DRAWS = 500;
    private static final long SEED = 7;

    private GainCurve() {}

    /** The area, NaN where nothing is gained in all. */
    static double area(double[] scores, double[] gains) {
        var order = new Integer[scores.length];
        Arrays.setAll(order, it -> it);
        Arrays.sort(order, Comparator.comparingDouble(it -> -scores[it]));
        double won = 0;
        double area = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double block = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) block += gains[order[to++]];
            area += (to - from) * (won + block / 2);
            won += block;
            from = to;
        }
        return won <= 0 ? Double.NaN : area / won / order.length;
    }

    /**
     * The areas of two scores over the same rows and their difference, each with the middle 95 of 100 draws of as many
     * groups with repetition; rows of a group are drawn together. Draws without a gain are left out.
     */
    static List<Tuned.Span> compared(double[] one, double[] other, double[] gains, List<int[]> groups) {
        var ones = new double[DRAWS];
        var others = new double[DRAWS];
        var differences = new double[DRAWS];
        int count = 0;
        var chance = new Draws(SEED);
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] rows = drawn(groups, chance);
            var drawnGains = at(gains, rows);
            double first = area(at(one, rows), drawnGains);
            if (Double.isNaN(first)) continue;
            double second = area(at(other, rows), drawnGains);
            ones[count] = first;
            others[count] = second;
            differences[count++] = second - first;
        }
        double first = area(one, gains);
        double second = area(other, gains);
        return List.of(
                span(first, Arrays.copyOf(ones, count)),
                span(second, Arrays.copyOf(others, count)),
                span(second - first, Arrays.copyOf(differences, count)));
    }

    private static Tuned.Span span(double value, double[] drawn) {
        if (drawn.length == 0) return new Tuned.Span(value, value, value);
        Arrays.sort(drawn);
        int out = (int) (0.025 * drawn.length);
        return new Tuned.Span(value, drawn[out], drawn[drawn.length - 1 - out]);
    }

    private static int[] drawn(List<int[]> groups, Draws chance) {
        var chosen = new int[groups.size()][];
        int length = 0;
        for (int at = 0; at < chosen.length; at++) {
            chosen[at] = groups.get(chance.below(groups.size()));
            length += chosen[at].length;
        }
        var rows = new int[length];
        int filled = 0;
        for (var group : chosen) {
            System.arraycopy(group, 0, rows, filled, group.length);
            filled += group.length;
        }
        return rows;
    }

    private static double[] at(double[] values, int[] rows) {
        var chosen = new double[rows.length];
        for (int at = 0; at < rows.length; at++) chosen[at] = values[rows[at]];
        return chosen;
    }

    /** Numbers that look drawn and are the same everywhere: SplitMix64 (Steele, Lea, Flood 2014). */
    private static final class Draws {
        private long state;

        Draws(long seed) {
            state = seed;
        }

        int below(int bound) {
            state += 0x9E3779B97F4A7C15L;
            long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            return (int) (((mixed ^ mixed >>> 31) >>> 33) * bound >>> 31);
        }
    }
}
