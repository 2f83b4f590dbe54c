package route.classify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;

/**
 * What the scorer makes of a prompt, in numbers; made for every row, and put in words only where somebody asks.
 *
 * @param hardness 0.0 to 1.0 with four decimals
 */
record Judgement(Features features, int tokens, Mark task, double hardness) {
    /** The sum of weights at which hardness is one half, and how fast it rises there. */
    private static final double MIDDLE = 0.45;

    private static final double STEEPNESS = 9.0;
    private static final int DECIMALS = 4;
    private static final int STEPS = 10_000;

    /** How near to the middle between two steps the arithmetic of doubles could err on the side. */
    private static final double DOUBT = 1e-6;

    static Judgement of(Features features, int tokens) {
        var task = TaskGuess.of(features);
        double sum = 0;
        for (var cue : Cue.ALL) sum += cue.weight(features, task, tokens);
        return new Judgement(features, tokens, task, rounded(1 / (1 + Math.exp(-STEEPNESS * (sum - MIDDLE)))));
    }

    /** Hardness in five steps, 1 to 5. */
    int score() {
        return Math.min(5, 1 + (int) (hardness * 5));
    }

    /** 1 to 5. */
    int sensitivity() {
        return Sensitivity.of(features);
    }

    /** The whole of it, with the signals behind the hardness, strongest first, and then those of sensitivity. */
    Assessment explained() {
        var signals = new ArrayList<Signal>();
        for (var cue : Cue.ALL) {
            if (cue.weight(features, task, tokens) != 0) signals.add(cue.signal(features, task, tokens));
        }
        signals.sort(Comparator.comparingDouble((Signal it) -> -Math.abs(it.weight())));
        signals.addAll(Sensitivity.signals(features));
        return new Assessment(hardness, score(), sensitivity(), task.label(), signals);
    }

    /** Half up to four decimals, as the decimal number is written; that is asked only where it could matter. */
    static double rounded(double value) {
        double steps = value * STEPS;
        double whole = Math.floor(steps);
        if (Math.abs(steps - whole - 0.5) < DOUBT) {
            return BigDecimal.valueOf(value)
                    .setScale(DECIMALS, RoundingMode.HALF_UP)
                    .doubleValue();
        }
        return (steps - whole < 0.5 ? whole : whole + 1) / STEPS;
    }
}
