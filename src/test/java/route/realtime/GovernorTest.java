package route.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import route.domain.Rates;

class GovernorTest {
    private static final Instant START = Instant.parse("2026-11-20T04:00:00Z");

    private Instant now = START;
    private Instant lastStart = START;

    /** A provider whose latency in milliseconds depends on how many calls it works on. */
    private int asked(Governor governor, IntToLongFunction latency, int calls, int refusesAbove) {
        record Call(Instant started, Instant ends, boolean refused) {}
        var underWay = new PriorityQueue<Call>(java.util.Comparator.comparing(Call::ends));
        var most = 0;
        for (var left = calls; left > 0 || !underWay.isEmpty(); ) {
            while (left > 0 && governor.mayStart(now, 0)) {
                governor.started(0);
                var refused = underWay.size() >= refusesAbove;
                var millis = refused ? 1 : latency.applyAsLong(underWay.size() + 1);
                underWay.add(new Call(now, now.plusMillis(millis), refused));
                most = Math.max(most, underWay.size());
                left--;
                lastStart = now;
            }
            if (underWay.isEmpty()) {
                now = governor.opensAt(now, 0);
                continue;
            }
            var back = underWay.remove();
            now = back.ends();
            if (back.refused()) governor.refused(back.started(), now, Duration.ZERO);
            else governor.answered(back.started(), now);
        }
        return most;
    }

    @Test
    void aProviderThatBearsItIsAskedMoreAndMoreUpToTheLimit() {
        var governor = new Governor(new Rates(0, 0, 256));

        assertEquals(64, governor.limit());
        assertEquals(256, asked(governor, load -> 100, 5_000, Integer.MAX_VALUE));
        assertEquals(256, governor.limit());
        var ideal = 5_000 * 100 / 256;
        var took = Duration.between(START, now).toMillis();
        assertTrue(took < ideal * 1.3, "took " + took + " ms, ideally " + ideal);
    }

    @Test
    void aServerThatOnlyQueuesIsNotAskedEverMore() {
        var governor = new Governor(Rates.UNKNOWN);

        asked(governor, load -> 100L * Math.max(1, load / 16), 4_000, Integer.MAX_VALUE);

        assertTrue(governor.limit() <= 64, "limit " + governor.limit());
        assertTrue(governor.limit() >= 8, "limit " + governor.limit());
    }

    @Test
    void answersThatAreSimplyLongerFromNowOnDoNotThrottleForEver() {
        var governor = new Governor(new Rates(0, 0, 128));
        asked(governor, load -> 100, 3_000, Integer.MAX_VALUE);
        assertEquals(128, governor.limit());

        asked(governor, load -> 900, 3_000, Integer.MAX_VALUE);

        assertEquals(128, governor.limit());
    }

    /** Answers of a model take as long as they are: from half a second to half a minute, one like the other. */
    @Test
    void answersOfVeryDifferentLengthsDoNotThrottle() {
        for (var seed = 1; seed <= 20; seed++) {
            var known = overIdeal(new Rates(0, 0, 64), 64, seed);
            assertTrue(known < 1.15, "seed " + seed + " took " + known + " of the ideal");
            var unknown = overIdeal(Rates.UNKNOWN, 512, seed);
            assertTrue(unknown < 1.4, "seed " + seed + " took " + unknown + " of the ideal, most of it to find out");
        }
    }

    /** How long it takes to ask for answers of such lengths, the wait for the last of them left out. */
    private double overIdeal(Rates rates, int atOnce, int seed) {
        var chance = new java.util.Random(seed);
        now = START;
        var calls = atOnce * 100;
        asked(new Governor(rates), load -> (long) (4_000 * Math.exp(chance.nextGaussian())), calls, Integer.MAX_VALUE);
        // A lognormal of sigma 1 takes 1.65 times its median on average.
        var ideal = 4_000 * 1.65 * calls / atOnce;
        return Duration.between(START, lastStart).toMillis() / ideal;
    }

    @Test
    void refusalsHalveTheNumberOncePerCutAndItGrowsBackSlowly() {
        var governor = new Governor(Rates.UNKNOWN);

        asked(governor, load -> 100, 20_000, 100);

        assertTrue(governor.limit() >= 40 && governor.limit() <= 115, "limit " + governor.limit());
    }

    @Test
    void aPauseTheProviderAskedForIsKept() {
        var governor = new Governor(Rates.UNKNOWN);
        governor.started(0);
        governor.refused(now, now, Duration.ofSeconds(7));

        assertFalse(governor.mayStart(now.plusMillis(6_999), 0));
        assertEquals(now.plusSeconds(7), governor.opensAt(now, 0));
        assertTrue(governor.mayStart(now.plusSeconds(7), 0));
    }

    @Test
    void requestsPerMinuteAreKept() {
        var governor = new Governor(new Rates(600, 0, 0));

        asked(governor, load -> 10, 1_200, Integer.MAX_VALUE);

        var seconds = Duration.between(START, now).toSeconds();
        assertTrue(seconds >= 113 && seconds <= 121, seconds + " s for 1,200 calls at 600 a minute");
    }

    @Test
    void tokensPerMinuteAreKeptAndALargeRequestIsNotKeptWaitingForEver() {
        var governor = new Governor(new Rates(0, 60_000, 0));
        var started = 0;
        while (Duration.between(START, now).toSeconds() < 60) {
            now = governor.opensAt(now, 20_000);
            assertTrue(governor.mayStart(now, 20_000), "at " + now);
            governor.started(20_000);
            governor.answered(now, now);
            started++;
        }
        assertTrue(started >= 3 && started <= 5, started + " requests of 20,000 tokens in a minute of 60,000");
    }

    @Test
    void callsLessThanAMillisecondApartAreCountedToo() {
        var governor = new Governor(new Rates(60_000, 60_000, 0));
        var started = 0;
        for (var tick = 0; tick < 100_000; tick++) {
            now = now.plusNanos(100_000);
            if (!governor.mayStart(now, 1)) continue;
            governor.started(1);
            governor.answered(now, now);
            started++;
        }
        var burst = 6_000;
        assertTrue(started >= burst + 9_990 && started <= burst + 10_010, started + " in ten seconds of 1,000 each");
    }
}
