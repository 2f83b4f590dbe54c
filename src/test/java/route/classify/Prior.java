package route.classify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What makes prompts hard whatever they are about: a sum of a few traits, none of which may count the wrong way, fitted to
 * how often the weaker models of a benchmark fail. Every benchmark is centred and has its deviation as its unit, so that
 * which models were asked does not matter.
 */
final class Prior {
    private static final Set<Trait> TRANSFERABLE = Set.of(
            Trait.LENGTH,
            Trait.QUESTION,
            Trait.NUMBERS,
            Trait.DIGITS,
            Trait.MATHS_SIGNS,
            Trait.COMMAS,
            Trait.SENTENCES,
            Trait.SENTENCE_LENGTH,
            Trait.BRACKETS,
            Trait.REASONING,
            Trait.STEPS);

    private static final double RIDGE = 0.3;
    private static final int ROUNDS = 300;

    private final double[] weights = new double[Trait.ALL.size()];
    private final Map<Kind, Double> levels = new EnumMap<>(Kind.class);
    private double slope;

    private record Row(float[] traits, double target, double gain, double share) {}

    private Prior() {}

    static Prior of(List<Sample> samples, Predicate<Sample> labelled, float[][] traits) {
        var prior = new Prior();
        var rows = new ArrayList<Row>();
        for (var benchmark : Corpus.BENCHMARKS) {
            var chosen = new ArrayList<Integer>();
            for (int at = 0; at < samples.size(); at++) {
                if (benchmark.holds(samples.get(at)) && labelled.test(samples.get(at))) chosen.add(at);
            }
            if (!chosen.isEmpty()) prior.add(benchmark, samples, chosen, traits, rows);
        }
        prior.fit(rows);
        prior.slope = prior.slope(rows);
        return prior;
    }

    private void add(
            Corpus.Benchmark benchmark, List<Sample> samples, List<Integer> chosen, float[][] traits, List<Row> rows) {
        var failures = Failures.of(chosen.stream().map(samples::get).toList());
        double mean = mean(failures);
        double deviation = Math.sqrt(Math.max(1e-9, mean(squares(failures, mean))));
        var centre = centre(chosen, traits);
        var gains = chosen.stream()
                .mapToDouble(it -> benchmark.gain(samples.get(it)))
                .toArray();
        double level = mean(gains);
        levels.put(benchmark.kind(), level);
        double share = 1 / Math.sqrt(chosen.size());
        for (int at = 0; at < chosen.size(); at++) {
            var centred = traits[chosen.get(at)].clone();
            for (int trait = 0; trait < centred.length; trait++) centred[trait] -= (float) centre[trait];
            rows.add(new Row(centred, (failures[at] - mean) / deviation, gains[at] - level, share));
        }
    }

    private static double[] centre(List<Integer> chosen, float[][] traits) {
        var centre = new double[Trait.ALL.size()];
        for (int row : chosen) {
            for (int at = 0; at < centre.length; at++) centre[at] += traits[row][at] / chosen.size();
        }
        return centre;
    }

    /** One trait after the other, each as the others leave it, and none below zero. */
    private void fit(List<Row> rows) {
        double all = rows.stream().mapToDouble(Row::share).sum();
        for (int round = 0; round < ROUNDS; round++) {
            for (var trait : Trait.ALL) {
                if (!TRANSFERABLE.contains(trait)) continue;
                int at = trait.ordinal();
                double pull = 0;
                double stiffness = RIDGE * all;
                for (var row : rows) {
                    double left = row.target() - sum(row) + weights[at] * row.traits()[at];
                    pull += row.share() * left * row.traits()[at];
                    stiffness += row.share() * row.traits()[at] * row.traits()[at];
                }
                weights[at] = Math.max(0, pull / stiffness);
            }
        }
    }

    private double slope(List<Row> rows) {
        double pull = 0;
        double stiffness = 1e-9;
        for (var row : rows) {
            double sum = sum(row);
            pull += row.share() * sum * row.gain();
            stiffness += row.share() * sum * sum;
        }
        return Math.max(0, pull / stiffness);
    }

    private double sum(Row row) {
        double sum = 0;
        for (var trait : TRANSFERABLE_IN_ORDER) sum += weights[trait.ordinal()] * row.traits()[trait.ordinal()];
        return sum;
    }

    private static final List<Trait> TRANSFERABLE_IN_ORDER =
            Trait.ALL.stream().filter(TRANSFERABLE::contains).toList();

    float[] weights() {
        var floats = new float[weights.length];
        for (int at = 0; at < floats.length; at++) floats[at] = (float) weights[at];
        return floats;
    }

    /** The gain that is usual for a kind; 0 where there is none on record. */
    float level(Kind kind) {
        return levels.getOrDefault(kind, 0.0).floatValue();
    }

    /** The gain for a prior of 1. */
    float slope() {
        return (float) slope;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum / values.length;
    }

    private static double[] squares(double[] values, double mean) {
        var squares = new double[values.length];
        for (int at = 0; at < values.length; at++) squares[at] = (values[at] - mean) * (values[at] - mean);
        return squares;
    }
}
