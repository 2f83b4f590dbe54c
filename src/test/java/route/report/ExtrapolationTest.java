package route.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import route.domain.Money;
import route.domain.Stratum;

class ExtrapolationTest {
    @Test
    void theWholeCostsWhatTheMeanOfEachTierSays() {
        var projection = Extrapolation.of(
                        List.of(stratum("simple", 1_000, 0.01, 0.03), stratum("flagship", 10, 1.0, 1.0)))
                .orElseThrow();
        assertEquals(Money.ofDollars("30"), projection.cost());
        assertEquals(1_010, projection.rows());
        assertEquals(4, projection.sampled());
        assertTrue(projection.least().orElseThrow().compareTo(projection.cost()) < 0);
        assertTrue(projection.most().orElseThrow().compareTo(projection.cost()) > 0);
    }

    @Test
    void oneRowAloneSaysNothingOfTheSpread() {
        var projection = Extrapolation.of(List.of(stratum("simple", 100, 0.5), stratum("medium", 2, 0.1, 0.2)));
        assertEquals(Optional.empty(), projection.orElseThrow().least());
        assertEquals(List.of("simple"), projection.orElseThrow().thin());
    }

    @Test
    void aTierThatWasBoughtWholeIsCertain() {
        var projection =
                Extrapolation.of(List.of(stratum("only", 3, 0.1, 0.2, 0.4))).orElseThrow();
        assertEquals(Money.ofDollars("0.7"), projection.cost());
        assertEquals(projection.cost(), projection.least().orElseThrow());
        assertEquals(projection.cost(), projection.most().orElseThrow());
    }

    @Test
    void aTierWithMoreSampledRowsThanItHasWidensNothing() {
        var whole = stratum("whole", 2, 0.1, 0.2, 0.4);
        var projection = Extrapolation.of(List.of(whole, stratum("simple", 100, 0.1, 0.3)))
                .orElseThrow();
        assertTrue(projection.most().orElseThrow().compareTo(projection.cost()) > 0);
    }

    @Test
    void withoutASampledRowThereIsNothingToSay() {
        assertEquals(Optional.empty(), Extrapolation.of(List.of()));
        assertEquals(Optional.empty(), Extrapolation.of(List.of(stratum("simple", 9))));
    }

    @Test
    void amountsBeyondALongInBetweenAreExact() {
        var many = stratum("simple", 500_000, 9.0, 9.0, 9.0);
        assertEquals(
                Money.ofDollars("9").times(500_000),
                Extrapolation.of(List.of(many)).orElseThrow().cost());
    }

    /** In 2,000 samples of inputs whose cost we know: the interval holds the truth in about 95 of 100. */
    @Test
    void theIntervalHoldsWhatItPromises() {
        var chance = new Random(11);
        int held = 0;
        for (int run = 0; run < 2_000; run++) {
            var strata = new ArrayList<Stratum>();
            double truth = 0;
            for (var tier : List.of("simple", "medium", "flagship")) {
                int rows = 200 + chance.nextInt(800);
                var costs = new double[rows];
                double scale = tier.equals("flagship") ? 0.02 : 0.001;
                for (int row = 0; row < rows; row++) truth += costs[row] = scale * (0.5 + chance.nextDouble());
                var sampled = new double[12];
                for (int at = 0; at < sampled.length; at++) {
                    int from = at + chance.nextInt(rows - at);
                    sampled[at] = costs[from];
                    costs[from] = costs[at];
                }
                strata.add(stratum(tier, rows, sampled));
            }
            var projection = Extrapolation.of(strata).orElseThrow();
            if (dollars(projection.least()) <= truth && truth <= dollars(projection.most())) held++;
        }
        assertTrue(held > 1_860 && held < 1_940, held + " of 2000");
    }

    private static double dollars(Optional<Money> money) {
        return money.orElseThrow().picodollars() / 1e12;
    }

    private static Stratum stratum(String tier, long rows, double... costs) {
        long sum = 0;
        double squares = 0;
        for (var it : costs) {
            sum += Math.round(it * 1e12);
            squares += it * it;
        }
        return new Stratum(tier, rows, costs.length, Money.ofPicodollars(sum), squares);
    }
}
