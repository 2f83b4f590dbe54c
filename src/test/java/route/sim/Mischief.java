package route.sim;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Decides, by a seed, which faults strike. Each fault of the line and of batches strikes a bounded number of times in
 * all, so that every world grows calm in the end.
 */
public final class Mischief {
    private static final int MOST_STRIKES = 10;

    /** Nobody could tell a file that is cut each time from a provider that lost the rest for good. */
    private static final int MOST_CUTS = 3;

    private static final double SHARE_OF_FAULTS = 0.35;

    private final Random chance;
    private final Map<Fault, Double> rates;
    private final Map<Fault, Integer> strikes = new EnumMap<>(Fault.class);

    private Mischief(Random chance, Map<Fault, Double> rates) {
        this.chance = chance;
        this.rates = rates;
    }

    /** About a third of all faults, each at a rate of its own; one world in ten has none. */
    public static Mischief of(long seed) {
        var chance = new Random(seed * 31 + 7);
        var rates = new EnumMap<Fault, Double>(Fault.class);
        var calm = chance.nextInt(10) == 0;
        for (var fault : Fault.values()) {
            var is = chance.nextDouble() < SHARE_OF_FAULTS;
            var rate = chance.nextDouble() * fault.most();
            if (is && !calm) rates.put(fault, rate);
        }
        return new Mischief(chance, rates);
    }

    /** No fault at all. */
    public static Mischief none() {
        return new Mischief(new Random(1), Map.of());
    }

    /** These faults alone, up to the bound: the one alone whenever it can, several now and then. */
    static Mischief only(Collection<Fault> faults, long seed) {
        var rates = new EnumMap<Fault, Double>(Fault.class);
        faults.forEach(it -> rates.put(it, faults.size() == 1 ? 1.0 : 0.5));
        return new Mischief(new Random(seed), rates);
    }

    Random chance() {
        return chance;
    }

    boolean strikes(Fault fault) {
        var rate = rates.getOrDefault(fault, 0.0);
        if (rate <= 0 || chance.nextDouble() >= rate) return false;
        var before = strikes.getOrDefault(fault, 0);
        if (before >= (fault == Fault.CUT ? MOST_CUTS : MOST_STRIKES)) return false;
        strikes.put(fault, before + 1);
        return true;
    }

    /** How often each fault of the line and of batches has struck. */
    Map<Fault, Integer> strikes() {
        return Map.copyOf(strikes);
    }

    /** For what must not depend on the order of calls: decided by the row's own chance. */
    boolean strikes(Fault fault, Random ofRow) {
        return ofRow.nextDouble() < rates.getOrDefault(fault, 0.0);
    }

    @Override
    public String toString() {
        return rates.toString();
    }
}
