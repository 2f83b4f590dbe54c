package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import route.provider.CallException.Declined;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/**
 * What a refused or lost call means at Mistral. Errors come in several shapes (OpenAPI document of 2026-08 and captures
 * of 2026-09): {@code {"detail": text}}, {@code {"detail": [{"loc", "msg"}]}}, {@code {"object":"error", "message"}}.
 */
final class MistralTrouble {

    private MistralTrouble() {}

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
        var error = error(reply);
        var said = "the provider answered " + reply.status() + named(error) + ": " + message(reply, error);
        if (reply.status() == 402) return new Declined(Declined.Kind.BILLING, 402, said);
        if (isUnknownModel(error, said)) return new Declined(Declined.Kind.MODEL, reply.status(), said);
        if (Stranger.speaks(reply) || knowsNoRoute(reply)) {
            return new Declined(Declined.Kind.ADDRESS, reply.status(), said);
        }
        return switch (reply.status()) {
            case 401, 403 -> new Declined(Declined.Kind.KEY, reply.status(), said);
            case 404 -> new Declined(notFound(asked, said), 404, said);
            case 425, 429 -> new CallException.Busy(said, RetryAfter.seconds(reply), null);
            case 408, 409 -> unclearIf(asked == Asked.CREATE, said, reply);
            // A gateway says 503 also when the line behind it broke; only the provider's own word is certain.
            case 503, 529 -> unclearIf(asked == Asked.CREATE && named(error).isEmpty(), said, reply);
            default ->
                reply.status() >= 500
                        ? unclearIf(asked == Asked.CREATE, said, reply)
                        : new Declined(Declined.Kind.REQUEST, reply.status(), said);
        };
    }

    // The error stands at the top, or in a field of that name.
    private static JsonNode error(Reply reply) {
        var body = Json.read(reply.body());
        return body.path("error").isObject() ? body.path("error") : body;
    }

    private static boolean isUnknownModel(JsonNode error, String said) {
        return Json.string(error.path("type")).equals("invalid_model")
                || Json.string(error.path("code")).equals("model_not_found")
                || said.contains("Invalid model:");
    }

    // What the gateway before the API says of a path that there is not.
    private static boolean knowsNoRoute(Reply reply) {
        return reply.status() == 404 && reply.body().contains("no Route matched");
    }

    // A creation names two things that may be missing: its uploaded file, and its own path.
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
        var name = Json.string(error.path("type"));
        return name.isEmpty() ? "" : " (" + ProviderWords.plain(name) + ")";
    }

    private static String message(Reply reply, JsonNode error) {
        if (reply.status() >= 300 && reply.status() < 400) return "it redirects elsewhere; base_url may be wrong";
        for (var place : new JsonNode[] {error.path("message"), error.path("detail"), error.at("/message/detail")}) {
            var text = ProviderWords.plain(place.isArray() ? listed(place) : Json.string(place));
            if (!text.isEmpty()) return text;
        }
        var raw = ProviderWords.plain(reply.body());
        return raw.isEmpty() ? "no reason given" : raw;
    }

    /** Each complaint with the place it is about. */
    private static String listed(JsonNode details) {
        return StreamSupport.stream(details.spliterator(), false)
                .map(it -> place(it.path("loc")) + Json.string(it.path("msg")))
                .filter(it -> !it.isBlank())
                .collect(Collectors.joining("; "));
    }

    private static String place(JsonNode loc) {
        var steps =
                StreamSupport.stream(loc.spliterator(), false).map(Json::string).collect(Collectors.joining("."));
        return steps.isEmpty() ? "" : steps + ": ";
    }
}
