package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Gemini's gate: keys, paths and the shape of errors (Gemini API reference v1beta, 2026). */
final class GeminiGate implements Gate {
    private static final List<String> MODELS =
            List.of("gemini-2.5-flash-lite", "gemini-3.8-flash", "gemini-3.1-pro-preview");

    private final Stage stage;
    private final GeminiFiles files;
    private final GeminiBatches batches;

    GeminiGate(Stage stage) {
        this.stage = stage;
        this.files = new GeminiFiles(stage);
        this.batches = new GeminiBatches(stage);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        var whole = String.join("/", path);
        // An upload address opens by itself.
        if (whole.equals("upload/v1beta/files") && visit.query("upload_id").isPresent()) {
            files.take(visit);
            return;
        }
        checkKey(visit);
        if (whole.equals("upload/v1beta/files")) files.start(visit);
        else if (whole.startsWith("v1beta/files/")) files.show(visit, path.get(2));
        else if (whole.startsWith("download/v1beta/files/")) batches.download(visit, path.get(3));
        else if (whole.equals("v1beta/models")) models(visit);
        else if (whole.startsWith("v1beta/models/")) model(visit, path.get(2));
        else if (whole.equals("v1beta/batches")) batches.list(visit);
        else if (whole.startsWith("v1beta/batches/")) batches.one(visit, path.get(2));
        else throw notFound("Requested path was not found.").asCall();
    }

    private static void models(Visit visit) throws IOException {
        var list = Json.object();
        var models = list.putArray("models");
        MODELS.forEach(it -> models.add(shown(it)));
        visit.reply(200, list);
    }

    private void model(Visit visit, String step) throws IOException {
        var colon = step.lastIndexOf(':');
        var model = colon < 0 ? step : step.substring(0, colon);
        if (model.contains(Live.NO_MODEL)) {
            throw notFound("models/" + model + " is not found for API version v1beta.")
                    .asCall();
        }
        switch (visit.method() + (colon < 0 ? "" : step.substring(colon))) {
            case "GET" -> visit.reply(200, shown(model));
            case "POST:generateContent" -> live(visit, model);
            case "POST:batchGenerateContent" -> batches.create(visit, model);
            default -> throw notFound("Requested method was not found.").asCall();
        }
    }

    private void live(Visit visit, String model) throws IOException {
        var request = ((ObjectNode) visit.json()).put("model", model);
        visit.reply(200, new Live(stage).answer("gemini", "generateContent", "", request));
    }

    private static JsonNode shown(String model) {
        var shown = Json.object().put("name", "models/" + model).put("displayName", model + " (simulated)");
        shown.putArray("supportedGenerationMethods").add("generateContent").add("batchGenerateContent");
        return shown;
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        visit.reply(refusal.status(), GeminiSpeech.error(refusal));
    }

    private void checkKey(Visit visit) {
        var key = visit.header("x-goog-api-key").orElse("").strip();
        if (key.isEmpty() && stage.options().requireKey()) {
            throw new Refusal(403, "", "", "", "Method doesn't allow unregistered callers.").asCall();
        }
        // A wrong key is told with 400 here.
        if (Gate.isBad(key)) {
            throw new Refusal(400, "", "API_KEY_INVALID", "", "API key not valid. Please pass a valid API key.")
                    .asCall();
        }
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "", "", "", message);
    }

    static RefusedCall invalid(String message) {
        return new Refusal(400, "", "", "", message).asCall();
    }
}
