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
    private final float[] bias;
    private final float[] step;
    private final float[][] traits;
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
        bias = new float[HEADS];
        step = new float[HEADS];
        traits = new float[HEADS][];
        for (int head = 0; head < HEADS; head++) {
            bias[head] = data.readFloat();
            step[head] = data.readFloat();
            traits[head] = floats(data, count);
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
        var heads = new double[HEADS];
        for (int head = 0; head < HEADS; head++) {
            double sum = bias[head];
            var weights = traits[head];
            for (int trait = 0; trait < seen.length; trait++) sum += weights[trait] * seen[trait];
            heads[head] = length == 0 ? sum : sum + step[head] * (sums[head] / length);
        }
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
        return traits[head][trait.ordinal()];
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
            int to = Math.min(grams.count(), from + ROWS_AT_ONCE);
            for (int part = 0; part < LONGS; part++) addLanes(grams, from, to, part, sums);
        }
        return sums;
    }

    /** Adds up eight lanes at once, in sixteen bits each. */
    private void addLanes(Grams grams, int from, int to, int part, int[] sums) {
        long odd = 0;
        long even = 0;
        for (int at = from; at < to; at++) {
            long row = rows[grams.slot(at) * LONGS + part];
            even += row & EVEN;
            odd += row >>> 8 & EVEN;
        }
        for (int pair = 0; pair < Long.BYTES / 2; pair++) {
            int lane = part * Long.BYTES + Long.BYTES - 1 - 2 * pair;
            sums[lane] += ((int) (even >>> 16 * pair) & 0xFFFF) - (lane == LANES - 1 ? 0 : ZERO * (to - from));
            sums[lane - 1] += ((int) (odd >>> 16 * pair) & 0xFFFF) - ZERO * (to - from);
        }
    }
}
