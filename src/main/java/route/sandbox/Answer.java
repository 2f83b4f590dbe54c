package route.sandbox;

/**
 * What the simulated model says.
 *
 * @param text the answer, or the tool's arguments as JSON, or the reason of a refusal
 * @param tool the tool called; empty for none
 * @param input all input tokens, cached ones included
 * @param output all output tokens, reasoning included
 */
record Answer(Stop stop, String text, String tool, int input, int cached, int output, int reasoning) {

    /** Why it stopped. */
    enum Stop {
        DONE,
        CUT,
        REFUSED,
        TOOL
    }
}
