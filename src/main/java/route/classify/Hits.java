package route.classify;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words and phrases of the lexicon that stand in a text, in their order; four numbers for each. */
final class Hits {
    private static final int NUMBERS = 4;

    private final String text;
    private int[] numbers = new int[16 * NUMBERS];
    private int count;

    Hits(String text) {
        this.text = text;
    }

    /**
     * Adds a phrase.
     *
     * @param marks a bit for each of its marks
     * @param word where its last word starts
     */
    void add(int marks, int word, int start, int end) {
        int at = count++ * NUMBERS;
        if (at == numbers.length) numbers = Arrays.copyOf(numbers, 2 * at);
        numbers[at] = marks;
        numbers[at + 1] = word;
        numbers[at + 2] = start;
        numbers[at + 3] = end;
    }

    int count() {
        return count;
    }

    /** A bit for each mark, by its ordinal. */
    int marks(int hit) {
        return numbers[hit * NUMBERS];
    }

    Zone zone(int hit) {
        return Zone.of(numbers[hit * NUMBERS + 1], text.length());
    }

    /** The phrases that carry a mark, as they stand in the text. */
    Stream<String> of(Mark mark) {
        return IntStream.range(0, count)
                .filter(it -> (marks(it) >>> mark.ordinal() & 1) != 0)
                .mapToObj(it -> text.substring(numbers[it * NUMBERS + 2], numbers[it * NUMBERS + 3]));
    }
}
