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
        var digest = Digest.of(stage.options().seed(), Json.bytes(request));
        var upshot = upshot(speech, endpoint, version, request, digest);
        var model = request.path("model").asText();
        int status = upshot.fold(answer -> 200, Refusal::status);
        stage.calls().add(new Calls.Entry(dialect, model, digest.hex(), status, stage.now()));
        var slip = Slip.live(endpoint, request, digest, stage.now() / 1_000_000);
        return upshot.fold(answer -> speech.answer(answer, slip), refusal -> {
            throw refusal.asCall();
        });
    }

    private Upshot upshot(Speech speech, String endpoint, String version, JsonNode request, Digest digest)
            throws IOException {
        var model = request.path("model").asText();
        // in a batch OpenAI finds this when it checks the file, so it is no fault of a row
        if (speech instanceof OpenAiSpeech && model.contains(NO_MODEL)) {
            return new Upshot.Refused(noSuchModel(model), false);
        }
        var seen = mentionsRetry(request) ? stage.calls().seen(digest) : 0;
        return new Oracle(speech, 0).judge(request, endpoint, version, digest, Map.of(digest.hex(), seen));
    }

    private static boolean mentionsRetry(JsonNode request) {
        return request.toString().contains(Oracle.RETRY);
    }

    static Refusal noSuchModel(String model) {
        var message = "The model '" + model + "' does not exist or you do not have access to it.";
        return new Refusal(404, "invalid_request_error", "model_not_found", "", message);
    }
}
