package route.domain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a job chooses tiers and, inside a tier, the model.
 *
 * @param strategy how the model of a tier is chosen
 * @param weights what counts for {@link Strategy#PREFERRED}
 * @param explore of the rows, in ten-thousandths, how many go to another model of their tier than the chosen one
 * @param qualityFloor in thousandths: what a draw of a model's quality has to reach for {@link Strategy#WEIGHTED}
 * @param shares by tier, in ten-thousandths of the rows: the most that may be there; empty for fixed thresholds
 * @param spread whether the job's budget is spread over its rows, instead of thresholds
 * @param capability how good a model is, in thousandths, by {@code provider/model-id}, then by task or {@link #ANY_TASK}
 * @param halfLife after which a rating counts half
 */
public record Policy(
        Strategy strategy,
        Prefer weights,
        int explore,
        int qualityFloor,
        Map<String, Integer> shares,
        boolean spread,
        Map<String, Map<String, Integer>> capability,
        Duration halfLife) {

    /** What stands for every task that has no entry of its own. */
    public static final String ANY_TASK = "any";

    /** What a share of all is counted in. */
    public static final int WHOLE = 10_000;

    private static final Duration USUAL_HALF_LIFE = Duration.ofDays(90);

    /** The first candidate that can take the row, in a tier by thresholds. */
    public static final Policy NONE =
            new Policy(Strategy.LISTED, Prefer.NOTHING, 0, 600, Map.of(), false, Map.of(), USUAL_HALF_LIFE);

    /** How the model of a tier is chosen among those that can take the row. */
    public enum Strategy {
        /** The first in the order of the settings. */
        LISTED,
        /** The one that costs least for this very row. */
        CHEAPEST,
        /** The one with the best sum of cost, speed and quality by the weights of {@link Prefer}. */
        PREFERRED,
        /** Drawn by inverse cost among those whose quality, drawn from what is known of it, reaches the floor. */
        WEIGHTED
    }

    /** Weights in thousandths of what counts. */
    public record Prefer(int cost, int speed, int quality) {
        public static final Prefer NOTHING = new Prefer(0, 0, 0);

        public Prefer {
            if (cost < 0 || speed < 0 || quality < 0) throw new IllegalArgumentException("weights are not negative");
        }
    }

    public Policy {
        // What an older program stored lacks what it did not know.
        strategy = strategy == null ? Strategy.LISTED : strategy;
        weights = weights == null ? Prefer.NOTHING : weights;
        shares = shares == null ? Map.of() : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        capability = capability == null ? Map.of() : Map.copyOf(capability);
        halfLife = halfLife == null ? USUAL_HALF_LIFE : halfLife;
    }

    /** Whether the whole input is ranked before a row has its tier. */
    public boolean ranks() {
        return spread || !shares.isEmpty();
    }

    /** Whether more than the order of the settings decides which model of a tier answers. */
    public boolean compares() {
        return strategy != Strategy.LISTED || explore > 0;
    }
}
