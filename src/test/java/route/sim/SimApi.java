package route.sim;

import java.util.Map;
import route.wire.Call;
import route.wire.Reply;

/** What one provider's API answers to a call, byte for byte. */
interface SimApi {
    Reply answer(Call call);

    /** How a call is turned away whose key is wrong. */
    default Reply wrongKey() {
        return Lines.error(401, "authentication_error", "invalid key");
    }

    /** The model that a call in real time asks; empty where it is none. */
    default String model(Call call) {
        return Lines.path(call).endsWith("/chat/completions")
                ? Lines.read(Lines.text(call.body())).path("model").asText()
                : "";
    }

    /** How a call is turned away that asks a model which is no longer there. */
    default Reply noModel(String model) {
        var body = Lines.object();
        body.putObject("error").put("code", "model_not_found").put("message", "The model does not exist");
        return new Reply(404, Map.of(), body.toString());
    }
}
