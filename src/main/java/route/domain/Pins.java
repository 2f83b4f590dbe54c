package route.domain;

/**
 * What a row says about itself in its optional columns; empty text or 0 where it says nothing.
 *
 * @param id the user's own id, never sent to a provider
 * @param tier a tier by name, obeyed
 * @param model a model as written by the user, {@code provider/model-id}, an alias or a bare model id, obeyed
 * @param task the user's word for the task
 * @param tag a label to group the bill by
 * @param maxTokens the most output tokens
 * @param deadline a duration or a time of day
 * @param session rows of one session are answered by one model
 */
public record Pins(
        String id, String tier, String model, String task, String tag, int maxTokens, String deadline, String session) {

    public static final Pins NONE = new Pins("", "", "", "", "", 0, "", "");
}
