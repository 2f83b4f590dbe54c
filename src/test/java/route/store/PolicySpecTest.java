package route.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.Cutoffs;
import route.domain.JobSpec;
import route.domain.Money;
import route.domain.Policy;
import route.domain.Policy.Prefer;
import route.domain.Policy.Strategy;

class PolicySpecTest {
    private static final String STORED = "\"policy\":";

    private static JobSpec with(Policy policy) {
        var json = SpecJson.write(Samples.spec("/out.csv"));
        var none = SpecJson.write(Policy.NONE);
        assertTrue(json.contains(STORED + none));
        return SpecJson.spec(json.replace(STORED + none, STORED + SpecJson.write(policy)));
    }

    private static Policy policy(Strategy strategy, int explore, int floor, Map<String, Integer> shares) {
        return new Policy(
                strategy,
                Prefer.NOTHING,
                explore,
                floor,
                shares,
                false,
                Map.of("a/b", Map.of("any", 5)),
                Duration.ofDays(3));
    }

    @Test
    void aPolicyComesBackAsItWasStored() {
        var policy = policy(Strategy.WEIGHTED, 500, 700, Map.of("flagship", 1_000));
        assertEquals(policy, with(policy).policy());
    }

    @Test
    void whatAnOlderProgramStoredIsUnderstood() {
        var json = SpecJson.write(Samples.spec("/out.csv")).replace(SpecJson.write(Policy.NONE), "{\"prefer\":\"\"}");
        var old = SpecJson.spec(json);
        assertTrue(!old.policy().ranks() && !old.policy().compares());
        assertEquals(SpecJson.digest(Samples.spec("/out.csv")), SpecJson.digest(old));
        var without = SpecJson.spec(json.replace(",\"policy\":{\"prefer\":\"\"}", ""));
        assertEquals(Policy.NONE, without.policy());
    }

    @Test
    void onlyWhatDecidesMakesAnotherJob() {
        var usual = SpecJson.digest(with(Policy.NONE));
        assertEquals(usual, SpecJson.digest(with(policy(Strategy.LISTED, 0, 10, Map.of()))));
        assertNotEquals(usual, SpecJson.digest(with(policy(Strategy.CHEAPEST, 0, 600, Map.of()))));
        assertNotEquals(usual, SpecJson.digest(with(policy(Strategy.LISTED, 1, 600, Map.of()))));
        assertNotEquals(usual, SpecJson.digest(with(policy(Strategy.LISTED, 0, 600, Map.of("flagship", 1)))));
    }

    @Test
    void cutoffsComeBackToTheLastBit() {
        var slope = new Cutoffs.Slope(Math.nextUp(1.0 / 3), 77, 12L, true);
        var point = new Cutoffs.Point(500, 3, Money.ofPicodollars(9));
        var band = new Cutoffs.Band("flagship", 42, 7);
        for (var it : List.of(
                new Cutoffs(List.of(band), Optional.empty(), List.of(point)),
                new Cutoffs(List.of(), Optional.of(slope), List.of()),
                new Cutoffs(
                        List.of(), Optional.of(new Cutoffs.Slope(Double.POSITIVE_INFINITY, 0, 0, false)), List.of()))) {
            assertEquals(it, SpecJson.cutoffs(SpecJson.write(it)));
        }
    }
}
