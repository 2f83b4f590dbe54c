package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import route.provider.RemoteStatus.Phase;
import route.provider.Trouble.Asked;
import route.wire.Call;
import route.wire.Reply;
import route.wire.Wire;

/**
 * xAI's batch object (captures, 2026-08). It says no word for where it stands: that follows from its counters.
 *
 * @param seenAt when the provider said this, by its own clock
 * @param retryAfterSeconds how long it asks us to wait; 0 where it does not say
 */
record XaiBatch(JsonNode batch, Optional<Instant> seenAt, int retryAfterSeconds) {
    /** Rows were seen pending for ever; after this a batch is stopped, and what it has is collected. */
    private static final Duration OWN_DEADLINE = Duration.ofHours(48);

    /** Counters went back from cancelled to succeeded within twenty seconds (captures, 2026-08). */
    private static final Duration CANCEL_SETTLES = Duration.ofMinutes(1);

    /** Asks for a batch. */
    static XaiBatch of(Wire wire, String id) {
        var reply = Xai.TROUBLE.ask(wire, Call.get(Xai.path(id)), Asked.BY_ID);
        var tree = Json.read(reply.body());
        if (tree.isObject()) return new XaiBatch(tree, date(reply), RetryAfter.seconds(reply));
        throw new CallException.Busy("the answer is not a JSON object; base_url may be wrong", 0, null);
    }

    private static Optional<Instant> date(Reply reply) {
        return reply.header("date").flatMap(it -> {
            try {
                return Optional.of(ZonedDateTime.parse(it, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeParseException unreadable) {
                return Optional.empty();
            }
        });
    }

    /**
     * A batch that says how many requests are in it.
     *
     * @throws CallException.Busy where it does not say: that is not the same as none
     */
    static XaiBatch counted(Wire wire, String id) {
        var batch = of(wire, id);
        if (batch.batch().path("state").isObject()) return batch;
        throw new CallException.Busy("the batch does not say how many rows are in it", 0, null);
    }

    /** How many requests are in it, as far as it says. */
    long total() {
        return count("num_requests");
    }

    boolean isCancelled() {
        return AnthropicStatus.instant(batch.path("cancel_time")).isPresent()
                || !problem().isEmpty();
    }

    RemoteStatus status(String remoteId) {
        var word = word();
        return new RemoteStatus(
                remoteId,
                phase(word),
                word,
                count("num_success") + count("num_error"),
                total(),
                problem(),
                0,
                List.of(),
                deadline(),
                retryAfterSeconds);
    }

    private String word() {
        if (!batch.path("state").isObject()) return "without state";
        if (total() == 0) return "empty";
        if (isCancelled()) return isSettled() ? "cancelled" : "cancelling";
        return count("num_pending") > 0 ? "running" : "ended";
    }

    private static Phase phase(String word) {
        return switch (word) {
            case "empty" -> Phase.WAITING;
            case "running" -> Phase.RUNNING;
            case "cancelling" -> Phase.CANCELLING;
            case "ended", "cancelled" -> Phase.ENDED;
            default -> Phase.UNKNOWN;
        };
    }

    // Without a clock to go by, nothing pending must be enough.
    private boolean isSettled() {
        if (count("num_pending") > 0) return false;
        var cancelled = AnthropicStatus.instant(batch.path("cancel_time"));
        return cancelled.isEmpty()
                || seenAt.isEmpty()
                || !seenAt.get().isBefore(cancelled.get().plus(CANCEL_SETTLES));
    }

    /** Why xAI itself stopped the batch; empty where it did not. */
    private String problem() {
        return ProviderWords.plain(Json.string(batch.path("cancel_by_xai_message")));
    }

    private Optional<Instant> deadline() {
        var own = AnthropicStatus.instant(batch.path("create_time")).map(it -> it.plus(OWN_DEADLINE));
        return Stream.of(own, AnthropicStatus.instant(batch.path("expire_time")))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private long count(String counter) {
        return Json.count(batch.path("state").path(counter));
    }
}
