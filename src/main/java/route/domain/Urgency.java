package route.domain;

import java.util.Optional;

/**
 * How soon a job is wanted.
 *
 * @param lane the lane a person chose; empty where each model's is chosen by price and deadline
 * @param deadline a span after the job's creation such as {@code 6h}, or the next such time of day, {@code 07:30}, in the
 *     machine's time zone; empty for none
 */
public record Urgency(Optional<Lane> lane, String deadline) {
    public static final Urgency NONE = new Urgency(Optional.empty(), "");
}
