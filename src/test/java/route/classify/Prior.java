package route.classify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What makes prompts hard whatever they are about: a few traits in equal parts. Weights fitted to some benchmarks find less
 * on another than equal ones do; what is learnt is only how much a step of the sum is worth, and what each kind of prompt
 * gains as a rule.
 */
final class Prior {
    private static final Set<Trait> TRANSFERABLE = Set.of(
            Trait.LENGTH,
            Trait.QUESTION,
            Trait.SENTENCE_LENGTH,
            Trait.DIGITS,
            Trait.COMMAS,
            Trait.REASONING,
            Trait.STEPS);

    private static final float EACH = 0.2f;

    private final Map<Kind, Double> levels = new EnumMap<>(Kind.class);
    private double pull;
    private double stiffness = 1e-9;

    Prior(List<Sample> samples, Predicate<Sample> labelled, float[][] traits) {
        levels.put(Kind.EVERYDAY, usual(samples, traits));
        for (var benchmark : Corpus.BENCHMARKS) {
            int count = 0;
            double level = 0;
            double usual = 0;
            for (int at = 0; at < traits.length; at++) {
                if (!benchmark.holds(samples.get(at)) || !labelled.test(samples.get(at))) continue;
                count++;
                level += benchmark.gain(samples.get(at));
                usual += sum(traits[at]);
            }
            if (count == 0) continue;
            levels.put(benchmark.kind(), level / count);
            if (benchmark.isLearntByWords()) continue;
            for (int at = 0; at < traits.length; at++) {
                if (!benchmark.holds(samples.get(at)) || !labelled.test(samples.get(at))) continue;
                learn(sum(traits[at]) - usual / count, benchmark.gain(samples.get(at)) - level / count, count);
            }
        }
    }

    private static double usual(List<Sample> samples, float[][] traits) {
        int count = 0;
        double sum = 0;
        for (int at = 0; at < traits.length; at++) {
            if (samples.get(at).label().isEmpty()) continue;
            count++;
            sum += sum(traits[at]);
        }
        return count == 0 ? 0 : sum / count;
    }

    /** A large benchmark counts more than a small one, but by the root of its size. */
    private void learn(double sum, double gain, int count) {
        double share = 1 / Math.sqrt(count);
        pull += share * sum * gain;
        stiffness += share * sum * sum;
    }

    private static double sum(float[] traits) {
        double sum = 0;
        for (var trait : Trait.ALL) {
            if (TRANSFERABLE.contains(trait)) sum += EACH * traits[trait.ordinal()];
        }
        return sum;
    }

    /** One for each trait. */
    float[] weights() {
        var weights = new float[Trait.ALL.size()];
        for (var trait : TRANSFERABLE) weights[trait.ordinal()] = EACH;
        return weights;
    }

    /** The gain that is usual for a kind, or the prior that is usual for everyday prompts; 0 where none is on record. */
    float level(Kind kind) {
        return levels.getOrDefault(kind, 0.0).floatValue();
    }

    /** The gain for a prior of 1. */
    float slope() {
        return (float) Math.max(0, pull / stiffness);
    }
}
