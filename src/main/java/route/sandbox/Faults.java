package route.sandbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts down the faults that were asked for. */
final class Faults {
    private final Map<Fault.Kind, AtomicInteger> left = new EnumMap<>(Fault.Kind.class);

    Faults(List<Fault> faults) {
        for (var fault : faults) {
            left.computeIfAbsent(fault.kind(), kind -> new AtomicInteger()).addAndGet(fault.times());
        }
    }

    /** Whether this call is struck; uses the fault up once. */
    boolean strikes(Fault.Kind kind) {
        var count = left.get(kind);
        return count != null && count.getAndUpdate(it -> Math.max(0, it - 1)) > 0;
    }
}
