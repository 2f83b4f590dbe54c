package route.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import route.domain.ModelRef;

/**
 * How many output tokens to expect of an answer: as many as answers to such rows had in earlier jobs. What jobs of the
 * same name had counts more than what others had, and the fewer answers are known, the more the round figures of {@link
 * ExpectedOutput} count.
 */
public final class OutputLengths {
    /** Nothing is known but the round figures. */
    public static final OutputLengths UNKNOWN = new OutputLengths(List.of());

    /** As many answers as a round figure counts for, and as what jobs of other names had counts for. */
    private static final double ASSUMED = 10;

    private static final double ELSEWHERE = 5;

    private final Map<Key, Sum> all = new HashMap<>();
    private final Map<Key, Sum> own = new HashMap<>();
    private final Map<ModelRef, Long> answers = new HashMap<>();

    /**
     * What answers of one model to rows of one task had.
     *
     * @param sameName whether they were in jobs of the name of this one
     * @param answers how many there were
     * @param inputTokens of all their prompts
     * @param outputTokens of all of them, what the model thought included
     */
    public record Past(
            ModelRef model, String task, boolean sameName, long answers, long inputTokens, long outputTokens) {}

    private record Key(ModelRef model, String task) {}

    private record Sum(long answers, long input, long output) {
        Sum plus(Past past) {
            return new Sum(answers + past.answers(), input + past.inputTokens(), output + past.outputTokens());
        }

        /** The mean of these and of an assumption that counts for {@code weight} answers. */
        double with(double assumed, double weight, double typical) {
            return (weight * assumed + answers * typical) / (weight + answers);
        }
    }

    public OutputLengths(List<Past> pasts) {
        for (var past : pasts) {
            if (past.answers() <= 0) continue;
            var key = new Key(past.model(), past.task());
            all.put(key, all.getOrDefault(key, new Sum(0, 0, 0)).plus(past));
            if (past.sameName())
                own.put(key, own.getOrDefault(key, new Sum(0, 0, 0)).plus(past));
            answers.merge(past.model(), past.answers(), Long::sum);
        }
    }

    /** How many answers of a model are known. */
    public long answers(ModelRef model) {
        return answers.getOrDefault(model, 0L);
    }

    /**
     * What to expect of a model's answer.
     *
     * @param task the classifier's word
     * @param inputTokens of the prompt
     * @param maxTokens the most the row allows
     */
    public int tokens(ModelRef model, String task, int inputTokens, int maxTokens) {
        double expected = ExpectedOutput.tokens(task, inputTokens);
        if (!answers.isEmpty()) {
            var key = new Key(model, task);
            expected = blended(expected, ASSUMED, all.get(key), task, inputTokens);
            expected = blended(expected, ELSEWHERE, own.get(key), task, inputTokens);
        }
        return (int) Math.min(Math.round(expected), maxTokens);
    }

    private static double blended(double assumed, double weight, Sum known, String task, int inputTokens) {
        if (known == null) return assumed;
        double typical = ExpectedOutput.followsInput(task) && known.input() > 0
                ? (double) inputTokens * known.output() / known.input()
                : (double) known.output() / known.answers();
        return known.with(assumed, weight, typical);
    }
}
