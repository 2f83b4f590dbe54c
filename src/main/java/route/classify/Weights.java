package route.classify;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The trained numbers: some linear heads over the {@link Grams} and {@link Trait}s of a text. Every gram has a row of
 * {@value #LANES} bytes: a weight for each head, as steps above -128, and last how rare the gram is, squared. Sums over
 * grams are whole numbers, so that they are the same in any order and on any platform.
 *
 * <p>The file: {@value #MAGIC} and the number of heads and of traits, as ints; the mean of each trait and one by its
 * deviation; for each head its bias, its step and a weight for each trait; for each kind its level and its slope; all as
 * floats; then the rows.
 */
final class Weights {
    static final int MAGIC = 0x52_57_00_01;
    static final int LANES = 24;
    static final int ZERO = 128;

    /** What each head says, one after the other: outcomes, kinds, tasks, and the prior last. */
    static final int EXAM_WEAK = 0;

    static final int EXAM_STRONG = 1;
    static final int LONG_EXAM_WEAK = 2;
    static final int LONG_EXAM_STRONG = 3;
    static final int KINDS = 4;
    static final int TASKS = KINDS + Kind.ALL.size();
    static final int PRIOR = TASKS + Mark.TASKS.size();
    static final int HEADS = PRIOR + 1;

    private static final int LONGS = LANES / Long.BYTES;
    private static final long EVEN = 0x00FF_00FF_00FF_00FFL;
    /** Rows that can be added up before a lane of sixteen bits is full. */
    private static final int ROWS_AT_ONCE = 256;

    private static final double FARTHEST = 4;

    private final float[] means;
    private final float[] sharpness;
    private final double[] bias;
    private final float[] step;
    /** For each trait its weight in each head. */
    private final double[][] traits;

    private final float[] levels;
    private final float[] slopes;
    private final long[] rows;

    /** @throws IOException where the stream ends early or is no file of this version */
    Weights(InputStream stream) throws IOException {
        var data = new DataInputStream(stream);
        if (data.readInt() != MAGIC || data.readInt() != HEADS || data.readInt() != Trait.ALL.size()) {
            throw new IOException("weights of another version");
        }
        int count = Trait.ALL.size();
        means = floats(data, count);
        sharpness = floats(data, count);
        bias = new double[HEADS];
        step = new float[HEADS];
        traits = new double[count][HEADS];
        for (int head = 0; head < HEADS; head++) {
            bias[head] = data.readFloat();
            step[head] = data.readFloat();
            for (int trait = 0; trait < count; trait++) traits[trait][head] = data.readFloat();
        }
        levels = floats(data, Kind.ALL.size());
        slopes = floats(data, Kind.ALL.size());
        rows = new long[Grams.SLOTS * LONGS];
        var bytes = new byte[rows.length * Long.BYTES];
        data.readFully(bytes);
        ByteBuffer.wrap(bytes).asLongBuffer().get(rows);
    }

    /** Those in the jar. */
    static Weights load() {
        try (var stream = new BufferedInputStream(Weights.class.getResourceAsStream("weights.bin"))) {
            return new Weights(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] floats(DataInputStream data, int count) throws IOException {
        var floats = new float[count];
        for (int at = 0; at < count; at++) floats[at] = data.readFloat();
        return floats;
    }

    /** What each head says of a text. */
    double[] heads(Features features) {
        var sums = sums(features.grams());
        var seen = traits(features);
        double length = Math.sqrt(sums[LANES - 1]);
        var heads = bias.clone();
        for (int trait = 0; trait < seen.length; trait++) {
            var weights = traits[trait];
            double distance = seen[trait];
            for (int head = 0; head < HEADS; head++) heads[head] += weights[head] * distance;
        }
        if (length == 0) return heads;
        for (int head = 0; head < HEADS; head++) heads[head] += step[head] * (sums[head] / length);
        return heads;
    }

    /** How far each trait is from what is usual, in deviations. */
    double[] traits(Features features) {
        var seen = new double[means.length];
        for (int at = 0; at < seen.length; at++) {
            double distance = (Trait.ALL.get(at).of(features) - means[at]) * sharpness[at];
            seen[at] = Math.max(-FARTHEST, Math.min(FARTHEST, distance));
        }
        return seen;
    }

    /** What a trait adds to a head, in deviations away from the usual. */
    double weight(int head, Trait trait) {
        return traits[trait.ordinal()][head];
    }

    /** The gain that is usual for a kind; of everyday prompts, where none is on record, the prior that is usual. */
    double level(Kind kind) {
        return levels[kind.ordinal()];
    }

    /** What the prior adds to the gain of a kind. */
    double slope(Kind kind) {
        return slopes[kind.ordinal()];
    }

    /** How rare what falls into a slot is, squared, in steps; 0 for what says nothing. */
    int rarity(int slot) {
        return (int) (rows[slot * LONGS + LONGS - 1] & 0xFF);
    }

    private int[] sums(Grams grams) {
        var sums = new int[LANES];
        for (int from = 0; from < grams.count(); from += ROWS_AT_ONCE) {
            add(grams, from, Math.min(grams.count(), from + ROWS_AT_ONCE), sums);
        }
        return sums;
    }

    /** Adds up eight lanes at once, every other of them in sixteen bits of one number. */
    private void add(Grams grams, int from, int to, int[] sums) {
        long even0 = 0;
        long odd0 = 0;
        long even1 = 0;
        long odd1 = 0;
        long even2 = 0;
        long odd2 = 0;
        for (int at = from; at < to; at++) {
            int row = grams.slot(at) * LONGS;
            long part0 = rows[row];
            long part1 = rows[row + 1];
            long part2 = rows[row + 2];
            even0 += part0 & EVEN;
            odd0 += part0 >>> 8 & EVEN;
            even1 += part1 & EVEN;
            odd1 += part1 >>> 8 & EVEN;
            even2 += part2 & EVEN;
            odd2 += part2 >>> 8 & EVEN;
        }
        part(even0, odd0, 0, to - from, sums);
        part(even1, odd1, Long.BYTES, to - from, sums);
        part(even2, odd2, 2 * Long.BYTES, to - from, sums);
    }

    private static void part(long even, long odd, int first, int added, int[] sums) {
        for (int pair = 0; pair < Long.BYTES / 2; pair++) {
            int lane = first + Long.BYTES - 1 - 2 * pair;
            sums[lane] += ((int) (even >>> 16 * pair) & 0xFFFF) - (lane == LANES - 1 ? 0 : ZERO * added);
            sums[lane - 1] += ((int) (odd >>> 16 * pair) & 0xFFFF) - ZERO * added;
        }
    }
}
