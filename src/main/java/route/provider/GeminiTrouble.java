package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import route.provider.CallException.Declined;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/**
 * What a refused or lost call means at Gemini: {@code google.rpc.Status} errors with their {@code ErrorInfo} and
 * {@code RetryInfo} (API reference and captures, 2026-09).
 */
final class GeminiTrouble {
    // A wrong key is told with 400 here.
    private static final Set<String> KEY_REASONS =
            Set.of("API_KEY_INVALID", "API_KEY_SERVICE_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED", "SERVICE_DISABLED");
    private static final Pattern DELAY = Pattern.compile("(\\d{1,6})(\\.\\d{1,9})?s");

    private GeminiTrouble() {}

    /** What a call was about, as far as that changes what its failure means. */
    enum Asked {
        /** To create a batch: the one call that must not happen twice. */
        CREATE,
        /** About a batch or file by its name. */
        BY_ID,
        /** To answer one prompt in real time, by a model that may be gone. */
        ANSWER,
        ANYTHING_ELSE
    }

    /** Sends a call that must be answered with success. */
    static Reply ask(Wire wire, Call call, Asked asked) {
        var reply = send(wire, call, asked);
        if (reply.isOk()) return reply;
        throw trouble(reply, asked);
    }

    /** Sends a call and gives whatever answer comes. */
    static Reply send(Wire wire, Call call, Asked asked) {
        try {
            return wire.send(call);
        } catch (NoAnswerException lost) {
            if (asked == Asked.CREATE && lost.mayHaveArrived()) {
                throw new CallException.Unclear(lost.getMessage(), lost);
            }
            throw new CallException.Busy(lost.getMessage(), 0, lost);
        }
    }

    static CallException trouble(Reply reply, Asked asked) {
        var error = Json.read(reply.body()).path("error");
        var said = "the provider answered " + reply.status() + named(error) + ": " + message(reply, error);
        if (isBilling(reply, error)) return new Declined(Declined.Kind.BILLING, reply.status(), said);
        if (reasons(error).anyMatch(KEY_REASONS::contains)) {
            return new Declined(Declined.Kind.KEY, reply.status(), said);
        }
        if (Stranger.speaks(reply)) return new Declined(Declined.Kind.ADDRESS, reply.status(), said);
        if (isPrecondition(error) && asked != Asked.BY_ID) return precondition(said, reply);
        return switch (reply.status()) {
            case 401 -> new Declined(Declined.Kind.KEY, 401, said);
            case 403 -> new Declined(isMissingFile(said) ? Declined.Kind.GONE : Declined.Kind.KEY, 403, said);
            case 404 -> new Declined(notFound(asked, said), 404, said);
            case 425, 429 -> new CallException.Busy(said, wait(reply, error), null);
            case 408, 409, 499 -> unclearIf(asked == Asked.CREATE, said, reply, error);
            // A gateway says 503 also when the line behind it broke; only the provider's own word is certain.
            case 503, 529 -> unclearIf(asked == Asked.CREATE && !error.isObject(), said, reply, error);
            default ->
                reply.status() >= 500
                        ? unclearIf(asked == Asked.CREATE, said, reply, error)
                        : new Declined(Declined.Kind.REQUEST, reply.status(), said);
        };
    }

    // "Your prepayment credits are depleted" comes as 429, but waiting does not fill them up. A 429 that speaks of
    // "plan and billing details" does not: every rate limit says that.
    private static boolean isBilling(Reply reply, JsonNode error) {
        var message = Json.string(error.path("message")).toLowerCase(Locale.ROOT);
        return reply.status() == 402
                || message.contains("credits are depleted")
                || reasons(error).anyMatch("BILLING_DISABLED"::equals)
                || isPrecondition(error) && message.contains("billing");
    }

    private static boolean isPrecondition(JsonNode error) {
        return Json.string(error.path("status")).equals("FAILED_PRECONDITION");
    }

    /** About the account ("User location is not supported"), not about rows; or a file that is not taken in yet. */
    private static CallException precondition(String said, Reply reply) {
        return said.contains("ACTIVE state")
                ? CallException.Busy.preparing(said)
                : new Declined(Declined.Kind.KEY, reply.status(), said);
    }

    /** A file that there is not, or not any more, is told with 403. */
    private static boolean isMissingFile(String said) {
        return said.contains("File") && said.contains("may not exist");
    }

    // A creation names two things that may be missing, its file and its model.
    private static Declined.Kind notFound(Asked asked, String said) {
        return switch (asked) {
            case BY_ID -> Declined.Kind.GONE;
            case CREATE ->
                said.contains("models/") || said.toLowerCase(Locale.ROOT).contains("model ")
                        ? Declined.Kind.MODEL
                        : said.toLowerCase(Locale.ROOT).contains("file") ? Declined.Kind.GONE : Declined.Kind.ADDRESS;
            case ANSWER -> Words.ofAModel(said) ? Declined.Kind.MODEL : Declined.Kind.ADDRESS;
            case ANYTHING_ELSE -> Declined.Kind.ADDRESS;
        };
    }

    private static CallException unclearIf(boolean perhaps, String said, Reply reply, JsonNode error) {
        return perhaps ? new CallException.Unclear(said, null) : new CallException.Busy(said, wait(reply, error), null);
    }

    private static java.util.stream.Stream<String> reasons(JsonNode error) {
        return StreamSupport.stream(error.path("details").spliterator(), false)
                .map(it -> Json.string(it.path("reason")));
    }

    /** In seconds, rounded up: usually it is not a header that says so but a detail of the error. */
    private static int wait(Reply reply, JsonNode error) {
        var header = RetryAfter.seconds(reply);
        if (header > 0) return header;
        return StreamSupport.stream(error.path("details").spliterator(), false)
                .map(it -> seconds(Json.string(it.path("retryDelay"))))
                .flatMap(Optional::stream)
                .max(Integer::compare)
                .orElse(0);
    }

    private static Optional<Integer> seconds(String delay) {
        var parts = DELAY.matcher(delay);
        if (!parts.matches()) return Optional.empty();
        return Optional.of(Integer.parseInt(parts.group(1)) + (parts.group(2) == null ? 0 : 1));
    }

    private static String named(JsonNode error) {
        var name = Json.string(error.path("status"));
        return name.isEmpty() ? "" : " (" + ProviderWords.plain(name) + ")";
    }

    private static String message(Reply reply, JsonNode error) {
        if (reply.status() >= 300 && reply.status() < 400) return "it redirects elsewhere; base_url may be wrong";
        var said = ProviderWords.plain(Json.string(error.path("message")));
        if (!said.isEmpty()) return said;
        var raw = ProviderWords.plain(reply.body());
        return raw.isEmpty() ? "no reason given" : raw;
    }
}
