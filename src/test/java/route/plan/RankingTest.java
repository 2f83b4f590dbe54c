package route.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import route.domain.Cutoffs;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.TierSpec;

class RankingTest {
    private static final List<TierSpec> TIERS = List.of(tier("simple", 0), tier("medium", 0.4), tier("flagship", 0.75));

    private static TierSpec tier(String name, double from) {
        return new TierSpec(name, from, List.of(ModelRef.parse("here/" + name)));
    }

    /** A row as a test has it: tier below zero where it is free. */
    private record Row(int hardness, int tier, long[] costs) {}

    private static List<Row> rows(Random random, int count) {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < count; i++) {
            var base = 1_000 + random.nextInt(1_000_000);
            // Few different values, so that many rows tie.
            var costs = new long[] {base, base * 2L + random.nextInt(3), base * (5L + random.nextInt(20))};
            if (random.nextInt(40) == 0) costs[random.nextInt(3)] = -1;
            var isFixed = random.nextInt(10) == 0;
            rows.add(new Row(
                    random.nextInt(20) * 500, isFixed ? random.nextInt(3) : -1, isFixed ? new long[] {base} : costs));
        }
        return rows;
    }

    private static Ranking ranking(List<Row> rows) {
        var ranking = new Ranking(TIERS);
        for (var it : rows) {
            if (it.tier() >= 0) ranking.fixed(it.tier(), it.costs()[0]);
            else ranking.free(it.hardness(), it.costs());
        }
        return ranking;
    }

    private static int[] tiers(List<Row> rows, Cutoffs cutoffs) {
        var ladder = new Ladder(TIERS, cutoffs.bands());
        var tiers = new int[rows.size()];
        for (var i = 0; i < tiers.length; i++) {
            var it = rows.get(i);
            tiers[i] = it.tier() >= 0 ? it.tier() : ladder.tier(cutoffs, i + 1, it.hardness(), it.costs());
        }
        return tiers;
    }

    private static long cost(List<Row> rows, int[] tiers) {
        var sum = 0L;
        for (var i = 0; i < tiers.length; i++) {
            var it = rows.get(i);
            sum += it.tier() >= 0 ? it.costs()[0] : it.costs()[tiers[i]];
        }
        return sum;
    }

    private static long count(int[] tiers, int tier) {
        return java.util.Arrays.stream(tiers).filter(it -> it == tier).count();
    }

    @Test
    void aShareIsNeverPassedAndFilledToTheLastRow() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var rows = rows(random, 1 + random.nextInt(400));
            var flagship = random.nextInt(6_000);
            var medium = random.nextInt(4_000);
            var cutoffs = ranking(rows).byShares(Map.of("flagship", flagship, "medium", medium));
            var tiers = tiers(rows, cutoffs);
            for (var tier : new int[] {1, 2}) {
                var name = tier;
                var share = tier == 2 ? flagship : medium;
                var fixed = rows.stream().filter(it -> it.tier() == name).count();
                var free = rows.stream().filter(it -> it.tier() < 0).count();
                var most = Math.max(fixed, (long) rows.size() * share / 10_000);
                var want = tier == 2 ? Math.min(most, fixed + free) : most;
                if (tier == 2 || count(tiers, 2) < free) {
                    assertTrue(count(tiers, tier) <= most, "seed " + seed);
                    assertEquals(
                            Math.min(want, fixed + free - (tier == 1 ? freeIn(rows, tiers, 2) : 0)),
                            count(tiers, tier),
                            "seed " + seed);
                }
            }
        }
    }

    private static long freeIn(List<Row> rows, int[] tiers, int tier) {
        var count = 0L;
        for (var i = 0; i < tiers.length; i++) count += rows.get(i).tier() < 0 && tiers[i] == tier ? 1 : 0;
        return count;
    }

    @Test
    void noRowIsBelowAnEasierOneAndOfEquallyHardOnesTheFirstGoUp() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var rows = rows(random, 200);
            var cutoffs = ranking(rows).byShares(Map.of("flagship", random.nextInt(5_000)));
            var tiers = tiers(rows, cutoffs);
            for (var i = 0; i < tiers.length; i++) {
                for (var j = i + 1; j < tiers.length; j++) {
                    if (rows.get(i).tier() >= 0 || rows.get(j).tier() >= 0) continue;
                    var order =
                            Integer.compare(rows.get(i).hardness(), rows.get(j).hardness());
                    assertTrue(order < 0 || tiers[i] >= tiers[j], "seed " + seed + " rows " + i + ", " + j);
                    assertTrue(order >= 0 || tiers[i] <= tiers[j], "seed " + seed + " rows " + i + ", " + j);
                }
            }
        }
    }

    @Test
    void aTierWithoutAShareKeepsItsThreshold() {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < 100; i++) rows.add(new Row(i * 100, -1, new long[] {1, 2, 3}));
        var tiers = tiers(rows, ranking(rows).byShares(Map.of("flagship", 1_000)));
        assertEquals(10, count(tiers, 2));
        assertEquals(50, count(tiers, 1), "hardness 0.40 to 0.89");
        var medium = tiers(rows, ranking(rows).byShares(Map.of("medium", 1_000)));
        assertEquals(25, count(medium, 2), "hardness 0.75 and more");
        assertEquals(10, count(medium, 1));
    }

    @Test
    void theBudgetIsNeverPassedAndTheNextStepWouldPassIt() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var rows = rows(random, 1 + random.nextInt(300));
            var ranking = ranking(rows);
            var least = cost(rows, tiers(rows, ranking.byBudget(Money.ZERO)));
            var budget = least + (long) (random.nextDouble() * least * 8);
            var cutoffs = ranking.byBudget(Money.ofPicodollars(budget));
            var tiers = tiers(rows, cutoffs);
            assertTrue(cost(rows, tiers) <= budget, "seed " + seed);
            var more = ranking.byBudget(Money.ofPicodollars(budget * 2));
            assertTrue(gain(rows, tiers(rows, more)) >= gain(rows, tiers), "seed " + seed);
        }
    }

    /** By an independent, exhaustive way: no other choice of tiers for a few rows gains more, but for one step. */
    @Test
    void whatIsGainedIsCloseToTheBestThereIs() {
        for (var seed = 0; seed < 150; seed++) {
            var random = new Random(seed);
            var rows = new ArrayList<Row>();
            for (var i = 0; i < 8; i++) {
                var base = 1 + random.nextInt(20);
                rows.add(new Row(random.nextInt(10_001), -1, new long[] {base, base * 2L, base * 6L}));
            }
            var budget = 40L + random.nextInt(300);
            var tiers = tiers(rows, ranking(rows).byBudget(Money.ofPicodollars(budget)));
            var best = 0.0;
            for (var choice = 0; choice < 6_561; choice++) {
                var other = new int[8];
                for (int i = 0, rest = choice; i < 8; i++, rest /= 3) other[i] = rest % 3;
                if (cost(rows, other) <= budget) best = Math.max(best, gain(rows, other));
            }
            // One step that no longer fits is what a greedy way may lose.
            var step = rows.stream().mapToInt(Row::hardness).max().orElse(0);
            assertTrue(gain(rows, tiers) >= best - step, "seed " + seed);
        }
    }

    private static double gain(List<Row> rows, int[] tiers) {
        var gains = new double[] {0, 0.75, 1};
        var sum = 0.0;
        for (var i = 0; i < tiers.length; i++) {
            if (rows.get(i).tier() < 0) sum += rows.get(i).hardness() * gains[tiers[i]];
        }
        return sum;
    }

    @Test
    void enoughForAllPutsAllOnTheStrongestAndTooLittleNone() {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < 50; i++) rows.add(new Row(i * 7, -1, new long[] {100, 200, 900}));
        assertEquals(50, count(tiers(rows, ranking(rows).byBudget(Money.ofPicodollars(45_000))), 2));
        var none = ranking(rows).byBudget(Money.ofPicodollars(4_999));
        assertEquals(50, count(tiers(rows, none), 0));
        assertTrue(!none.slope().orElseThrow().covered());
    }

    @Test
    void rowsThatTieGoUpInTheOrderOfTheInput() {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < 10; i++) rows.add(new Row(5_000, -1, new long[] {100, 1_000_000, 400}));
        var tiers = tiers(rows, ranking(rows).byBudget(Money.ofPicodollars(1_950)));
        assertEquals("[2, 2, 2, 0, 0, 0, 0, 0, 0, 0]", java.util.Arrays.toString(tiers));
    }

    @Test
    void theCurveRisesAndItsPointsAreWhatSuchSharesCost() {
        for (var seed = 0; seed < 50; seed++) {
            var rows = rows(new Random(seed), 300).stream()
                    .filter(it -> it.tier() >= 0 || it.costs()[0] >= 0 && it.costs()[1] >= 0 && it.costs()[2] >= 0)
                    .toList();
            var curve = ranking(rows).byShares(Map.of("flagship", 700)).curve();
            assertEquals(7, curve.size());
            for (var point : curve) {
                var tiers = tiers(rows, ranking(rows).byShares(Map.of("flagship", point.share())));
                assertEquals(cost(rows, tiers), point.cost().picodollars(), "seed " + seed + " " + point);
                assertEquals(count(tiers, 2), point.rows(), "seed " + seed + " " + point);
            }
            for (var i = 1; i < curve.size(); i++) {
                assertTrue(curve.get(i).cost().compareTo(curve.get(i - 1).cost()) >= 0);
            }
        }
    }

    @Test
    void anAmountIsPackedExactlyOrATouchTooHigh() {
        var random = new Random(5);
        for (var i = 0; i < 200_000; i++) {
            var amount = random.nextLong() >>> 7 + random.nextInt(50);
            var back = PackedCost.value(PackedCost.of(amount));
            assertTrue(back >= amount && back - amount <= amount >> 26, amount + " became " + back);
            if (amount < 1L << 27) assertEquals(amount, back);
        }
        assertEquals(PackedCost.NONE, PackedCost.of(-1));
        assertEquals(1L << 27, PackedCost.value(PackedCost.of((1L << 27) - 0)));
        assertEquals(1L << 28, PackedCost.value(PackedCost.of((1L << 28) - 1)));
    }
}
