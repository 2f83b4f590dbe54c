package route.classify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Trains {@link Weights} from samples, the same bits from the same samples: one thread, every sum in one order, whatever
 * is drawn is drawn from a fixed seed.
 */
final class Recipe {
    /** How much the plain columns and the directions may weigh against the grams. */
    private static final float TRAIT_SCALE = 0.06f;

    /** Words that stand for a task mean the same whatever the source; grams often tell the source. */
    private static final float TASK_WORD_SCALE = 0.2f;

    private static final float DIRECTION_SCALE = 2.8f;

    private static final double OUTCOME_RIDGE = 2.5;
    private static final double KIND_RIDGE = 0.5;
    private static final double TASK_RIDGE = 0.3;
    private static final double FARTHEST = 4;
    private static final double MOST_STEPS = 127;

    private final List<Sample> samples;
    private final List<Features> features;
    private final int[] rarity;
    private final float[] means;
    private final float[] sharpness;
    private final float[][] traits;
    private final Directions directions;
    private final Design design;

    private final float[] bias = new float[Weights.HEADS];
    private final float[] step = new float[Weights.HEADS];
    private final float[][] traitWeights = new float[Weights.HEADS][Trait.ALL.size()];
    private final float[] levels = new float[Kind.ALL.size()];
    private final float[] slopes = new float[Kind.ALL.size()];
    private final byte[] rows = new byte[Grams.SLOTS * Weights.LANES];

    private Recipe(List<Sample> samples, Texts texts) {
        this.samples = samples;
        this.features = samples.stream().map(texts::of).toList();
        var grams = features.stream().map(Features::grams).toList();
        rarity = Design.rarity(grams);
        means = new float[Trait.ALL.size()];
        sharpness = new float[Trait.ALL.size()];
        traits = measured();
        var plain = Design.of(grams, rarity, scaled(traits));
        directions = Directions.of(plain);
        design = plain.with(directions.columns(plain, DIRECTION_SCALE));
        Arrays.fill(rows, (byte) Weights.ZERO);
        for (int slot = 0; slot < rarity.length; slot++) {
            rows[slot * Weights.LANES + Weights.LANES - 1] = (byte) rarity[slot];
        }
    }

    /** Prompts that were read, so that none is read twice. */
    static final class Texts {
        private final Lexicon lexicon = Lexicon.load();
        private final Map<String, Features> read = new HashMap<>();

        Features of(Sample sample) {
            return read.computeIfAbsent(sample.id(), it -> sample.features(lexicon));
        }
    }

    /** The file of weights that the samples make; {@code labelled} says whose outcomes may be looked at. */
    static byte[] weights(List<Sample> samples, Predicate<Sample> labelled, Texts texts) {
        var recipe = new Recipe(samples, texts);
        recipe.outcomes(labelled);
        recipe.kinds();
        recipe.tasks();
        recipe.prior(labelled);
        return recipe.file();
    }

