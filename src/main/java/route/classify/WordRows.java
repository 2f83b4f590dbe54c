package route.classify;

import java.util.List;

/**
 * Labelled prompts as numbers: the built-in gain, and the words and pairs of words, each weighed by how rare it is and
 * brought to a common length.
 */
final class WordRows {
    private final List<int[]> slots;
    private final List<float[]> values;
    private final double[] plain;

    /** @param plain the built-in gain of each row, in deviations from the usual */
    WordRows(List<int[]> slots, List<float[]> values, double[] plain) {
        this.slots = slots;
        this.values = values;
        this.plain = plain;
    }

    /** The words of a text with their values. */
    static float[] values(Grams grams, Weights weights) {
        var values = new float[grams.count()];
        double length = 0;
        for (int at = 0; at < values.length; at++) length += weights.rarity(grams.slot(at));
        for (int at = 0; at < values.length && length > 0; at++) {
            values[at] = (float) Math.sqrt(weights.rarity(grams.slot(at)) / length);
        }
        return values;
    }

    static int[] slots(Grams grams) {
        var slots = new int[grams.count()];
        for (int at = 0; at < slots.length; at++) slots[at] = grams.slot(at);
        return slots;
    }

    int size() {
        return plain.length;
    }

    double plain(int row) {
        return plain[row];
    }

    /** The weights of words that so much of each of these rows makes. */
    double[] words(int[] rows, double[] shares) {
        var sums = new double[Grams.SLOTS];
        for (int at = 0; at < rows.length; at++) {
            var own = slots.get(rows[at]);
            var value = values.get(rows[at]);
            for (int gram = 0; gram < own.length; gram++) sums[own[gram]] += shares[at] * value[gram];
        }
        return sums;
    }

    /** What weights of words say of a row. */
    double said(int row, double[] words) {
        var own = slots.get(row);
        var value = values.get(row);
        double sum = 0;
        for (int gram = 0; gram < own.length; gram++) sum += words[own[gram]] * value[gram];
        return sum;
    }
}
