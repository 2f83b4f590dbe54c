package route.classify;

/**
 * Fits gains to rows by ridge regression, in its dual form: a share of each row, found by conjugate gradients (Hestenes
 * and Stiefel 1952). Every sum has one order, so that the same labels give the same bits everywhere.
 */
final class Ridge {
    private static final int MOST_STEPS = 200;
    private static final double NEAR_ENOUGH = 1e-7;

    /**
     * What was learnt of some rows.
     *
     * @param level the mean gain
     * @param slope what a deviation of the built-in gain adds
     * @param words what each slot adds
     */
    record Learnt(double level, double slope, double[] words) {
        double of(WordRows rows, int row) {
            return level + slope * rows.plain(row) + rows.said(row, words);
        }
    }

    private final WordRows rows;
    private final double[] gains;
    private final double trusted;

    /** @param trusted what a deviation of the built-in gain is worth where the labels say nothing of it */
    Ridge(WordRows rows, double[] gains, double trusted) {
        this.rows = rows;
        this.gains = gains;
        this.trusted = trusted;
    }

    Learnt fit(int[] known, double penalty) {
        double level = 0;
        for (int row : known) level += (gains[row] - trusted * rows.plain(row)) / known.length;
        var rest = new double[known.length];
        for (int at = 0; at < rest.length; at++) {
            rest[at] = gains[known[at]] - trusted * rows.plain(known[at]) - level;
        }
        var shares = shares(known, rest, penalty);
        double slope = trusted;
        for (int at = 0; at < shares.length; at++) slope += shares[at] * rows.plain(known[at]);
        return new Learnt(level, slope, rows.words(known, shares));
    }

    private double[] shares(int[] known, double[] target, double penalty) {
        var shares = new double[target.length];
        var residual = target.clone();
        var direction = target.clone();
        double left = dot(residual, residual);
        double enough = left * NEAR_ENOUGH * NEAR_ENOUGH;
        for (int step = 0; step < MOST_STEPS && left > enough; step++) {
            var turned = turned(known, direction, penalty);
            double length = left / dot(direction, turned);
            for (int at = 0; at < shares.length; at++) {
                shares[at] += length * direction[at];
                residual[at] -= length * turned[at];
            }
            double now = dot(residual, residual);
            for (int at = 0; at < shares.length; at++) direction[at] = residual[at] + now / left * direction[at];
            left = now;
        }
        return shares;
    }

    /** The likeness of all rows, times a direction, and the penalty. */
    private double[] turned(int[] known, double[] direction, double penalty) {
        var words = rows.words(known, direction);
        double plain = 0;
        for (int at = 0; at < known.length; at++) plain += direction[at] * rows.plain(known[at]);
        var turned = new double[direction.length];
        for (int at = 0; at < turned.length; at++) {
            turned[at] = rows.said(known[at], words) + plain * rows.plain(known[at]) + penalty * direction[at];
        }
        return turned;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int at = 0; at < one.length; at++) sum += one[at] * other[at];
        return sum;
    }
}
