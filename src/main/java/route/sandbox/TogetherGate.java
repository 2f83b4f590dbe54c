package route.sandbox;

import java.io.IOException;
import java.util.List;

/** Together's gate: keys, paths and a program's name, without which its edge answers nobody (captures, 2026-09). */
final class TogetherGate implements Gate {
    private static final List<String> MODELS = List.of("openai/gpt-oss-120b", "zai-org/GLM-5.3-Flash");

    private final Stage stage;
    private final TogetherFiles files;
    private final TogetherBatches batches;

    TogetherGate(Stage stage) {
        this.stage = stage;
        this.files = new TogetherFiles(stage);
        this.batches = new TogetherBatches(stage);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        if (visit.header("User-Agent").orElse("").isBlank()) {
            throw new Refusal(403, "", "", "", "error code: 1010").asCall();
        }
        var wrong = new Refusal(401, "invalid_request_error", "invalid_api_key", "", "Invalid API key provided.");
        Bearer.check(visit, stage, wrong, wrong);
        if (path.size() < 2 || !path.get(0).equals("v1")) throw unknown();
        var rest = path.subList(2, path.size());
        switch (visit.method() + " " + path.get(1)) {
            case "POST files", "GET files", "DELETE files" -> files.serve(visit, rest);
            case "POST batches", "GET batches" -> batches.serve(visit, rest);
            case "GET models" -> models(visit);
            case "POST chat" -> live(visit, rest);
            default -> throw unknown();
        }
    }

    private void live(Visit visit, List<String> rest) throws IOException {
        if (!rest.equals(List.of("completions"))) throw unknown();
        visit.reply(200, new Live(stage).answer("together", "/v1/chat/completions", "", visit.json()));
    }

    /** The list is a bare array. */
    private static void models(Visit visit) throws IOException {
        var list = Json.object().arrayNode();
        MODELS.forEach(it -> list.addObject().put("id", it).put("object", "model"));
        visit.reply(200, list);
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        if (refusal.status() == 429) visit.header("retry-after", "1");
        visit.reply(refusal.status(), OpenAiSpeech.error(refusal));
    }

    static RefusedCall unknown() {
        return new Refusal(404, "invalid_request_error", "not_found", "", "No such path.").asCall();
    }
}
