package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import route.provider.CallException;

class CourierTest {
    private final Deque<Runnable> onTheWay = new ArrayDeque<>();
    private final Courier courier = new Courier(onTheWay::add);

    @Test
    void anErrandIsRunOnceAndItsGainIsHandedOverOnce() {
        var runs = new AtomicInteger();
        assertEquals(Optional.empty(), courier.bring("a", runs::incrementAndGet));
        assertEquals(Optional.empty(), courier.bring("a", runs::incrementAndGet));
        assertTrue(courier.isAwaited());
        onTheWay.remove().run();
        courier.forget();
        assertEquals(Optional.of(1), courier.bring("a", runs::incrementAndGet));
        assertFalse(courier.isAwaited());
        assertTrue(courier.isNew("a"), "the next one sets out anew");
        assertTrue(onTheWay.isEmpty());
    }

    @Test
    void whatWentWrongOnTheWayIsToldToWhoeverAsked() {
        var trouble = new CallException.Unclear("the line broke", null);
        assertEquals(Optional.empty(), courier.bring("a", () -> {
            throw trouble;
        }));
        onTheWay.remove().run();
        assertEquals(trouble, assertThrows(CallException.Unclear.class, () -> courier.bring("a", () -> 1)));
        assertTrue(courier.isNew("a"), "and it may be tried again");
    }

    @Test
    void noMoreThanThreeAreUnderWayAtOnce() {
        for (var name : new String[] {"a", "b", "c", "d"}) courier.bring(name, () -> name);
        assertEquals(3, onTheWay.size());
        assertFalse(courier.isNew("d"));
        assertTrue(courier.isAwaited(), "the fourth is wanted all the same");
        onTheWay.remove().run();
        assertEquals(Optional.empty(), courier.bring("d", () -> "d"));
        assertEquals(3, onTheWay.size());
    }

    @Test
    void whereCouriersAreAtOnceThereIsNothingToWaitFor() {
        var prompt = new Courier(Runnable::run);
        assertEquals(Optional.of(7), prompt.bring("a", () -> 7));
        assertFalse(prompt.isAwaited());
        prompt.await(60_000);
        prompt.finish();
    }

    @Test
    void finishingWaitsForAllThatAreUnderWay() {
        var real = new Courier(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
        });
        var ended = new AtomicInteger();
        for (var i = 0; i < 3; i++) {
            real.bring("errand " + i, () -> {
                for (var j = 0; j < 200; j++) Thread.yield();
                if (ended.incrementAndGet() == 2) throw new IllegalStateException("nobody asks for this one");
                return "";
            });
        }
        real.finish();
        assertEquals(3, ended.get());
    }
}
