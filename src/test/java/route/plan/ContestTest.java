package route.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.ModelRef;
import route.domain.Policy;
import route.domain.Policy.Prefer;
import route.domain.Policy.Strategy;

class ContestTest {
    private static final Bid DEAR = bid(400, 10, 95, 5);
    private static final Bid MIDDLE = bid(200, 1, 90, 10);
    private static final Bid CHEAP = bid(100, 20, 60, 40);

    private static Bid bid(long cost, long seconds, double good, double bad) {
        return new Bid(cost, Duration.ofSeconds(seconds), new Beta(good, bad));
    }

    private static Policy policy(Strategy strategy, Prefer prefer, int explore, int floor) {
        return new Policy(strategy, prefer, explore, floor, Map.of(), false, Map.of(), Duration.ofDays(90));
    }

    private static Policy preferring(int cost, int speed, int quality) {
        return policy(Strategy.PREFERRED, new Prefer(cost, speed, quality), 0, 0);
    }

    private static int winner(Policy policy, Bid... bids) {
        return Contest.of(policy, List.of(bids), () -> 1, true).place();
    }

    @Test
    void listedIsTheFirstAndCheapestTheCheapest() {
        assertEquals(0, winner(policy(Strategy.LISTED, Prefer.NOTHING, 0, 0), DEAR, MIDDLE, CHEAP));
        assertEquals(2, winner(policy(Strategy.CHEAPEST, Prefer.NOTHING, 0, 0), DEAR, MIDDLE, CHEAP));
        var same = bid(100, 9, 1, 1);
        assertEquals(1, winner(policy(Strategy.CHEAPEST, Prefer.NOTHING, 0, 0), DEAR, same, CHEAP), "the first of two");
        var unpriced = bid(-1, 1, 1, 1);
        assertEquals(1, winner(policy(Strategy.CHEAPEST, Prefer.NOTHING, 0, 0), unpriced, DEAR), "unknown is not free");
        assertEquals(0, winner(policy(Strategy.CHEAPEST, Prefer.NOTHING, 0, 0), unpriced, unpriced));
    }

    @Test
    void whatIsPreferredWins() {
        assertEquals(2, winner(preferring(1_000, 0, 0), DEAR, MIDDLE, CHEAP));
        assertEquals(1, winner(preferring(0, 1_000, 0), DEAR, MIDDLE, CHEAP));
        assertEquals(0, winner(preferring(0, 0, 1_000), DEAR, MIDDLE, CHEAP));
        assertEquals(1, winner(preferring(400, 300, 300), DEAR, MIDDLE, CHEAP), "good in all");
        assertEquals(0, winner(preferring(0, 0, 1), DEAR, DEAR));
    }

    @Test
    void weightedGoesByInverseCostAmongTheGood() {
        var policy = policy(Strategy.WEIGHTED, Prefer.NOTHING, 0, 800);
        var sure = new Bid[] {bid(400, 1, 9_500, 500), bid(100, 1, 9_000, 1_000), bid(50, 1, 6_000, 4_000)};
        var won = new int[3];
        for (var row = 1; row <= 20_000; row++) {
            var seed = Draws.seed(row, "prompt " + row);
            won[Contest.of(policy, List.of(sure), () -> seed, true).place()]++;
        }
        assertEquals(0, won[2], "below the floor");
        assertEquals(0.2, won[0] / 20_000.0, 0.01);
        assertEquals(0.8, won[1] / 20_000.0, 0.01);
    }

    @Test
    void whereNoneReachesTheFloorTheBestIsTaken() {
        var policy = policy(Strategy.WEIGHTED, Prefer.NOTHING, 0, 990);
        assertEquals(1, winner(policy, bid(10, 1, 5_000, 5_000), bid(90, 1, 7_000, 3_000)));
    }

    @Test
    void whatCostsNothingLeavesNothingToTheOthers() {
        var policy = policy(Strategy.WEIGHTED, Prefer.NOTHING, 0, 0);
        for (var row = 1; row <= 200; row++) {
            var seed = Draws.seed(row, "");
            var free = List.of(DEAR, bid(0, 1, 9, 1), bid(-1, 1, 9, 1));
            assertEquals(1, Contest.of(policy, free, () -> seed, true).place());
        }
    }

    @Test
    void theExploredShareIsAskedOfTheOthersEvenlyAndLabelled() {
        var policy = policy(Strategy.CHEAPEST, Prefer.NOTHING, 500, 0);
        var tried = new int[3];
        var explored = 0;
        for (var row = 1; row <= 40_000; row++) {
            var seed = Draws.seed(row, "p");
            var won = Contest.of(policy, List.of(DEAR, CHEAP, MIDDLE), () -> seed, true);
            assertEquals(won, Contest.of(policy, List.of(DEAR, CHEAP, MIDDLE), () -> seed, true));
            assertEquals(won.explored(), won.place() != 1);
            if (won.explored()) explored++;
            tried[won.place()]++;
            assertFalse(Contest.of(policy, List.of(DEAR, CHEAP, MIDDLE), () -> seed, false)
                    .explored());
            assertFalse(Contest.of(policy, List.of(CHEAP), () -> seed, true).explored());
        }
        assertEquals(0.05, explored / 40_000.0, 0.005);
        assertEquals(1.0, (double) tried[0] / tried[2], 0.15);
    }

    @Test
    void whatIsOnRecordMovesWhatWasAssumedAndChecksAloneCannotMoveItFar() {
        var model = ModelRef.parse("openai/gpt-6-luna");
        var before = new Quality(Policy.NONE, List.of()).of(model, "qa").mean();
        assertEquals(0.75, before, 1e-9);
        var rated = new Quality(Policy.NONE, List.of(evidence(model, 400, 80, 0, 0))).of(model, "qa");
        assertEquals(0.2, rated.mean(), 0.01);
        var checked = new Quality(Policy.NONE, List.of(evidence(model, 0, 0, 1e6, 0))).of(model, "qa");
        assertEquals(4 * 0.75 / 14, checked.mean(), 1e-9);
        assertEquals(
                before,
                new Quality(Policy.NONE, List.of(evidence(model, 400, 80, 0, 0)))
                                .of(model, "code")
                                .mean()
                        + 0.1,
                1e-9);
    }

    private static Quality.Evidence evidence(ModelRef model, double rated, double good, double checked, double sound) {
        return new Quality.Evidence(model.toString(), "qa", rated, good, checked, sound);
    }

    @Test
    void theSettingsSayHowGoodAModelIsByTaskOrForAll() {
        var table = Map.of("a/b", Map.of("any", 300, "code", 900));
        var policy = new Policy(Strategy.WEIGHTED, Prefer.NOTHING, 0, 0, Map.of(), false, table, Duration.ofDays(1));
        var quality = new Quality(policy, List.of());
        assertEquals(0.9, quality.of(ModelRef.parse("a/b"), "code").mean(), 1e-9);
        assertEquals(0.3, quality.of(ModelRef.parse("a/b"), "qa").mean(), 1e-9);
        assertTrue(quality.of(ModelRef.parse("a/other"), "qa").mean() > 0.7);
    }
}
