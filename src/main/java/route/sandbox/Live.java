package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** Answers one request in real time and writes it into the log. Rows are not troubled here unless they ask for it. */
final class Live {
    static final String NO_MODEL = "no-such-model";

    private final Stage stage;

    Live(Stage stage) {
        this.stage = stage;
    }

    JsonNode answer(String dialect, String endpoint, String version, JsonNode request) throws IOException {
        var speech = Speech.of(dialect);
        var model = request.path("model").asText();
        var bytes = Json.bytes(request);
        var digest = Digest.of(stage.options().seed(), bytes);
        var seen = mentionsRetry(request) ? stage.calls().seen(digest) : 0;
        var verdict = new Oracle(speech, 0).judge(request, endpoint, version, digest, Map.of(digest.hex(), seen));
        var unknown = dialect.equals("openai") && model.contains(NO_MODEL);
        var refused = unknown || !verdict.isAnswered();
        var refusal = unknown ? noSuchModel(model) : verdict.refusal();
        stage.calls().add(new Calls.Entry(dialect, model, digest.hex(), refused ? refusal.status() : 200, stage.now()));
        if (refused) throw refusal.asCall();
        return speech.answer(verdict.answer(), new Slip("", endpoint, request, digest, stage.now() / 1_000_000, false));
    }

    private static boolean mentionsRetry(JsonNode request) {
        return request.toString().contains(Oracle.RETRY);
    }

    static Refusal noSuchModel(String model) {
        var message = "The model '" + model + "' does not exist or you do not have access to it.";
        return new Refusal(404, "invalid_request_error", "model_not_found", "", message);
    }
}
