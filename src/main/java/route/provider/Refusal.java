package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import route.provider.CallException.Declined;
import route.wire.Reply;

/**
 * What a provider said in refusing a call.
 *
 * @param body its answer as JSON; missing where it is none
 * @param code its word for it; empty for none
 * @param message for people
 */
record Refusal(Trouble.Asked asked, Reply reply, JsonNode body, String code, String message) {

    static Refusal of(Reply reply, Trouble.Asked asked, Wording wording) {
        var body = Json.read(reply.body());
        return new Refusal(asked, reply, body, ProviderWords.plain(wording.code(body)), message(reply, body, wording));
    }

    /** The same of a provider that words its refusals as most do. */
    static Refusal plain(Reply reply, Trouble.Asked asked) {
        return of(reply, asked, PlainWording.NO_OWN);
    }

    private static String message(Reply reply, JsonNode body, Wording wording) {
        if (reply.status() >= 300 && reply.status() < 400) return "it redirects elsewhere; base_url may be wrong";
        var said = ProviderWords.plain(wording.message(body));
        if (!said.isEmpty()) return said;
        var raw = ProviderWords.plain(reply.body());
        return raw.isEmpty() ? "no reason given" : raw;
    }

    int status() {
        return reply.status();
    }

    /** Whether the message holds one of these, in small letters. */
    boolean says(String... words) {
        var text = message.toLowerCase(Locale.ROOT);
        return Stream.of(words).anyMatch(text::contains);
    }

    /** All of it, for people. */
    String said() {
        var saysMore = !code.isEmpty() && !code.equals(Integer.toString(status()));
        return "the provider answered " + status() + (saysMore ? " (" + code + ")" : "") + ": " + message;
    }

    Declined declined(Declined.Kind kind) {
        return new Declined(kind, status(), said());
    }
}
