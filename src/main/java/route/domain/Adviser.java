package route.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked how hard each row is, before the built-in classifier judges what nobody answered for: a model, a command,
 * or nobody.
 *
 * @param model asked for a whole number from 1 to 5, as part of the job
 * @param template what it is asked, with <code>{{prompt}}</code> where the prompt goes
 * @param lane how it is bought; empty for whatever meets the deadline at the least price
 * @param command a program and its arguments: a JSON line in for each row, one out
 * @param patience how long a command that is waited for may give no answer
 */
public record Adviser(
        Optional<ModelRef> model, String template, Optional<Lane> lane, List<String> command, Duration patience) {

    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);
    public static final Adviser NOBODY = new Adviser(Optional.empty(), "", Optional.empty(), List.of(), USUAL_PATIENCE);

    /** The task, tag and tier under which the bill has what a model cost as an adviser. */
    public static final String TASK = "classifier";

    public Adviser {
        command = List.copyOf(command);
    }
}
