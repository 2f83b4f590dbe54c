package route.report;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import route.domain.Money;
import route.domain.Projection;
import route.domain.Stratum;

/** Says what a whole input would cost by a sample of its rows. The interval is reckoned in doubles, the bill never is. */
public final class Extrapolation {
    private static final double NORMAL = 1.959964;

    private Extrapolation() {}

    /** From tiers of which each has a sampled row; empty where one has none yet. */
    public static Optional<Projection> of(List<Stratum> strata) {
        if (strata.isEmpty() || strata.stream().anyMatch(it -> it.sampled() == 0)) return Optional.empty();
        var cost = Money.ZERO;
        long rows = 0;
        long sampled = 0;
        for (var it : strata) {
            cost = cost.plus(scaled(it));
            rows += it.rows();
            sampled += it.sampled();
        }
        var margin = margin(strata);
        var sure = strata.stream().map(Stratum::cost).reduce(Money.ZERO, Money::plus);
        var expected = cost;
        return Optional.of(new Projection(
                rows,
                sampled,
                cost,
                margin.map(it -> atLeast(sure, expected.picodollars() - it)),
                margin.map(it -> Money.ofPicodollars(Math.addExact(expected.picodollars(), it))),
                strata));
    }

    private static Money atLeast(Money spent, long picodollars) {
        return Money.ofPicodollars(Math.max(spent.picodollars(), picodollars));
    }

    private static Money scaled(Stratum it) {
        var whole = BigInteger.valueOf(it.cost().picodollars()).multiply(BigInteger.valueOf(it.rows()));
        return Money.ofPicodollars(
                whole.divide(BigInteger.valueOf(it.sampled())).longValueExact());
    }

    /** Half the width of the interval, in picodollars. */
    private static Optional<Long> margin(List<Stratum> strata) {
        double variance = 0;
        double welch = 0;
        for (var it : strata) {
            if (it.sampled() >= it.rows()) continue;
            if (it.sampled() < 2) return Optional.empty();
            var part = variance(it);
            variance += part;
            welch += part * part / (it.sampled() - 1);
        }
        if (variance == 0) return Optional.of(0L);
        var margin = quantile(variance * variance / welch) * Math.sqrt(variance);
        return Optional.of(Math.round(margin * 1e12));
    }

    /** Of the sum over all rows of the tier, in square dollars. */
    private static double variance(Stratum it) {
        double n = it.sampled();
        double mean = it.cost().picodollars() / 1e12 / n;
        double spread = Math.max(0, (it.squares() - n * mean * mean) / (n - 1));
        return (double) it.rows() * it.rows() * (1 - n / it.rows()) * spread / n;
    }

    /** Of Student's t for 95 per cent (Cornish and Fisher's expansion; 1 % off at three degrees of freedom, less above). */
    private static double quantile(double freedom) {
        double z = NORMAL;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        return z
                + (z3 + z) / (4 * freedom)
                + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom * freedom * freedom);
    }
}
