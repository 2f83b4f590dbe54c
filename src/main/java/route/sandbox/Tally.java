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

    Tally answered(Answer answer, long bytes) {
        return new Tally(
                succeeded + 1,
                failed,
                input + answer.input(),
                cached + answer.cached(),
                output + answer.output(),
                reasoning + answer.reasoning(),
                outputBytes + bytes,
                errorBytes);
    }

    Tally failed(long bytes) {
        return new Tally(succeeded, failed + 1, input, cached, output, reasoning, outputBytes, errorBytes + bytes);
    }

    /** A row nobody worked on: a line in the error file, and no failure. */
    Tally unserved(long bytes) {
        return new Tally(succeeded, failed, input, cached, output, reasoning, outputBytes, errorBytes + bytes);
    }
}
