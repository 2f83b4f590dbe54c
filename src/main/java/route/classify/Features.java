package route.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over a prompt saw: counts of signs and lines, and the words of the lexicon. A mark counts more where
 * instructions usually stand, at both ends of the text, than in a document that was pasted in between. Filled by
 * {@link Reader}, then only read.
 */
final class Features {
    private static final int MOST_SHOWN = 3;
    private static final int MARKS = Mark.values().length;

    int words;
    int numbers;
    int questions;
    int lines;
    int listItems;
    int options;
    int codeSigns;
    int mathSigns;
    int loneSigns;
    int turns;
    int letters;
    int longWords;
    int capitals;
    int foreign;
    int digits;
    int commas;
    int sentences;
    int brackets;

    private final Grams grams;
    private int beforeOptions;

    private final int[] lead = new int[MARKS];
    private final int[] edge = new int[MARKS];
    private final int[] all = new int[MARKS];
    private final List<Hits> found = new ArrayList<>();

    Features() {
        this(new Grams());
    }

    Features(Grams grams) {
        this.grams = grams;
    }

    /** Takes what of the lexicon was found in a text. */
    void add(Hits hits) {
        found.add(hits);
        for (int hit = 0; hit < hits.count(); hit++) {
            for (int left = hits.marks(hit); left != 0; left &= left - 1) {
                int mark = Integer.numberOfTrailingZeros(left);
                all[mark]++;
                if (hits.zone(hit) != Zone.BODY) edge[mark]++;
                if (hits.zone(hit) == Zone.LEAD) lead[mark]++;
            }
        }
    }

    /** The words and pairs of words. */
    Grams grams() {
        return grams;
    }

    /** How many words, numbers and signs there are. */
    int pieces() {
        return grams.pieces();
    }

    /** How many of them stand before the first answer to choose, or all where there is none. */
    int questionPieces() {
        return options == 0 ? grams.pieces() : beforeOptions;
    }

    /** Notes an answer to choose. */
    void option() {
        if (options++ == 0) beforeOptions = grams.pieces();
    }

    /** How dense signs of a kind stand; a short text counts as if it had fifty words more. */
    int perHundredWords(int count) {
        return (int) (100L * count / (words + 50));
    }

    /** How often a mark stands in the first few words. */
    int lead(Mark mark) {
        return lead[mark.ordinal()];
    }

    /** How often a mark stands at the ends of the text, the first words included. */
    int edge(Mark mark) {
        return edge[mark.ordinal()];
    }

    /** How often a mark stands anywhere. */
    int all(Mark mark) {
        return all[mark.ordinal()];
    }

    /** Some of the words that carried a mark, for the explanation. */
    String evidence(Mark mark) {
        var words = found.stream().flatMap(it -> it.of(mark)).distinct().limit(MOST_SHOWN);
        return String.join(", ", words.toList());
    }
}
