package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import route.provider.CallException.Declined;

/**
 * The refusals of Mistral. They come in several shapes (OpenAPI document of 2026-08 and captures of 2026-09): {@code
 * {"detail": text}}, {@code {"detail": [{"loc", "msg"}]}}, {@code {"object":"error", "message"}}.
 */
final class MistralTrouble implements Wording {
    static final Trouble TROUBLE = new Trouble(new MistralTrouble());

    private MistralTrouble() {}

    // The error stands at the top, or in a field of that name.
    private static JsonNode error(JsonNode body) {
        return body.path("error").isObject() ? body.path("error") : body;
    }

    @Override
    public String code(JsonNode body) {
        return Json.string(error(body).path("type"));
    }

    @Override
    public String message(JsonNode body) {
        var error = error(body);
        return Stream.of(error.path("message"), error.path("detail"), error.at("/message/detail"))
                .map(it -> it.isArray() ? listed(it) : Json.string(it))
                .filter(it -> !it.isBlank())
                .findFirst()
                .orElse("");
    }

    @Override
    public boolean isSpoken(JsonNode body) {
        return !code(body).isEmpty();
    }

    @Override
    public Optional<CallException> own(Refusal refusal) {
        if (isUnknownModel(refusal)) return Optional.of(refusal.declined(Declined.Kind.MODEL));
        return knowsNoRoute(refusal) ? Optional.of(refusal.declined(Declined.Kind.ADDRESS)) : Optional.empty();
    }

    private static boolean isUnknownModel(Refusal refusal) {
        return refusal.code().equals("invalid_model")
                || Json.string(error(refusal.body()).path("code")).equals("model_not_found")
                || refusal.message().contains("Invalid model:");
    }

    // What the gateway before the API says of a path that there is not.
    private static boolean knowsNoRoute(Refusal refusal) {
        return refusal.status() == 404 && refusal.reply().body().contains("no Route matched");
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
