package route.sandbox;

/**
 * What rows came to: how many were answered (and billed) and how many failed, and their tokens.
 *
 * @param input input tokens of answered rows, cached ones included
 * @param output output tokens, reasoning included
 * @param outputBytes what the answered rows measure as result lines
 * @param errorBytes what the others measure
 */
record Tally(
        long succeeded,
        long failed,
        long input,
        long cached,
        long output,
        long reasoning,
        long outputBytes,
        long errorBytes) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

    /** A row that was worked on. */
    Tally with(KeptLine line) {
        var answered = line.isAnswered() ? 1 : 0;
        return new Tally(
                succeeded + answered,
                failed + 1 - answered,
                input + line.input(),
                cached + line.cached(),
                output + line.output(),
                reasoning + line.reasoning(),
                outputBytes + answered * line.result().length,
                errorBytes + (1 - answered) * line.result().length);
    }

    /** A row nobody worked on: a line in the error file, and no failure. */
    Tally unserved(long bytes) {
        return new Tally(succeeded, failed, input, cached, output, reasoning, outputBytes, errorBytes + bytes);
    }
}
