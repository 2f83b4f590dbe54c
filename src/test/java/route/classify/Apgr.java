package route.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/**
 * How well a score finds the prompts that gain from the stronger model, as RouteLLM measures it (arXiv 2406.18665,
 * section 3): the area under the share of the gain won, over the share of prompts sent to the stronger model. A coin has
 * 0.5. Equal scores count as in the middle of all their orders.
 */
final class Apgr {
    private Apgr() {}

    static double of(double[] scores, double[] gains) {
        var order = order(scores);
        double won = 0;
        double area = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double block = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) block += gains[order[to++]];
            area += (to - from) * (won + block / 2);
            won += block;
            from = to;
        }
        return area / won / order.length;
    }

    /** The smallest share of calls to the stronger model that wins a share of the gain. */
    static double callsFor(double share, double[] scores, double[] gains) {
        var order = order(scores);
        double all = Arrays.stream(gains).sum();
        double won = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double block = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) block += gains[order[to++]];
            if (won + block >= share * all) {
                return (from + (to - from) * Math.max(0, share * all - won) / block) / order.length;
            }
            won += block;
            from = to;
        }
        return 1;
    }

    private static Integer[] order(double[] scores) {
        var order = new Integer[scores.length];
        Arrays.setAll(order, it -> it);
        Arrays.sort(order, Comparator.comparingDouble(it -> -scores[it]));
        return order;
    }

    /** The middle 95 of 100 over draws of as many prompts with repetition. */
    static double[] interval(double[] scores, double[] gains, int draws) {
        var random = new Random(7);
        var values = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            var some = new double[scores.length];
            var of = new double[scores.length];
            for (int at = 0; at < some.length; at++) {
                int chosen = random.nextInt(some.length);
                some[at] = scores[chosen];
                of[at] = gains[chosen];
            }
            values[draw] = of(some, of);
        }
        Arrays.sort(values);
        return new double[] {values[(int) (0.025 * draws)], values[(int) (0.975 * draws)]};
    }
}
