package route.plan;

/**
 * How many output tokens to expect of an answer while none is known. These are round assumptions by kind of task, not
 * measurements; the bill is made from what the provider reports.
 */
final class ExpectedOutput {

    private ExpectedOutput() {}

    /**
     * @param task the classifier's word
     * @param inputTokens of the prompt
     */
    static double tokens(String task, double inputTokens) {
        return switch (task) {
            case "classify" -> 20;
            case "extract", "format" -> 120;
            case "summarise", "qa", "advice" -> 200;
            case "translation", "rewrite" -> Math.max(50, inputTokens);
            case "maths", "reasoning" -> 500;
            case "code", "creative" -> 600;
            default -> 250;
        };
    }

    /** Whether an answer is the longer the longer the prompt is. */
    static boolean followsInput(String task) {
        return task.equals("translation") || task.equals("rewrite");
    }
}
