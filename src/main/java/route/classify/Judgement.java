package route.classify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the scorer makes of a prompt, in numbers; made for every row, and put in words only where somebody asks.
 *
 * @param logit of the hardness
 * @param hardness 0.0 to 1.0 with four decimals
 * @param leaning the profile that judged, where one did
 */
record Judgement(
        Features features,
        int tokens,
        Outlook outlook,
        Mark task,
        double logit,
        double hardness,
        Optional<Leaning> leaning) {
    /** The sum of weights at which hardness is one half, and how fast it rises there. */
    static final double MIDDLE = 0.45;

    static final double STEEPNESS = 9.0;
    private static final int DECIMALS = 4;
    private static final int STEPS = 10_000;

    /** How near to the middle between two steps the arithmetic of doubles could err on the side. */
    private static final double DOUBT = 1e-6;

    static Judgement of(Features features, int tokens, Weights weights) {
        var outlook = Outlook.of(weights, features);
        var task = outlook.task(features);
        double sum = 0;
        for (var cue : Cue.ALL) sum += cue.weight(features, task, tokens);
        double logit = outlook.logit(STEEPNESS * (sum - MIDDLE));
        return new Judgement(features, tokens, outlook, task, logit, rounded(Outlook.sigmoid(logit)), Optional.empty());
    }

    /** The same prompt as a profile judges it. */
    Judgement leaning(Leaning profile, double other) {
        return new Judgement(
                features, tokens, outlook, task, other, rounded(Outlook.sigmoid(other)), Optional.of(profile));
    }

    /** How much a strong model is expected to gain: a share of right answers. */
    double gain() {
        return (logit - Outlook.LOGIT_OF_NO_GAIN) / Outlook.LOGIT_OF_GAIN;
    }

    /** The hardness of a prompt on which so much is gained. */
    static double hardnessOf(double gain) {
        return rounded(Outlook.sigmoid(Outlook.LOGIT_OF_NO_GAIN + Outlook.LOGIT_OF_GAIN * gain));
    }

    /** Hardness in five steps, 1 to 5. */
    int score() {
        return scoreOf(hardness);
    }

    /** What signals add up to where the hardness is this; they end where it would be 0 or 1. */
    static double weightOf(double hardness) {
        double inside = Math.max(1e-4, Math.min(1 - 1e-4, hardness));
        return MIDDLE + StrictMath.log(inside / (1 - inside)) / STEEPNESS;
    }

    static int scoreOf(double hardness) {
        return Math.min(5, 1 + (int) (hardness * 5));
    }

    /** 1 to 5. */
    int sensitivity() {
        return Sensitivity.of(features);
    }

    /**
     * The whole of it, with the signals behind the hardness, strongest first, and then those of sensitivity. What the
     * signals weigh adds up to the logit of the hardness, by the steepness, from the middle.
     */
    Assessment explained() {
        var signals = new ArrayList<>(
                leaning.map(it -> it.signals(this, plainSignals())).orElseGet(this::plainSignals));
        signals.removeIf(it -> it.weight() == 0);
        signals.sort(Comparator.comparingDouble((Signal it) -> -Math.abs(it.weight())));
        signals.addAll(Sensitivity.signals(features));
        return new Assessment(hardness, score(), sensitivity(), task.label(), signals);
    }

    private List<Signal> plainSignals() {
        var signals = new ArrayList<Signal>();
        double heard = outlook.heard();
        for (var cue : Cue.ALL) {
            if (cue.weight(features, task, tokens) == 0) continue;
            var signal = cue.signal(features, task, tokens);
            signals.add(new Signal(signal.name(), heard * signal.weight(), signal.evidence()));
        }
        signals.addAll(outlook.signals(features));
        return signals;
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
