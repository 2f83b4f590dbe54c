package route.classify;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** How often the weaker models of a benchmark fail at each of its prompts: many models say more than one pair does. */
final class Failures {
    private Failures() {}

    /** From 0 to 1 for each sample: over the second quarter of the models by quality, or the weaker of two. */
    static double[] of(List<Sample> samples) {
        var right = new TreeMap<String, double[]>();
        for (var sample : samples) {
            sample.scores().forEach((model, score) -> {
                var sum = right.computeIfAbsent(model, it -> new double[2]);
                sum[0] += score;
                sum[1]++;
            });
        }
        var models = right.keySet().stream()
                .sorted(Comparator.comparingDouble(it -> right.get(it)[0] / right.get(it)[1]))
                .toList();
        var weak = models.size() < 4 ? models.subList(0, 1) : models.subList(models.size() / 4, models.size() / 2);
        return samples.stream().mapToDouble(it -> failure(it, weak)).toArray();
    }

    private static double failure(Sample sample, List<String> weak) {
        return 1
                - weak.stream()
                        .filter(sample.scores()::containsKey)
                        .mapToDouble(sample.scores()::get)
                        .average()
                        .orElse(0.5);
    }
}
