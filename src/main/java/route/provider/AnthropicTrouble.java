package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import route.provider.CallException.Declined;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** What a refused or lost call means at Anthropic (error types of the API reference, 2026-11). */
final class AnthropicTrouble {
    // Spend limits come as 429, but waiting does not lift them.
    private static final Set<String> BILLING =
            Set.of("billing_error", "enforced_spend_limit_reached", "contract_spend_limit_reached");

    private AnthropicTrouble() {}

    /** What a call was about, as far as that changes what its failure means. */
    enum Asked {
        /** To create a batch: the one call that must not happen twice. */
        CREATE,
        /** About a batch by its id. */
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
            throw lost(lost, asked);
        }
    }

    static CallException lost(NoAnswerException lost, Asked asked) {
        return asked == Asked.CREATE && lost.mayHaveArrived()
                ? new CallException.Unclear(lost.getMessage(), lost)
                : new CallException.Busy(lost.getMessage(), 0, lost);
    }

    static CallException trouble(Reply reply, Asked asked) {
        var error = Json.read(reply.body()).path("error");
        var said = "the provider answered " + reply.status() + named(error) + ": " + message(reply, error);
        if (isBilling(reply, error)) return new Declined(Declined.Kind.BILLING, reply.status(), said);
        if (Stranger.speaks(reply)) return new Declined(Declined.Kind.ADDRESS, reply.status(), said);
        return switch (reply.status()) {
            case 401, 403 -> new Declined(Declined.Kind.KEY, reply.status(), said);
            case 404 -> new Declined(notFound(asked, said), 404, said);
            case 425, 429 -> new CallException.Busy(said, RetryAfter.seconds(reply), null);
            case 408, 409 -> unclearIf(asked == Asked.CREATE, said, reply);
            // A gateway says 503 also when the line behind it broke; only the provider's own word is certain.
            case 503, 529 -> unclearIf(asked == Asked.CREATE && !error.isObject(), said, reply);
            default ->
                reply.status() >= 500
                        ? unclearIf(asked == Asked.CREATE, said, reply)
                        : new Declined(Declined.Kind.REQUEST, reply.status(), said);
        };
    }

    // An empty account is told with 400 and in words only.
    private static boolean isBilling(Reply reply, JsonNode error) {
        return reply.status() == 402
                || BILLING.contains(Json.string(error.path("type")))
                || BILLING.contains(Json.string(error.at("/details/error_code")))
                || Json.string(error.path("message")).contains("credit balance is too low");
    }

    private static Declined.Kind notFound(Asked asked, String said) {
        if (asked == Asked.BY_ID) return Declined.Kind.GONE;
        return said.contains("model:") ? Declined.Kind.MODEL : Declined.Kind.ADDRESS;
    }

    /** The error object that an answer without one should have held. */
    static JsonNode spoken(Reply reply) {
        var error = Json.object().put("type", "error");
        error.putObject("error")
                .put("type", reply.status() == 429 ? "rate_limit_error" : "api_error")
                .put("message", "the provider answered " + reply.status() + " without a JSON object");
        return error;
    }

    private static CallException unclearIf(boolean perhaps, String said, Reply reply) {
        return perhaps
                ? new CallException.Unclear(said, null)
                : new CallException.Busy(said, RetryAfter.seconds(reply), null);
    }

    private static String named(JsonNode error) {
        var code = Json.string(error.at("/details/error_code"));
        var name = code.isEmpty() ? Json.string(error.path("type")) : code;
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
