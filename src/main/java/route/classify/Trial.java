package route.classify;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Tries every penalty in parts: each row is judged by what the rows of the other parts taught. */
final class Trial {
    private final double[] gains;
    private final int[] parts;
    private final double[] penalties = Tuning.penalties();

    /** What each penalty, the strongest first, makes of each row. */
    private final double[][] found;

    Trial(Ridge ridge, WordRows rows, double[] gains, int[] parts) {
        this.gains = gains;
        this.parts = parts;
        this.found = new double[penalties.length][gains.length];
        double usual = Arrays.stream(gains).average().orElse(0);
        int count = IntStream.of(parts).max().orElse(0) + 1;
        for (int part = 0; part < count; part++) {
            int out = part;
            int[] known = rows(it -> parts[it] != out);
            for (int at = 0; at < penalties.length; at++) {
                var learnt = ridge.fit(known, penalties[at]);
                // A part that gains much leaves little to the others: their level would turn the parts upside down.
                double level = usual - learnt.level();
                for (int row : rows(it -> parts[it] == out)) found[at][row] = learnt.of(rows, row) + level;
            }
        }
    }

    private int[] rows(IntPredicate which) {
        return IntStream.range(0, gains.length).filter(which).toArray();
    }

    /** The penalty that all rows speak for. */
    double penalty() {
        return penalties[chosen(it -> true)];
    }

    /** What is expected of each row by the penalty that the rows of the other parts speak for. */
    double[] unseen() {
        var unseen = new double[gains.length];
        int count = IntStream.of(parts).max().orElse(0) + 1;
        for (int part = 0; part < count; part++) {
            int out = part;
            int chosen = chosen(it -> parts[it] != out);
            for (int row : rows(it -> parts[it] == out)) unseen[row] = found[chosen][row];
        }
        return unseen;
    }

    /** The strongest whose error is within one standard error of the least. */
    private int chosen(IntPredicate which) {
        int[] rows = rows(which);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int at = 0; at < penalties.length; at++) {
            double sum = 0;
            for (int row : rows) sum += error(at, row);
            if (sum < least) {
                least = sum;
                best = at;
            }
        }
        for (int at = 0; at < best; at++) {
            if (isWithinOneError(at, best, rows)) return at;
        }
        return best;
    }

    private boolean isWithinOneError(int one, int best, int[] rows) {
        double sum = 0;
        double squares = 0;
        for (int row : rows) {
            double more = error(one, row) - error(best, row);
            sum += more;
            squares += more * more;
        }
        double mean = sum / rows.length;
        double variance = Math.max(0, squares / rows.length - mean * mean);
        return mean <= Math.sqrt(variance / rows.length);
    }

    private double error(int penalty, int row) {
        double miss = found[penalty][row] - gains[row];
        return miss * miss;
    }
}
