package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import route.provider.CallException.Declined;

/** The refusals of OpenAI and those who copy it (error object: OpenAPI document, 2026-08). */
final class OpenAiTrouble implements Wording {
    static final Trouble TROUBLE = new Trouble(new OpenAiTrouble());

    private static final Set<String> BILLING =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");

    // OpenAI has a code for it. DeepSeek ("Model Not Exist") and Alibaba ("Model not exist.") say it with 400 and in
    // words only (error references, 2026-09); vLLM with "The model `x` does not exist."
    private static final Pattern NO_SUCH_MODEL =
            Pattern.compile("\\bmodel\\b.{0,120}\\b(not exist|not found)", Pattern.CASE_INSENSITIVE);

    private OpenAiTrouble() {}

    @Override
    public String code(JsonNode body) {
        var error = body.path("error");
        return Wording.first(error.path("code"), error.path("type"));
    }

    @Override
    public String message(JsonNode body) {
        return Wording.first(
                body.at("/error/message"),
                body.path("error"),
                body.path("message"),
                body.path("detail"),
                body.at("/detail/error"),
                body.at("/detail/0/msg"));
    }

    @Override
    public Optional<CallException> own(Refusal refusal) {
        var type = Json.string(refusal.body().at("/error/type"));
        if (BILLING.contains(refusal.code()) || BILLING.contains(type)) {
            return Optional.of(refusal.declined(Declined.Kind.BILLING));
        }
        return isAboutModel(refusal) ? Optional.of(refusal.declined(Declined.Kind.MODEL)) : Optional.empty();
    }

    private static boolean isAboutModel(Refusal refusal) {
        if (refusal.code().equals("model_not_found")) return true;
        var names = refusal.asked() == Trouble.Asked.ANSWER || refusal.asked() == Trouble.Asked.CREATE;
        return names
                && refusal.status() == 400
                && refusal.body().path("error").isObject()
                && NO_SUCH_MODEL.matcher(refusal.message()).find();
    }
}
