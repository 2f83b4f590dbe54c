package route.domain;

/**
 * What somebody who was asked says of a prompt.
 *
 * @param hardness how much a stronger model is expected to gain, 0.0 to 1.0 with four decimals
 * @param task one word for what is asked; empty where nothing was said of it
 * @param sensitivity 1 to 5; 0 where nothing was said of it
 */
public record Opinion(double hardness, String task, int sensitivity) {
    private static final int SCORES = 5;

    public Opinion {
        if (!(hardness >= 0 && hardness <= 1) || sensitivity < 0 || sensitivity > SCORES) {
            throw new IllegalArgumentException("hardness " + hardness + ", sensitivity " + sensitivity);
        }
    }

    /** That of a score from 1 to 5: the middle of its step. */
    public static Opinion ofScore(int score, String task, int sensitivity) {
        return new Opinion((2 * score - 1) / (2.0 * SCORES), task, sensitivity);
    }
}
