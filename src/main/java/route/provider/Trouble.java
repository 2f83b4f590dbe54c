package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import route.provider.CallException.Declined;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/**
 * What a refused or lost call means: the one table for all providers, whose refusals follow HTTP but for words of their
 * own.
 */
record Trouble(Wording wording) {

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

    /** For a provider that words its refusals as most do. */
    static Trouble plain(Function<Refusal, Optional<Declined.Kind>> own) {
        return new Trouble(new PlainWording(own));
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
        var refusal = Refusal.of(reply, asked, wording);
        if (reply.status() == 402) return refusal.declined(Declined.Kind.BILLING);
        var own = wording.own(refusal);
        if (own.isPresent()) return own.get();
        if (reply.status() == 403 && Words.ofAFlaggedPrompt(refusal.code() + " " + refusal.message())) {
            return refusal.declined(Declined.Kind.REQUEST);
        }
        if (Stranger.speaks(reply)) return refusal.declined(Declined.Kind.ADDRESS);
        return switch (reply.status()) {
            case 401, 403 -> refusal.declined(Declined.Kind.KEY);
            case 404 -> refusal.declined(notFound(refusal));
            case 425, 429 -> busy(refusal);
            case 408, 409, 499 -> asked == Asked.CREATE ? unclear(refusal) : busy(refusal);
            // A gateway says 503 also when the line behind it broke; only the provider's own word is certain.
            case 503, 529 ->
                asked == Asked.CREATE && !wording.isSpoken(refusal.body()) ? unclear(refusal) : busy(refusal);
            default -> {
                if (reply.status() < 500) yield refusal.declined(Declined.Kind.REQUEST);
                yield asked == Asked.CREATE ? unclear(refusal) : busy(refusal);
            }
        };
    }

    // A creation names two things that may be missing: its uploaded file ("No such File object"), and its own path.
    private static Declined.Kind notFound(Refusal refusal) {
        return switch (refusal.asked()) {
            case BY_ID -> Declined.Kind.GONE;
            case CREATE -> refusal.says("file") ? Declined.Kind.GONE : Declined.Kind.ADDRESS;
            case ANSWER -> Words.ofAModel(refusal.message()) ? Declined.Kind.MODEL : Declined.Kind.ADDRESS;
            case ANYTHING_ELSE -> Declined.Kind.ADDRESS;
        };
    }

    private CallException busy(Refusal refusal) {
        return new CallException.Busy(refusal.said(), wording.waitSeconds(refusal.reply()), null);
    }

    private static CallException unclear(Refusal refusal) {
        return new CallException.Unclear(refusal.said(), null);
    }
}
