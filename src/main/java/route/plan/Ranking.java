package route.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.Cutoffs;
import route.domain.Money;
import route.domain.Policy;
import route.domain.TierSpec;

/**
 * A whole input, ranked: of each row its hardness and what it costs in each tier, in flat arrays (14 bytes a row with
 * three tiers). Rows come in the order of the input, all of them; those whose tier is decided come first and count.
 */
public final class Ranking {
    private static final int BLOCK = 1 << 16;
    private static final short FIXED = -1;
    private static final int[] CURVE = {0, 500, 1_000, 2_000, 3_500, 5_000, Policy.WHOLE};

    private final List<TierSpec> tiers;
    private final Ladder ladder;
    private final List<short[]> hardness = new ArrayList<>();
    private final List<int[]> costs = new ArrayList<>();
    private final long[] levels = new long[Policy.WHOLE + 1];
    private final long[] fixed;
    private long rows;
    private long fixedCost;

    /** @param tiers the weakest first */
    public Ranking(List<TierSpec> tiers) {
        this.tiers = List.copyOf(tiers);
        this.ladder = new Ladder(tiers);
        this.fixed = new long[tiers.size()];
    }

    /**
     * A row whose tier the ranking decides.
     *
     * @param howHard in ten-thousandths
     * @param inTiers what it costs in each tier, in picodollars; below zero where it cannot go there
     */
    public void free(int howHard, long[] inTiers) {
        var at = room();
        hardness.get(hardness.size() - 1)[at] = (short) howHard;
        var block = costs.get(costs.size() - 1);
        for (var tier = 0; tier < inTiers.length; tier++) {
            block[at * inTiers.length + tier] = PackedCost.of(inTiers[tier]);
        }
        levels[howHard]++;
    }

    /** A row that is in a tier whatever the others are: it names it, or a rule does. */
    public void fixed(int tier, long cost) {
        unfit();
        fixed[tier]++;
        fixedCost = Math.addExact(fixedCost, cost);
    }

    /** A row that goes nowhere. */
    public void unfit() {
        var at = room();
        hardness.get(hardness.size() - 1)[at] = FIXED;
    }

    private int room() {
        var at = (int) (rows++ % BLOCK);
        if (at == 0) {
            hardness.add(new short[BLOCK]);
            costs.add(new int[BLOCK * tiers.size()]);
        }
        return at;
    }

    /** How many rows there are so far. */
    public long rows() {
        return rows;
    }

    private long usable() {
        var usable = 0L;
        for (var it : levels) usable += it;
        for (var it : fixed) usable += it;
        return usable;
    }

    /** At most these shares of the rows in these tiers, the hardest first; the others by their thresholds. */
    public Cutoffs byShares(Map<String, Integer> shares) {
        return new Cutoffs(bands(shares), Optional.empty(), curve());
    }

    private List<Cutoffs.Band> bands(Map<String, Integer> shares) {
        var bands = new ArrayList<Cutoffs.Band>();
        var level = Policy.WHOLE;
        var taken = 0L;
        for (var tier = tiers.size() - 1; tier > 0; tier--) {
            var share = shares.get(tiers.get(tier).name());
            if (share == null) {
                var below = ladder.begins(tier) - 1;
                taken = below < level ? 0 : taken;
                level = Math.min(level, below);
                continue;
            }
            var left = Math.max(0, Math.multiplyExact(usable(), share) / Policy.WHOLE - fixed[tier]);
            for (; level >= 0 && levels[level] - taken <= left; level--) {
                left -= levels[level] - taken;
                taken = 0;
            }
            taken += level < 0 ? 0 : left;
            bands.add(new Cutoffs.Band(tiers.get(tier).name(), level, row(level, taken)));
        }
        return bands;
    }

    /** The number of the row that is the n-th of its hardness; 0 for none. */
    private long row(int level, long place) {
        var left = place;
        for (var number = 1L; left > 0; number++) {
            if (hard(number) == level && --left == 0) return number;
        }
        return 0;
    }

    private int hard(long number) {
        return hardness.get((int) ((number - 1) / BLOCK))[(int) ((number - 1) % BLOCK)];
    }

