package route.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import route.domain.Cutoffs;
import route.domain.TierSpec;

/**
 * Says which tier a row goes to once the whole input was ranked. Pure: the same row and cutoffs give the same tier.
 *
 * <p>What a tier gains is assumed, not measured: all of the row's hardness in the strongest, and the larger part of it in
 * those just below, since what a stronger model adds grows smaller from tier to tier.
 */
public final class Ladder {
    private final List<TierSpec> tiers;
    private final double[] gains;
    private final Map<String, Cutoffs.Band> bands = new HashMap<>();

    /** @param tiers the weakest first */
    public Ladder(List<TierSpec> tiers) {
        this(tiers, List.of());
    }

    /** @param bands of the tiers that do not begin at their own threshold */
    public Ladder(List<TierSpec> tiers, Collection<Cutoffs.Band> bands) {
        this.tiers = List.copyOf(tiers);
        this.gains = gains(tiers.size());
        bands.forEach(it -> this.bands.put(it.tier(), it));
    }

    private static double[] gains(int tiers) {
        var gains = new double[tiers];
        for (var tier = 1; tier < tiers; tier++) {
            var missing = (double) (tiers - 1 - tier) / (tiers - 1);
            gains[tier] = 1 - missing * missing;
        }
        return gains;
    }

    /**
     * The tier of a row.
     *
     * @param hardness in ten-thousandths
     * @param costs what it costs in each tier, in picodollars; below zero where it cannot go there
     */
    public int tier(Cutoffs cutoffs, long number, int hardness, long[] costs) {
        if (cutoffs.slope().isEmpty()) return byBand(number, hardness);
        var packed = new int[costs.length];
        for (var tier = 0; tier < costs.length; tier++) packed[tier] = PackedCost.of(costs[tier]);
        return bySlope(cutoffs.slope().get(), number, hardness, packed, 0);
    }

    /** By the bands, and by their own thresholds where tiers have none. */
    int byBand(long number, int hardness) {
        for (var tier = tiers.size() - 1; tier > 0; tier--) {
            var band = bands.get(tiers.get(tier).name());
            if (band == null ? begins(tier) <= hardness : isIn(band, number, hardness)) return tier;
        }
        return 0;
    }

    /** The lowest hardness of a tier's threshold, in ten-thousandths. */
    int begins(int tier) {
        return (int) Math.ceil(tiers.get(tier).from() * 10_000 - 1e-6);
    }

    private static boolean isIn(Cutoffs.Band band, long number, int hardness) {
        return hardness > band.hardness() || hardness == band.hardness() && number <= band.lastRow();
    }

    int bySlope(Cutoffs.Slope slope, long number, int hardness, int[] costs, int at) {
        var gain = number <= slope.lastRow() ? slope.gain() : Math.nextUp(slope.gain());
        return climb(gain, slope.dearest(), hardness, costs, at);
    }

    /**
     * Climbs as long as the best step up gains at least so much by the picodollar; of steps that gain the same, the
     * highest. Since each step taken gains no less than the next, a smaller gain asked for never leads lower.
     *
     * @param costs packed; those of the row begin {@code at}
     */
    int climb(double gain, long dearest, int hardness, int[] costs, int at) {
        var tier = lowest(costs, at);
        for (var next = best(gain, dearest, hardness, costs, at, tier); next > tier; ) {
            tier = next;
            next = best(gain, dearest, hardness, costs, at, tier);
        }
        return tier;
    }

    private int best(double least, long dearest, int hardness, int[] costs, int at, int tier) {
        var best = tier;
        var most = least;
        var here = PackedCost.value(costs[at + tier]);
        for (var next = tier + 1; next < gains.length; next++) {
            if (costs[at + next] == PackedCost.NONE) continue;
            var more = PackedCost.value(costs[at + next]) - here;
            if (more > dearest) continue;
            var gained = more <= 0 ? Double.POSITIVE_INFINITY : hardness * (gains[next] - gains[tier]) / more;
            if (gained >= most) {
                most = gained;
                best = next;
            }
        }
        return best;
    }

    /** The weakest tier the row can go to; the weakest of all where there is none. */
    int lowest(int[] costs, int at) {
        for (var tier = 0; tier < gains.length; tier++) {
            if (costs[at + tier] != PackedCost.NONE) return tier;
        }
        return 0;
    }

    /**
     * The tier nearest to this one that a row can go to: the next weaker one, else the next stronger, else this.
     *
     * @param costs what it costs in each tier; below zero where it cannot go there
     */
    public static int possible(int tier, long[] costs) {
        for (var down = tier; down >= 0; down--) {
            if (costs[down] >= 0) return down;
        }
        for (var up = tier + 1; up < costs.length; up++) {
            if (costs[up] >= 0) return up;
        }
        return tier;
    }

    /** The same for packed costs that begin {@code at}. */
    int possible(int tier, int[] costs, int at) {
        for (var down = tier; down >= 0; down--) {
            if (costs[at + down] != PackedCost.NONE) return down;
        }
        return lowest(costs, at);
    }

    int size() {
        return gains.length;
    }
}
