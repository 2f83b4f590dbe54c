package route.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BetaTest {

    /** Closed forms: Beta(a, 1) has the distribution x^a, Beta(1, b) its mirror, Beta(2, 2) a cubic, Beta(1/2, 1/2) an arc. */
    @Test
    void theDistributionIsThatOfTheClosedForms() {
        for (var x = 0.01; x < 1; x += 0.01) {
            for (var shape : new double[] {0.3, 1, 2, 7.5, 150}) {
                assertEquals(Math.pow(x, shape), new Beta(shape, 1).below(x), 1e-10);
                assertEquals(1 - Math.pow(1 - x, shape), new Beta(1, shape).below(x), 1e-10);
            }
            assertEquals(3 * x * x - 2 * x * x * x, new Beta(2, 2).below(x), 1e-10);
            assertEquals(2 / Math.PI * Math.asin(Math.sqrt(x)), new Beta(0.5, 0.5).below(x), 1e-10);
        }
    }

    /** By counting binomial outcomes: Beta(a, b) below x is the chance of at least a heads in a + b - 1 throws. */
    @Test
    void theDistributionIsThatOfBinomialSums() {
        var random = new Random(3);
        for (var run = 0; run < 200; run++) {
            var a = 1 + random.nextInt(40);
            var b = 1 + random.nextInt(40);
            var x = random.nextDouble();
            var sum = 0.0;
            for (var heads = a; heads <= a + b - 1; heads++) sum += binomial(a + b - 1, heads, x);
            assertEquals(sum, new Beta(a, b).below(x), 1e-9);
        }
    }

    private static double binomial(int throwsInAll, int heads, double x) {
        var log = 0.0;
        for (var i = 1; i <= heads; i++) log += Math.log((double) (throwsInAll - heads + i) / i);
        return Math.exp(log + heads * Math.log(x) + (throwsInAll - heads) * Math.log(1 - x));
    }

    @Test
    void aQuantileIsTheInverse() {
        for (var beta : new Beta[] {new Beta(1, 1), new Beta(31, 4), new Beta(2_000, 9_000), new Beta(0.2, 5)}) {
            for (var share : new double[] {0.025, 0.5, 0.975}) {
                assertEquals(share, beta.below(beta.quantile(share)), 1e-6);
            }
        }
        assertEquals(0.9, new Beta(9, 1).mean(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new Beta(0, 1));
    }

    @Test
    void drawsFollowTheDistribution() {
        for (var beta : new Beta[] {new Beta(0.5, 0.5), new Beta(3, 1), new Beta(40, 10)}) {
            var below = 0;
            var sum = 0.0;
            for (var row = 0; row < 20_000; row++) {
                var drawn = new Draws(Draws.seed(row, "a prompt")).of(beta);
                sum += drawn;
                if (drawn < beta.quantile(0.3)) below++;
            }
            assertEquals(beta.mean(), sum / 20_000, 0.01);
            assertEquals(0.3, below / 20_000.0, 0.015);
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertEquals(
                new Draws(Draws.seed(7, "x")).of(new Beta(3, 2)), new Draws(Draws.seed(7, "x")).of(new Beta(3, 2)));
        assertTrue(Draws.seed(7, "x") != Draws.seed(8, "x"));
        assertTrue(Draws.seed(7, "x") != Draws.seed(7, "y"));
        // Written down, so that no JDK and no later program decides otherwise on a resume.
        assertEquals(0.21490561189779409, new Draws(Draws.seed(7, "x")).of(new Beta(3, 2)));
    }
}
