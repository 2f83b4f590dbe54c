package route.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What a hook is told.
 *
 * @param id the same however often it is told, so that a receiver can tell a repetition
 * @param event {@code job_end}, {@code job_held} or {@code alert}
 * @param at when it is sent
 * @param body a JSON object
 * @param patience how long telling it may take
 */
public record Letter(String id, String event, Instant at, String body, Duration patience) {}
