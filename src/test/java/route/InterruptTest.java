package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterruptTest {

    private final Instant now = Instant.parse("2026-11-20T07:30:00Z");
    private final Interrupt interrupt = new Interrupt(InstantSource.fixed(now));

    @Test
    void aMomentThatHasPassedIsNotWaitedFor() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            interrupt.until(now);
            interrupt.until(Instant.MIN);
        });
        assertFalse(interrupt.stopping());
    }

    @Test
    void stoppingWakesWhoeverSleepsHoweverLong() {
        var woken = CompletableFuture.runAsync(() -> interrupt.until(Instant.MAX));
        while (!interrupt.stop()) {
            Thread.onSpinWait();
        }
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> woken.get());
        assertTrue(interrupt.stopping());
    }

    @Test
    void onlyWhoHasLookedBeforeIsWaitedFor() {
        assertFalse(interrupt.stop());
        assertTrue(interrupt.stopping());
        assertTrue(interrupt.stop());
    }

    @Test
    void theClockIsAskedAgainAfterTheWait() {
        var calls = new int[1];
        var jumping = new Interrupt(() -> calls[0]++ < 3 ? now : now.plusSeconds(60));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> jumping.until(now.plusMillis(20)));
        assertEquals(4, calls[0]);
    }
}
