package route.plan;

/**
 * What is known of a rate of success: a Beta distribution.
 *
 * @param good successes, those assumed beforehand included; above 0
 * @param bad failures, likewise
 */
public record Beta(double good, double bad) {
    private static final double[] LANCZOS = {
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };
    private static final int STEPS = 300;

    /** Where nothing is known, every rate is as likely as any other. */
    public static final Beta UNKNOWN = new Beta(1, 1);

    public Beta {
        if (!(good > 0) || !(bad > 0)) throw new IllegalArgumentException("Beta(" + good + ", " + bad + ")");
    }

    /** With more successes and failures. */
    public Beta plus(double moreGood, double moreBad) {
        return new Beta(good + moreGood, bad + moreBad);
    }

    public double mean() {
        return good / (good + bad);
    }

    /** The rate below which this share of the probability lies, from 0 to 1. */
    public double quantile(double share) {
        var low = 0.0;
        var high = 1.0;
        for (var step = 0; step < 60; step++) {
            var middle = (low + high) / 2;
            if (below(middle) < share) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /** The probability that the rate is below {@code x}: the regularised incomplete beta function. */
    double below(double x) {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = StrictMath.exp(logGamma(good + bad)
                - logGamma(good)
                - logGamma(bad)
                + good * StrictMath.log(x)
                + bad * StrictMath.log(1 - x));
        return x < (good + 1) / (good + bad + 2)
                ? front * fraction(good, bad, x) / good
                : 1 - front * fraction(bad, good, 1 - x) / bad;
    }

    /** Its continued fraction, by Lentz's method (Numerical Recipes, 3rd edition, 6.4). */
    private static double fraction(double a, double b, double x) {
        var c = 1.0;
        var d = 1 / apart(1 - (a + b) * x / (a + 1));
        var value = d;
        for (var m = 1; m <= STEPS; m++) {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / apart(1 + even * d);
            c = apart(1 + even / c);
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / apart(1 + odd * d);
            c = apart(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < 1e-12) break;
        }
        return value;
    }

    private static double apart(double value) {
        return Math.abs(value) < 1e-300 ? 1e-300 : value;
    }

    /** Lanczos' approximation with g = 7. */
    private static double logGamma(double value) {
        if (value < 0.5) {
            return StrictMath.log(Math.PI / StrictMath.sin(Math.PI * value)) - logGamma(1 - value);
        }
        var x = value - 1;
        var sum = 0.99999999999980993;
        for (var i = 0; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x + i + 1);
        var t = x + LANCZOS.length - 0.5;
        return 0.5 * StrictMath.log(2 * Math.PI) + (x + 0.5) * StrictMath.log(t) - t + StrictMath.log(sum);
    }
}
