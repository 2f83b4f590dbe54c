package route.sandbox;

import java.io.IOException;
import java.util.List;

/** xAI's gate: keys, paths and errors that are texts (captures, 2026-08). */
final class XaiGate implements Gate {
    private static final List<String> MODELS = List.of("grok-4.3", "grok-4.6", "grok-4.7");

    private final Stage stage;
    private final XaiBatches batches;

    XaiGate(Stage stage) {
        this.stage = stage;
        this.batches = new XaiBatches(stage);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        Bearer.check(
                visit,
                stage,
                new Refusal(401, "", "unauthenticated", "", "No API key was provided."),
                new Refusal(400, "", "invalid-argument", "", "Incorrect API key provided: xa***ng."));
        var whole = String.join("/", path);
        if (whole.equals("v1/models") && visit.method().equals("GET")) models(visit);
        else if (whole.equals("v1/chat/completions") && visit.method().equals("POST")) live(visit);
        else if (path.size() > 1 && whole.startsWith("v1/batches")) batches.serve(visit, path.subList(2, path.size()));
        else throw unknown();
    }

    private void live(Visit visit) throws IOException {
        visit.reply(200, new Live(stage).answer("xai", "/v1/chat/completions", "", visit.json()));
    }

    private static void models(Visit visit) throws IOException {
        var list = Json.object().put("object", "list");
        var data = list.putArray("data");
        MODELS.forEach(it -> data.addObject().put("id", it).put("object", "model"));
        visit.reply(200, list);
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        if (refusal.status() == 429) visit.header("retry-after", "1");
        visit.reply(refusal.status(), XaiSpeech.error(refusal));
    }

    static RefusedCall unknown() {
        return new Refusal(404, "", "not-found", "", "The requested resource was not found.").asCall();
    }
}
