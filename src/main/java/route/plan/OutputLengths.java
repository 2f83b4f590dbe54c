package route.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import route.domain.ModelRef;

/**
 * How many output tokens to expect of an answer: as many as answers to such rows had in earlier jobs. First the round
 * figures of {@link ExpectedOutput} are scaled to what the model's answers had, of all tasks together, and then, as far as
 * answers of the task are known, replaced by what those had; and all of it once more with the jobs of the same name, which
 * are the best guess there is. The fewer answers are known, the less they count.
 */
public final class OutputLengths {
    /** Nothing is known but the round figures. */
    public static final OutputLengths UNKNOWN = new OutputLengths(List.of());

    /** As many answers as what is expected without them counts for. */
    private static final double WEIGHT = 10;

    private final Level all;
    private final Level own;

    /**
     * What answers of one model to rows of one task had.
     *
     * @param sameName whether they were in jobs of the name of this one
     * @param answers how many there were
     * @param inputTokens of all their prompts
     * @param outputTokens of all of them, what the model thought included
     */
    public record Past(
            ModelRef model, String task, boolean sameName, long answers, long inputTokens, long outputTokens) {

        private Past plus(Past other) {
            return new Past(
                    model,
                    task,
                    sameName,
                    answers + other.answers,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens);
        }
    }

    public OutputLengths(List<Past> pasts) {
        var known = pasts.stream().filter(it -> it.answers() > 0).toList();
        all = new Level(known, (model, task, input) -> ExpectedOutput.tokens(task, input));
        own = new Level(known.stream().filter(Past::sameName).toList(), all::tokens);
    }

    /** How many answers of a model are known. */
    public long answers(ModelRef model) {
        return all.answers(model);
    }

    /**
     * What to expect of a model's answer.
     *
     * @param task the classifier's word
     * @param inputTokens of the prompt
     * @param maxTokens the most the row allows
     */
    public int tokens(ModelRef model, String task, int inputTokens, int maxTokens) {
        return (int) Math.min(Math.round(own.tokens(model, task, inputTokens)), maxTokens);
    }

    /** What is expected of an answer to a row of a task. */
    private interface Expectation {
        double tokens(ModelRef model, String task, double inputTokens);
    }

    /** What some answers make of what was expected without them. */
    private static final class Level implements Expectation {
        private final Map<ModelRef, Map<String, Past>> pasts = new HashMap<>();
        private final Map<ModelRef, Double> scales = new HashMap<>();
        private final Expectation before;

        Level(List<Past> known, Expectation before) {
            this.before = before;
            for (var past : known) {
                pasts.computeIfAbsent(past.model(), it -> new HashMap<>()).merge(past.task(), past, Past::plus);
            }
            pasts.forEach((model, tasks) -> scales.put(model, scale(List.copyOf(tasks.values()))));
        }

        /** By how much a model's answers were longer than expected, of all tasks together. */
        private double scale(List<Past> tasks) {
            double expected = 0;
            long answers = 0;
            long had = 0;
            for (var it : tasks) {
                expected += it.answers() * before.tokens(it.model(), it.task(), mean(it.inputTokens(), it));
                answers += it.answers();
                had += it.outputTokens();
            }
            double more = WEIGHT * expected / answers;
            return expected == 0 ? 1 : (had + more) / (expected + more);
        }

        @Override
        public double tokens(ModelRef model, String task, double inputTokens) {
            double expected = before.tokens(model, task, inputTokens);
            var tasks = pasts.get(model);
            if (tasks == null) return expected;
            double scaled = expected * scales.get(model);
            var past = tasks.get(task);
            return past == null
                    ? scaled
                    : (WEIGHT * scaled + past.answers() * typical(past, inputTokens)) / (WEIGHT + past.answers());
        }

        private static double typical(Past past, double inputTokens) {
            return ExpectedOutput.followsInput(past.task()) && past.inputTokens() > 0
                    ? inputTokens * past.outputTokens() / past.inputTokens()
                    : mean(past.outputTokens(), past);
        }

        private static double mean(long tokens, Past past) {
            return (double) tokens / past.answers();
        }

        long answers(ModelRef model) {
            return pasts.getOrDefault(model, Map.of()).values().stream()
                    .mapToLong(Past::answers)
                    .sum();
        }
    }
}
