package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import route.provider.CallException.Declined;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/**
 * What a refused or lost call means at a provider whose refusals follow HTTP, but for some words of its own.
 *
 * @param own what a refusal means that its status alone does not tell; empty where the status does
 */
record Trouble(Function<Refusal, Optional<Declined.Kind>> own) {

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

    /**
     * What a provider said in refusing a call.
     *
     * @param code its word for it; empty for none
     * @param message for people
     */
    record Refusal(Asked asked, int status, String code, String message) {

        /** Whether the message holds one of these, in small letters. */
        boolean says(String... words) {
            var text = message.toLowerCase(java.util.Locale.ROOT);
            return Stream.of(words).anyMatch(text::contains);
        }
    }

    /** Sends a call that must be answered with success. */
    Reply ask(Wire wire, Call call, Asked asked) {
        var reply = send(wire, call, asked);
        if (reply.isOk()) return reply;
        throw of(reply, asked);
    }

    /** The same with an answer that must be a JSON object. */
    JsonNode askForObject(Wire wire, Call call, Asked asked) {
        var tree = Json.read(ask(wire, call, asked).body());
        if (tree.isObject()) return tree;
        throw new CallException.Busy("the answer is not a JSON object; base_url may be wrong", 0, null);
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

    CallException of(Reply reply, Asked asked) {
        var refusal = refusal(reply, asked);
        var said = "the provider answered " + refusal.status() + named(refusal) + ": " + refusal.message();
        if (reply.status() == 402) return new Declined(Declined.Kind.BILLING, 402, said);
        var kind = reply.status() >= 400 && reply.status() < 500 ? own.apply(refusal) : Optional.<Declined.Kind>empty();
        if (kind.isPresent()) return new Declined(kind.get(), reply.status(), said);
        if (reply.status() == 403 && Words.ofAFlaggedPrompt(refusal.code() + " " + refusal.message())) {
            return new Declined(Declined.Kind.REQUEST, 403, said);
        }
        if (Stranger.speaks(reply)) return new Declined(Declined.Kind.ADDRESS, reply.status(), said);
        return switch (reply.status()) {
            case 401, 403 -> new Declined(Declined.Kind.KEY, reply.status(), said);
            case 404 -> new Declined(notFound(asked, refusal.message()), 404, said);
            case 425, 429 -> new CallException.Busy(said, RetryAfter.seconds(reply), null);
            case 408, 409 -> unclearIf(asked == Asked.CREATE, said, reply);
            // A gateway says 503 also when the line behind it broke; only the provider's own word is certain.
            case 503, 529 -> unclearIf(asked == Asked.CREATE && !isSpoken(reply), said, reply);
            default ->
                reply.status() >= 500
                        ? unclearIf(asked == Asked.CREATE, said, reply)
                        : new Declined(Declined.Kind.REQUEST, reply.status(), said);
        };
    }

    private static Declined.Kind notFound(Asked asked, String said) {
        return switch (asked) {
            case BY_ID -> Declined.Kind.GONE;
            case ANSWER -> Words.ofAModel(said) ? Declined.Kind.MODEL : Declined.Kind.ADDRESS;
            case CREATE, ANYTHING_ELSE -> Declined.Kind.ADDRESS;
        };
    }

    /** What the provider said, wherever it said it: in an error object, in an error that is a text, or beside one. */
    static Refusal refusal(Reply reply, Asked asked) {
        var body = Json.read(reply.body());
        var error = body.path("error").isObject() ? body.path("error") : body;
        var code = first(error.path("code"), error.path("type"), body.path("code"));
        return new Refusal(asked, reply.status(), ProviderWords.plain(code), message(reply, body));
    }

    private static String message(Reply reply, JsonNode body) {
        if (reply.status() >= 300 && reply.status() < 400) return "it redirects elsewhere; base_url may be wrong";
        var said = first(body.at("/error/message"), body.path("error"), body.path("message"), body.path("detail"));
        var plain = ProviderWords.plain(said.isEmpty() ? reply.body() : said);
        return plain.isEmpty() ? "no reason given" : plain;
    }

    private static String first(JsonNode... places) {
        return Stream.of(places)
                .map(Json::string)
                .filter(it -> !it.isBlank())
                .findFirst()
                .orElse("");
    }

    private static boolean isSpoken(Reply reply) {
        return Json.read(reply.body()).has("error");
    }

    private static CallException unclearIf(boolean perhaps, String said, Reply reply) {
        return perhaps
                ? new CallException.Unclear(said, null)
                : new CallException.Busy(said, RetryAfter.seconds(reply), null);
    }

    private static String named(Refusal refusal) {
        var saysMore = !refusal.code().isEmpty() && !refusal.code().equals(Integer.toString(refusal.status()));
        return saysMore ? " (" + refusal.code() + ")" : "";
    }
}
