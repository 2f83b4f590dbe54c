package route.plan;

/**
 * Numbers that look random and are the same wherever and whenever they are drawn from the same seed: splitmix64 (Steele,
 * Lea, Flood 2014), and for other shapes only arithmetic that every JDK does alike.
 */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state;

    Draws(long seed) {
        state = seed;
    }

    /** A seed of a row: its place and its text, so that neither twins in a file nor one row in two jobs go by it alone. */
    static long seed(long number, String text) {
        return mix(number * GOLDEN ^ mix(text.hashCode()));
    }

    private static long mix(long seed) {
        var bits = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    /** From 0 to below 1, evenly. */
    double unit() {
        state += GOLDEN;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /** From 0 to below {@code bound}, evenly. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** A standard normal by the polar method. */
    private double normal() {
        while (true) {
            var x = 2 * unit() - 1;
            var y = 2 * unit() - 1;
            var square = x * x + y * y;
            if (square > 0 && square < 1) return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        }
    }

    /** Marsaglia and Tsang's method (2000); shapes below 1 by one draw of the shape above. */
    private double gamma(double shape) {
        if (shape < 1) return gamma(shape + 1) * StrictMath.pow(1 - unit(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            var x = normal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (StrictMath.log(1 - unit()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) return d * v;
        }
    }

    /** A rate of success that is as likely as the distribution says. */
    double of(Beta beta) {
        var good = gamma(beta.good());
        var bad = gamma(beta.bad());
        return good + bad > 0 ? good / (good + bad) : 0.5;
    }
}
