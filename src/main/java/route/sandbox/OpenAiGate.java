package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** The gate of OpenAI and its kin: keys, paths and the shape of errors (OpenAI API reference, 2026-11). */
final class OpenAiGate implements Gate {
    private static final List<String> MODELS = List.of("gpt-6-luna", "gpt-6.1-terra", "gpt-6.1-sol", "gpt-4.1-mini");

    private final Stage stage;
    private final OpenAiKin kin;
    private final OpenAiFiles files;
    private final OpenAiBatches batches;

    OpenAiGate(Stage stage, OpenAiKin kin, Backlog backlog) {
        this.stage = stage;
        this.kin = kin;
        this.files = new OpenAiFiles(stage, kin);
        this.batches = new OpenAiBatches(stage, kin, backlog);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        visit.header("x-request-id", stage.newId("req_"));
        checkKey(visit);
        if (path.isEmpty() || !path.get(0).equals("v1")) throw unknown(visit);
        var rest = path.subList(1, path.size());
        switch (rest.isEmpty() ? "" : rest.get(0)) {
            case "files" -> files.serve(visit, rest.subList(1, rest.size()));
            case "batches" -> batches.serve(visit, rest.subList(1, rest.size()));
            case "models" -> models(visit, rest.subList(1, rest.size()));
            case "chat", "responses", "embeddings" -> live(visit, "/v1/" + String.join("/", rest));
            default -> throw unknown(visit);
        }
    }

    private void live(Visit visit, String endpoint) throws IOException {
        if (!OpenAiBatches.ENDPOINTS.contains(endpoint)) throw unknown(visit);
        if (!visit.method().equals("POST")) throw wrongMethod(visit);
        var request = visit.json();
        if (request.path("stream").asBoolean()) {
            throw Refusal.invalid("unsupported_value", "stream", "The sandbox does not stream.")
                    .asCall();
        }
        visit.reply(200, new Live(stage).answer(kin.dialect(), endpoint, "", request));
    }

    private void models(Visit visit, List<String> path) throws IOException {
        if (!visit.method().equals("GET")) throw wrongMethod(visit);
        if (path.isEmpty()) {
            var list = Json.object().put("object", "list");
            var data = list.putArray("data");
            MODELS.forEach(it -> data.add(model(it)));
            visit.reply(200, list);
            return;
        }
        var name = String.join("/", path);
        if (name.contains(Live.NO_MODEL)) throw Live.noSuchModel(name).asCall();
        visit.reply(200, model(name));
    }

    private static JsonNode model(String name) {
        return Json.object()
                .put("id", name)
                .put("object", "model")
                .put("created", 1_790_000_000)
                .put("owned_by", "sandbox");
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        if (refusal.status() == 429) visit.header("retry-after", "1");
        visit.reply(refusal.status(), OpenAiSpeech.error(refusal));
    }

    private void checkKey(Visit visit) {
        var header = visit.header(kin.keyHeader()).orElse("");
        var key = header.startsWith(kin.keyPrefix())
                ? header.substring(kin.keyPrefix().length()).strip()
                : "";
        if (key.isEmpty() && stage.options().requireKey()) {
            throw new Refusal(401, "invalid_request_error", "", "", "You didn't provide an API key.").asCall();
        }
        if (Gate.isBad(key)) {
            throw new Refusal(401, "invalid_request_error", "invalid_api_key", "", "Incorrect API key provided.")
                    .asCall();
        }
    }

    static RefusedCall unknown(Visit visit) {
        return new Refusal(404, "invalid_request_error", "", "", "Invalid URL (" + visit.method() + ")").asCall();
    }

    static RefusedCall wrongMethod(Visit visit) {
        var message = "Not allowed to " + visit.method() + " on this path.";
        return new Refusal(405, "invalid_request_error", "method_not_supported", "", message).asCall();
    }
}
