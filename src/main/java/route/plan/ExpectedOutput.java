package route.plan;

/**
 * How many output tokens to expect of an answer, for the estimate only. These are round assumptions by kind of task, not
 * measurements; the bill is made from what the provider reports.
 */
public final class ExpectedOutput {

    private ExpectedOutput() {}

    /**
     * @param task the classifier's word
     * @param inputTokens of the prompt
     * @param maxTokens the most the row allows
     */
    public static int tokens(String task, int inputTokens, int maxTokens) {
        var expected = switch (task) {
            case "classify" -> 20;
            case "extract", "format" -> 120;
            case "summarise", "qa", "advice" -> 200;
            case "translation", "rewrite" -> Math.max(50, inputTokens);
            case "maths", "reasoning" -> 500;
            case "code", "creative" -> 600;
            default -> 250;
        };
        return Math.min(expected, maxTokens);
    }
}
