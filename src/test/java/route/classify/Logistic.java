package route.classify;

/** Fits a logistic regression with a ridge penalty: first the weights of the slots, then of the plain columns, then the bias. */
final class Logistic {
    private static final int ROUNDS = 60;
    private static final double TOLERANCE = 1e-4;

    private Logistic() {}

    /** {@code targets} from 0 to 1, one for each row; {@code shares} says how much a row counts. */
    static double[] fit(Design rows, double[] targets, double[] shares, double ridge) {
        int size = Grams.SLOTS + rows.columns() + 1;
        return Lbfgs.lowest(
                (point, gradient) -> loss(rows, targets, shares, ridge, point, gradient), size, ROUNDS, TOLERANCE);
    }

    private static double loss(
            Design rows, double[] targets, double[] shares, double ridge, double[] point, double[] gradient) {
        int bias = point.length - 1;
        double loss = 0;
        for (int at = 0; at < bias; at++) {
            gradient[at] = ridge * point[at];
            loss += ridge / 2 * point[at] * point[at];
        }
        gradient[bias] = 0;
        for (int row = 0; row < rows.size(); row++) {
            double logit = logit(rows, row, point);
            double chance = 1 / (1 + StrictMath.exp(-logit));
            loss += shares[row] * (softplus(logit) - targets[row] * logit);
            double error = shares[row] * (chance - targets[row]);
            var slots = rows.slots[row];
            var values = rows.values[row];
            for (int at = 0; at < slots.length; at++) gradient[slots[at]] += error * values[at];
            var plain = rows.plain[row];
            for (int at = 0; at < plain.length; at++) gradient[Grams.SLOTS + at] += error * plain[at];
            gradient[bias] += error;
        }
        return loss;
    }

    static double logit(Design rows, int row, double[] point) {
        double sum = point[point.length - 1];
        var slots = rows.slots[row];
        var values = rows.values[row];
        for (int at = 0; at < slots.length; at++) sum += point[slots[at]] * values[at];
        var plain = rows.plain[row];
        for (int at = 0; at < plain.length; at++) sum += point[Grams.SLOTS + at] * plain[at];
        return sum;
    }

    private static double softplus(double logit) {
        return Math.max(0, logit) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
    }
}
