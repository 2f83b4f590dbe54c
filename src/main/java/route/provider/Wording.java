package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import route.wire.Reply;

/** How a provider words its refusals, and what they mean where their status alone does not tell. */
interface Wording {

    /** Its word for what is wrong; empty for none. */
    String code(JsonNode body);

    /** What it says to people; empty for nothing. */
    String message(JsonNode body);

    /** Whether it is the provider itself that speaks, rather than a gateway before it. */
    default boolean isSpoken(JsonNode body) {
        return body.path("error").isObject();
    }

    /** What a refusal means that its status does not tell; empty where the status does. */
    Optional<CallException> own(Refusal refusal);

    /** How long it asks us to wait; 0 where it does not say. */
    default int waitSeconds(Reply reply) {
        return RetryAfter.seconds(reply);
    }

    /** The first of these that is a text and says something; empty for none. */
    static String first(JsonNode... places) {
        return Stream.of(places)
                .map(Json::string)
                .filter(it -> !it.isBlank())
                .findFirst()
                .orElse("");
    }
}
