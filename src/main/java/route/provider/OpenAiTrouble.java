package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import route.provider.CallException.Declined;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** What a refused or lost call means at OpenAI and those who copy it (error object: OpenAPI document, 2026-08). */
final class OpenAiTrouble {
    private static final Set<String> BILLING =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");

    private OpenAiTrouble() {}

    /** What a call was about, as far as that changes what its failure means. */
    enum Asked {
        /** To create a batch: the one call that must not happen twice. */
        CREATE,
        /** About a batch or file by its id. */
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
        var code = Json.string(error.path("code"));
        var said = "the provider answered " + reply.status() + named(error) + ": " + message(reply);
        if (BILLING.contains(code) || BILLING.contains(Json.string(error.path("type"))) || reply.status() == 402) {
            return new Declined(Declined.Kind.BILLING, reply.status(), said);
        }
        if (code.equals("model_not_found")) return new Declined(Declined.Kind.MODEL, reply.status(), said);
        if (reply.status() == 403 && Words.ofAFlaggedPrompt(code + " " + message(reply))) {
            return new Declined(Declined.Kind.REQUEST, 403, said);
        }
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

    // A creation names two things that may be missing: its uploaded file ("No such File object"), and its own path.
    private static Declined.Kind notFound(Asked asked, String said) {
        return switch (asked) {
            case BY_ID -> Declined.Kind.GONE;
            case CREATE -> said.toLowerCase(Locale.ROOT).contains("file") ? Declined.Kind.GONE : Declined.Kind.ADDRESS;
            case ANSWER -> Words.ofAModel(said) ? Declined.Kind.MODEL : Declined.Kind.ADDRESS;
            case ANYTHING_ELSE -> Declined.Kind.ADDRESS;
        };
    }

    private static CallException unclearIf(boolean perhaps, String said, Reply reply) {
        return perhaps
                ? new CallException.Unclear(said, null)
                : new CallException.Busy(said, RetryAfter.seconds(reply), null);
    }

    private static String named(JsonNode error) {
        var code = Json.string(error.path("code"));
        var name = code.isEmpty() ? Json.string(error.path("type")) : code;
        return name.isEmpty() ? "" : " (" + ProviderWords.plain(name) + ")";
    }

    private static String message(Reply reply) {
        if (reply.status() >= 300 && reply.status() < 400) return "it redirects elsewhere; base_url may be wrong";
        var body = Json.read(reply.body());
        for (var place : new JsonNode[] {
            body.at("/error/message"),
            body.path("error"),
            body.path("message"),
            body.path("detail"),
            body.at("/detail/error"),
            body.at("/detail/0/msg")
        }) {
            var text = ProviderWords.plain(Json.string(place));
            if (!text.isEmpty()) return text;
        }
        var raw = ProviderWords.plain(reply.body());
        return raw.isEmpty() ? "no reason given" : raw;
    }
}
