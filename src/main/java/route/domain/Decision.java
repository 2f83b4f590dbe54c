package route.domain;

/**
 * What the classifier made of a row.
 *
 * @param tier the tier by name
 * @param hardness how much a stronger model is expected to gain, 0.0 to 1.0
 * @param score hardness as a step from 1 (trivial) to 5 (hardest)
 * @param sensitivity 1 (harmless) to 5 (legal, medical, safety, personal)
 * @param task one word for what is asked
 * @param reason why, for a person
 */
public record Decision(String tier, double hardness, int score, int sensitivity, String task, String reason) {

    public Decision {
        if (score < 1 || score > 5 || sensitivity < 1 || sensitivity > 5 || hardness < 0 || hardness > 1) {
            throw new IllegalArgumentException(
                    "score " + score + ", sensitivity " + sensitivity + ", hardness " + hardness);
        }
    }

    /** The same for another reason. */
    public Decision because(String other) {
        return new Decision(tier, hardness, score, sensitivity, task, other);
    }
}
