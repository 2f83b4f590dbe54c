package route.classify;

import java.util.Random;
import java.util.stream.Stream;

/**
 * The directions in which texts differ most by their words: an orthonormal basis of the leading right singular vectors of
 * the grams, by subspace iteration. Words that stand for the same thing lie in the same direction, so that what is learnt
 * of one helps with the other; no label is looked at.
 */
final class Directions {
    private static final int COUNT = 64;
    private static final int ROUNDS = 5;
    private static final long SEED = 20261120;

    /** A row of {@value #COUNT} for each slot. */
    private final float[][] basis;

    private Directions(float[][] basis) {
        this.basis = basis;
    }

    static Directions of(Design rows) {
        var random = new Random(SEED);
        var basis = new float[Grams.SLOTS][COUNT];
        for (var slot : basis) {
            for (int at = 0; at < COUNT; at++) slot[at] = (float) random.nextGaussian();
        }
        for (int round = 0; round < ROUNDS; round++) {
            basis = again(rows, basis);
            orthonormalise(filled(basis));
        }
        return new Directions(basis);
    }

    /** The slots that any text has: the others stay nought. */
    private static float[][] filled(float[][] basis) {
        return Stream.of(basis)
                .filter(it -> {
                    for (float value : it) if (value != 0) return true;
                    return false;
                })
                .toArray(float[][]::new);
    }

    private static float[][] again(Design rows, float[][] basis) {
        var next = new float[Grams.SLOTS][COUNT];
        for (int row = 0; row < rows.size(); row++) {
            var seen = seen(rows, row, basis);
            for (int at = 0; at < rows.slots[row].length; at++) {
                var slot = next[rows.slots[row][at]];
                float value = rows.values[row][at];
                for (int column = 0; column < COUNT; column++) slot[column] += value * seen[column];
            }
        }
        return next;
    }

    private static float[] seen(Design rows, int row, float[][] basis) {
        var seen = new float[COUNT];
        for (int at = 0; at < rows.slots[row].length; at++) {
            var slot = basis[rows.slots[row][at]];
            float value = rows.values[row][at];
            for (int column = 0; column < COUNT; column++) seen[column] += value * slot[column];
        }
        return seen;
    }

    /** Gram and Schmidt, twice, as once leaves some of the earlier columns in the later ones. */
    private static void orthonormalise(float[][] basis) {
        for (int column = 0; column < COUNT; column++) {
            for (int twice = 0; twice < 2; twice++) clear(basis, column);
            double length = Math.sqrt(dots(basis, column)[column]);
            for (var slot : basis) slot[column] = length == 0 ? 0 : (float) (slot[column] / length);
        }
    }

    private static void clear(float[][] basis, int column) {
        var dots = dots(basis, column);
        for (var slot : basis) {
            double sum = 0;
            for (int before = 0; before < column; before++) sum += dots[before] * slot[before];
            slot[column] -= (float) sum;
        }
    }

    private static double[] dots(float[][] basis, int column) {
        var dots = new double[column + 1];
        for (var slot : basis) {
            double value = slot[column];
            for (int before = 0; before <= column; before++) dots[before] += value * slot[before];
        }
        return dots;
    }

    /** Where each row lies, times {@code scale}. */
    float[][] columns(Design rows, float scale) {
        var columns = new float[rows.size()][];
        for (int row = 0; row < columns.length; row++) {
            columns[row] = seen(rows, row, basis);
            for (int at = 0; at < COUNT; at++) columns[row][at] *= scale;
        }
        return columns;
    }

    /** What weights of the columns come to for a slot. */
    double weight(int slot, double[] weights, int first, float scale) {
        double sum = 0;
        for (int at = 0; at < COUNT; at++) sum += weights[first + at] * scale * basis[slot][at];
        return sum;
    }
}