    static Weights read(byte[] file) {
        try {
            return new Weights(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private float[][] measured() {
        var measured = new float[features.size()][Trait.ALL.size()];
        for (var trait : Trait.ALL) {
            double sum = 0;
            double squares = 0;
            for (var text : features) {
                double value = trait.of(text);
                sum += value;
                squares += value * value;
            }
            double mean = sum / features.size();
            double deviation = Math.sqrt(Math.max(0, squares / features.size() - mean * mean));
            means[trait.ordinal()] = (float) mean;
            sharpness[trait.ordinal()] = (float) (1 / (deviation + 1e-6));
            if (deviation < 1e-6) sharpness[trait.ordinal()] = 0;
        }
        for (int row = 0; row < measured.length; row++) {
            for (var trait : Trait.ALL) {
                int at = trait.ordinal();
                double distance = (trait.of(features.get(row)) - means[at]) * sharpness[at];
                measured[row][at] = (float) Math.max(-FARTHEST, Math.min(FARTHEST, distance));
            }
        }
        return measured;
    }

    private static float scale(Trait trait) {
        return trait.compareTo(Trait.CODE) >= 0 ? TASK_WORD_SCALE : TRAIT_SCALE;
    }

    private static float[][] scaled(float[][] traits) {
        var scaled = new float[traits.length][];
        for (int row = 0; row < traits.length; row++) {
            scaled[row] = traits[row].clone();
            for (var trait : Trait.ALL) scaled[row][trait.ordinal()] *= scale(trait);
        }
        return scaled;
    }

    private void outcomes(Predicate<Sample> labelled) {
        for (var benchmark : Corpus.BENCHMARKS) {
            if (!benchmark.isLearntByWords()) continue;
            int first = benchmark.kind() == Kind.EXAM ? Weights.EXAM_WEAK : Weights.LONG_EXAM_WEAK;
            Predicate<Sample> known = it -> benchmark.holds(it) && labelled.test(it);
            head(first, known, it -> it.scores().get(benchmark.weak()), OUTCOME_RIDGE);
            head(first + 1, known, it -> it.scores().get(benchmark.strong()), OUTCOME_RIDGE);
        }
    }

    private void kinds() {
        for (var benchmark : Corpus.BENCHMARKS) {
            int head = Weights.KINDS + benchmark.kind().ordinal();
            head(head, it -> true, it -> it.benchmark().equals(benchmark.name()) ? 1 : 0, KIND_RIDGE);
        }
    }

    /** Tasks that few samples ask for are not rarer elsewhere: half of how rare they are here is taken back. */
    private void tasks() {
        Predicate<Sample> known = it -> it.benchmark().equals(Corpus.TASKS);
        double all = samples.stream().filter(known).count();
        for (var task : Mark.TASKS) {
            int head = Weights.TASKS + task.ordinal();
            head(head, known, it -> it.label().equals(task.label()) ? 1 : 0, TASK_RIDGE);
            double own = samples.stream()
                    .filter(it -> it.label().equals(task.label()))
                    .count();
            if (own > 0 && own < all) bias[head] -= (float) (StrictMath.log(own / (all - own)) / 2);
        }
    }

    private void prior(Predicate<Sample> labelled) {
        var prior = new Prior(samples, labelled, traits);
        traitWeights[Weights.PRIOR] = prior.weights();
        for (var kind : Kind.ALL) {
            levels[kind.ordinal()] = prior.level(kind);
            slopes[kind.ordinal()] = prior.slope();
        }
    }

    /** The file of weights that tells nothing but tasks. */
    static byte[] taskWeights(List<Sample> samples, Texts texts) {
        var recipe = new Recipe(samples, texts);
        recipe.tasks();
        return recipe.file();
    }

    /** Fits a head to the samples that are known, and sets it never to hold where none is. */
    private void head(int head, Predicate<Sample> known, ToDoubleFunction<Sample> target, double ridge) {
        int[] chosen = IntStream.range(0, samples.size())
                .filter(it -> known.test(samples.get(it)))
                .toArray();
        var targets = IntStream.of(chosen)
                .mapToDouble(it -> target.applyAsDouble(samples.get(it)))
                .toArray();
        if (IntStream.range(0, targets.length).allMatch(it -> targets[it] == 0)) {
            bias[head] = -20;
            return;
        }
        var shares = new double[chosen.length];
        Arrays.fill(shares, 1);
        keep(head, Logistic.fit(design.rows(chosen), targets, shares, ridge));
    }

    /** Folds the directions into the weights of the slots, which are kept in steps. */
    private void keep(int head, double[] fitted) {
        int traitCount = Trait.ALL.size();
        bias[head] = (float) fitted[fitted.length - 1];
        for (var trait : Trait.ALL) {
            double weight = scale(trait) * fitted[Grams.SLOTS + trait.ordinal()];
            traitWeights[head][trait.ordinal()] = (float) weight;
        }
        var weights = new double[Grams.SLOTS];
        double most = 0;
        for (int slot = 0; slot < weights.length; slot++) {
            double direction = directions.weight(slot, fitted, Grams.SLOTS + traitCount, DIRECTION_SCALE);
            weights[slot] = Math.sqrt(rarity[slot]) * (fitted[slot] + direction);
            most = Math.max(most, Math.abs(weights[slot]));
        }
        step[head] = (float) (most / MOST_STEPS);
        for (int slot = 0; slot < weights.length && most > 0; slot++) {
            rows[slot * Weights.LANES + head] = (byte) (Weights.ZERO + Math.round(weights[slot] / step[head]));
        }
    }

    private byte[] file() {
        var bytes = new ByteArrayOutputStream();
        try (var data = new DataOutputStream(bytes)) {
            data.writeInt(Weights.MAGIC);
            data.writeInt(Weights.HEADS);
            data.writeInt(Trait.ALL.size());
            write(data, means);
            write(data, sharpness);
            for (int head = 0; head < Weights.HEADS; head++) {
                data.writeFloat(bias[head]);
                data.writeFloat(step[head]);
                write(data, traitWeights[head]);
            }
            write(data, levels);
            write(data, slopes);
            data.write(rows);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream data, float[] floats) throws IOException {
        for (float value : floats) data.writeFloat(value);
    }
}
