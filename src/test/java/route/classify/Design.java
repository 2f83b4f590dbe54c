package route.classify;

import java.util.List;

/**
 * The samples as numbers: for each its grams, weighed by how rare they are and brought to a common length, and some plain
 * columns.
 */
final class Design {
    /** Steps in which the square of a gram's rarity is kept. */
    private static final double RARITY_STEPS = 2.5;

    private static final int MOST_STEPS = 255;

    final int[][] slots;
    final float[][] values;
    final float[][] plain;

    private Design(int[][] slots, float[][] values, float[][] plain) {
        this.slots = slots;
        this.values = values;
        this.plain = plain;
    }

    int size() {
        return slots.length;
    }

    int columns() {
        return plain.length == 0 ? 0 : plain[0].length;
    }

    /** The square of each gram's rarity in steps; 0 for grams that fewer than two samples have, or nearly all. */
    static int[] rarity(List<Grams> texts) {
        var found = new int[Grams.SLOTS];
        for (var text : texts) {
            for (int at = 0; at < text.count(); at++) found[text.slot(at)]++;
        }
        var rarity = new int[Grams.SLOTS];
        for (int slot = 0; slot < rarity.length; slot++) {
            if (found[slot] < 2) continue;
            double log = StrictMath.log((texts.size() + 1.0) / (found[slot] + 1.0));
            rarity[slot] = (int) Math.min(MOST_STEPS, Math.round(log * log * RARITY_STEPS));
        }
        return rarity;
    }

    static Design of(List<Grams> texts, int[] rarity, float[][] plain) {
        var slots = new int[texts.size()][];
        var values = new float[texts.size()][];
        for (int row = 0; row < slots.length; row++) {
            var grams = texts.get(row);
            slots[row] = new int[grams.count()];
            values[row] = new float[grams.count()];
            long length = 0;
            for (int at = 0; at < grams.count(); at++) {
                slots[row][at] = grams.slot(at);
                length += rarity[grams.slot(at)];
            }
            for (int at = 0; at < grams.count() && length > 0; at++) {
                values[row][at] = (float) Math.sqrt((double) rarity[grams.slot(at)] / length);
            }
        }
        return new Design(slots, values, plain);
    }

    Design with(float[][] columns) {
        var joined = new float[plain.length][];
        for (int row = 0; row < joined.length; row++) {
            joined[row] = new float[plain[row].length + columns[row].length];
            System.arraycopy(plain[row], 0, joined[row], 0, plain[row].length);
            System.arraycopy(columns[row], 0, joined[row], plain[row].length, columns[row].length);
        }
        return new Design(slots, values, joined);
    }

    Design rows(int[] chosen) {
        var some = new Design(new int[chosen.length][], new float[chosen.length][], new float[chosen.length][]);
        for (int at = 0; at < chosen.length; at++) {
            some.slots[at] = slots[chosen[at]];
            some.values[at] = values[chosen[at]];
            some.plain[at] = plain[chosen[at]];
        }
        return some;
    }
}