    /** The budget goes where the expected gain of a dollar is highest, step by step, until the next does not fit. */
    public Cutoffs byBudget(Money budget) {
        var base = sum((number, hard, row, at) -> ladder.lowest(row, at));
        var left = budget.picodollars() - base;
        if (left < 0) {
            var none = new Cutoffs.Slope(Double.POSITIVE_INFINITY, 0, 0, false);
            return new Cutoffs(List.of(), Optional.of(none), curve());
        }
        var slope = slope(left, budget.picodollars());
        return new Cutoffs(List.of(), Optional.of(slope), curve());
    }

    /** Bisects over all positive numbers, which lie in the order of their bits. */
    private Cutoffs.Slope slope(long left, long budget) {
        if (climbed(0, left) <= budget) return new Cutoffs.Slope(0, Long.MAX_VALUE, left, true);
        var tooMuch = Double.doubleToLongBits(0);
        var fits = Double.doubleToLongBits(Double.POSITIVE_INFINITY);
        while (fits - tooMuch > 1) {
            var middle = tooMuch + (fits - tooMuch) / 2;
            if (climbed(Double.longBitsToDouble(middle), left) <= budget) fits = middle;
            else tooMuch = middle;
        }
        // Between the two lie rows that gain exactly the same: as many of them as fit, in the order of the input.
        var gain = Double.longBitsToDouble(tooMuch);
        return new Cutoffs.Slope(gain, lastRow(gain, left, budget), left, true);
    }

    private long climbed(double gain, long dearest) {
        return sum((number, hard, row, at) -> ladder.climb(gain, dearest, hard, row, at));
    }

    private long lastRow(double gain, long dearest, long budget) {
        var spent = climbed(Math.nextUp(gain), dearest);
        for (var number = 1L; number <= rows; number++) {
            var hard = hard(number);
            if (hard == FIXED) continue;
            var row = block(number);
            var at = at(number);
            var more = cost(row, at, ladder.climb(gain, dearest, hard, row, at))
                    - cost(row, at, ladder.climb(Math.nextUp(gain), dearest, hard, row, at));
            if (more > budget - spent) return number - 1;
            spent += more;
        }
        return rows;
    }

    private int[] block(long number) {
        return costs.get((int) ((number - 1) / BLOCK));
    }

    private int at(long number) {
        return (int) ((number - 1) % BLOCK) * tiers.size();
    }

    private static long cost(int[] row, int at, int tier) {
        return row[at + tier] == PackedCost.NONE ? 0 : PackedCost.value(row[at + tier]);
    }

    /** Gives a row a tier, by its number, its hardness, and its costs, which begin somewhere in an array. */
    private interface Giving {
        int tier(long number, int hard, int[] row, int at);
    }

    /** What all rows cost together, in picodollars, each in the tier it is given. */
    private long sum(Giving giving) {
        var sum = fixedCost;
        for (var number = 1L; number <= rows; number++) {
            var hard = hard(number);
            if (hard == FIXED) continue;
            var row = block(number);
            var at = at(number);
            sum = Math.addExact(sum, cost(row, at, giving.tier(number, hard, row, at)));
        }
        return sum;
    }

    /** What it costs with more and more rows in the strongest tier, the others by their thresholds. */
    private List<Cutoffs.Point> curve() {
        var points = new ArrayList<Cutoffs.Point>();
        var last = tiers.size() - 1;
        if (last == 0) return points;
        var elsewhere = 0L;
        for (var tier = 0; tier < last; tier++) elsewhere += fixed[tier];
        for (var share : CURVE) {
            var bands = bands(Map.of(tiers.get(last).name(), share));
            var shared = new Ladder(tiers, bands);
            var cost = sum((number, hard, row, at) -> shared.possible(shared.byBand(number, hard), row, at));
            var strong = Math.max(fixed[last], Math.multiplyExact(usable(), share) / Policy.WHOLE);
            var rowsThere = Math.min(strong, usable() - elsewhere);
            points.add(new Cutoffs.Point(share, rowsThere, Money.ofPicodollars(cost)));
        }
        return points;
    }
}
