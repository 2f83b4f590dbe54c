package route.classify;

import java.util.List;

/**
 * What the scorer makes of a prompt, whatever the tiers are.
 *
 * @param hardness how much a stronger model is expected to gain, 0.0 to 1.0 with four decimals
 * @param score hardness in five steps, 1 to 5
 * @param sensitivity 1 to 5
 * @param task a word of {@link Scorer#TASKS}
 * @param signals what added up to it, strongest first
 */
public record Assessment(double hardness, int score, int sensitivity, String task, List<Signal> signals) {
    public Assessment {
        signals = List.copyOf(signals);
    }
}
