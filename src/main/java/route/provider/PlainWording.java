package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import route.provider.CallException.Declined;

/**
 * What is wrong stands in an error object, in an error that is a text, or beside one.
 *
 * @param kind what a refusal with a status of 4xx means that its status does not tell
 */
record PlainWording(Function<Refusal, Optional<Declined.Kind>> kind) implements Wording {
    static final PlainWording NO_OWN = new PlainWording(it -> Optional.empty());

    @Override
    public String code(JsonNode body) {
        var error = body.path("error").isObject() ? body.path("error") : body;
        return Wording.first(error.path("code"), error.path("type"), body.path("code"));
    }

    @Override
    public String message(JsonNode body) {
        return Wording.first(body.at("/error/message"), body.path("error"), body.path("message"), body.path("detail"));
    }

    @Override
    public boolean isSpoken(JsonNode body) {
        return body.has("error");
    }

    @Override
    public Optional<CallException> own(Refusal refusal) {
        if (refusal.status() < 400 || refusal.status() >= 500) return Optional.empty();
        return kind.apply(refusal).map(refusal::declined);
    }
}
