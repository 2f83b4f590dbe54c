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

    /** Where a word stands: in the first few words, at either end, or in between. */
    enum Zone {
        LEAD,
        EDGE,
        BODY
    }

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

    private final int[] lead = new int[MARKS];
    private final int[] edge = new int[MARKS];
    private final int[] all = new int[MARKS];
    private final List<List<String>> shown = new ArrayList<>();

    Features() {
        for (int mark = 0; mark < MARKS; mark++) shown.add(List.of());
    }

    /** Notes a word or phrase; {@code bits} has a bit for each of its marks. */
    void note(int bits, Zone zone, String text, int start, int end) {
        for (int left = bits; left != 0; left &= left - 1) {
            int mark = Integer.numberOfTrailingZeros(left);
            all[mark]++;
            if (zone != Zone.BODY) edge[mark]++;
            if (zone == Zone.LEAD) lead[mark]++;
            show(mark, text, start, end);
        }
    }

    private void show(int mark, String text, int start, int end) {
        var words = shown.get(mark);
        if (words.size() >= MOST_SHOWN) return;
        if (words.isEmpty()) {
            words = new ArrayList<>(MOST_SHOWN);
            shown.set(mark, words);
        }
        var word = text.substring(start, end);
        if (!words.contains(word)) words.add(word);
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
        return String.join(", ", shown.get(mark.ordinal()));
    }
}
