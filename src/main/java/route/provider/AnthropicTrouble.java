package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import route.provider.CallException.Declined;
import route.wire.Reply;

/** The refusals of Anthropic (error types of the API reference, 2026-11). */
final class AnthropicTrouble implements Wording {
    static final Trouble TROUBLE = new Trouble(new AnthropicTrouble());

    // Spend limits come as 429, but waiting does not lift them.
    private static final Set<String> BILLING =
            Set.of("billing_error", "enforced_spend_limit_reached", "contract_spend_limit_reached");

    private AnthropicTrouble() {}

    @Override
    public String code(JsonNode body) {
        return Wording.first(body.at("/error/details/error_code"), body.at("/error/type"));
    }

    @Override
    public String message(JsonNode body) {
        return Json.string(body.at("/error/message"));
    }

    @Override
    public Optional<CallException> own(Refusal refusal) {
        if (isBilling(refusal)) return Optional.of(refusal.declined(Declined.Kind.BILLING));
        var isModel = refusal.status() == 404
                && refusal.asked() != Trouble.Asked.BY_ID
                && refusal.message().contains("model:");
        return isModel ? Optional.of(refusal.declined(Declined.Kind.MODEL)) : Optional.empty();
    }

    // An empty account is told with 400 and in words only.
    private static boolean isBilling(Refusal refusal) {
        return BILLING.contains(Json.string(refusal.body().at("/error/type")))
                || BILLING.contains(refusal.code())
                || refusal.says("credit balance is too low");
    }

    /** The error object that an answer without one should have held. */
    static JsonNode spoken(Reply reply) {
        var error = Json.object().put("type", "error");
        error.putObject("error")
                .put("type", reply.status() == 429 ? "rate_limit_error" : "api_error")
                .put("message", "the provider answered " + reply.status() + " without a JSON object");
        return error;
    }
}
