package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import route.provider.CallException.Declined;
import route.provider.Trouble.Asked;
import route.wire.Reply;

/**
 * The refusals of Gemini: {@code google.rpc.Status} errors with their {@code ErrorInfo} and {@code RetryInfo} (API
 * reference and captures, 2026-09).
 */
final class GeminiTrouble implements Wording {
    static final Trouble TROUBLE = new Trouble(new GeminiTrouble());

    // A wrong key is told with 400 here.
    private static final Set<String> KEY_REASONS =
            Set.of("API_KEY_INVALID", "API_KEY_SERVICE_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED", "SERVICE_DISABLED");
    private static final Pattern DELAY = Pattern.compile("(\\d{1,6})(\\.\\d{1,9})?s");

    private GeminiTrouble() {}

    @Override
    public String code(JsonNode body) {
        return Json.string(body.at("/error/status"));
    }

    @Override
    public String message(JsonNode body) {
        return Json.string(body.at("/error/message"));
    }

    @Override
    public Optional<CallException> own(Refusal refusal) {
        if (isBilling(refusal)) return Optional.of(refusal.declined(Declined.Kind.BILLING));
        if (reasons(refusal.body()).anyMatch(KEY_REASONS::contains)) {
            return Optional.of(refusal.declined(Declined.Kind.KEY));
        }
        if (isPrecondition(refusal) && refusal.asked() != Asked.BY_ID) return Optional.of(precondition(refusal));
        if (refusal.status() == 403 && isMissingFile(refusal)) {
            return Optional.of(refusal.declined(Declined.Kind.GONE));
        }
        // A creation names two things that may be missing, its file and its model.
        var isModel = refusal.status() == 404
                && refusal.asked() == Asked.CREATE
                && !Stranger.speaks(refusal.reply())
                && refusal.says("models/", "model ");
        return isModel ? Optional.of(refusal.declined(Declined.Kind.MODEL)) : Optional.empty();
    }

    // "Your prepayment credits are depleted" comes as 429, but waiting does not fill them up. A 429 that speaks of
    // "plan and billing details" does not: every rate limit says that.
    private static boolean isBilling(Refusal refusal) {
        return refusal.says("credits are depleted")
                || reasons(refusal.body()).anyMatch("BILLING_DISABLED"::equals)
                || isPrecondition(refusal) && refusal.says("billing");
    }

    private static boolean isPrecondition(Refusal refusal) {
        return refusal.code().equals("FAILED_PRECONDITION");
    }

    /** About the account ("User location is not supported"), not about rows; or a file that is not taken in yet. */
    private static CallException precondition(Refusal refusal) {
        return refusal.message().contains("ACTIVE state")
                ? CallException.Busy.preparing(refusal.said())
                : refusal.declined(Declined.Kind.KEY);
    }

    /** A file that there is not, or not any more, is told with 403. */
    private static boolean isMissingFile(Refusal refusal) {
        return refusal.message().contains("File") && refusal.message().contains("may not exist");
    }

    private static Stream<String> reasons(JsonNode body) {
        return details(body).map(it -> Json.string(it.path("reason")));
    }

    private static Stream<JsonNode> details(JsonNode body) {
        return StreamSupport.stream(body.at("/error/details").spliterator(), false);
    }

    /** Rounded up: usually it is not a header that says so but a detail of the error. */
    @Override
    public int waitSeconds(Reply reply) {
        var header = RetryAfter.seconds(reply);
        if (header > 0) return header;
        return details(Json.read(reply.body()))
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
}
