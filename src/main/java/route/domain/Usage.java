package route.domain;

/**
 * Tokens of one answer or of many, normalised over the providers.
 *
 * @param input all input tokens, cached ones included
 * @param cachedInput of these, read from the provider's prompt cache
 * @param cacheWrite of these, written to it
 * @param output all output tokens, reasoning included
 * @param reasoning of these, spent on reasoning
 */
public record Usage(long input, long cachedInput, long cacheWrite, long output, long reasoning) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    public Usage {
        if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("token counts are not negative");
        }
    }

    /** Plain input and output, nothing cached, no reasoning. */
    public static Usage of(long input, long output) {
        return new Usage(input, 0, 0, output, 0);
    }

    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(input, other.input),
                Math.addExact(cachedInput, other.cachedInput),
                Math.addExact(cacheWrite, other.cacheWrite),
                Math.addExact(output, other.output),
                Math.addExact(reasoning, other.reasoning));
    }
}
