package route.domain;

import java.util.List;

/**
 * What came of fitting a profile, and how well it ranks rows that it was not fitted to: every figure is of five parts,
 * each judged by what the other four taught. APGR is the area under the share of the gain that is won over the share of
 * rows sent to the strong model, as RouteLLM counts it (arXiv 2406.18665): 0.5 is a coin.
 *
 * @param rows labelled rows that were used
 * @param left labelled rows beyond the most that are used
 * @param prompts different prompts among them
 * @param gain what the strong model gains on a row, on average
 * @param builtIn APGR of the built-in classifier
 * @param tuned APGR of the profile
 * @param difference the second minus the first
 * @param scoresBefore how many rows have each score, 1 to 5, by the built-in classifier
 * @param scoresAfter the same by the profile
 */
public record Tuned(
        Profile profile,
        int rows,
        int left,
        int prompts,
        double gain,
        Span builtIn,
        Span tuned,
        Span difference,
        List<Integer> scoresBefore,
        List<Integer> scoresAfter) {

    /** A figure and the middle 95 of 100 bootstrap draws of it. */
    public record Span(double value, double low, double high) {
        public boolean touches(double other) {
            return low <= other && other <= high;
        }
    }

    /** What may be said of it. */
    public enum Finding {
        /** It ranks better than the built-in one, beyond chance. */
        BETTER,
        /** It ranks better than a coin; whether better than the built-in one may be chance. */
        UNDECIDED,
        /** What was learnt ranks worse than the built-in one, beyond chance. */
        WORSE,
        /** It may be no better than a coin. */
        NO_SIGNAL
    }

    /** Whether it may judge jobs: one that ranks rows no better would still shift their levels, and send them elsewhere. */
    public boolean isOfUse() {
        return finding() == Finding.BETTER;
    }

    public Finding finding() {
        if (tuned.low() <= 0.5) return Finding.NO_SIGNAL;
        if (difference.low() > 0) return Finding.BETTER;
        return difference.high() < 0 ? Finding.WORSE : Finding.UNDECIDED;
    }
}
