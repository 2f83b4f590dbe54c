package route.sandbox;

import java.io.IOException;
import java.util.List;

/** OpenRouter's gate: keys, paths and errors whose code is the status (API reference, 2026-09). */
final class OpenRouterGate implements Gate {
    private final Stage stage;
    private final OpenRouterBatches batches;

    OpenRouterGate(Stage stage) {
        this.stage = stage;
        this.batches = new OpenRouterBatches(stage);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        if (path.size() < 3 || !path.subList(0, 2).equals(List.of("api", "v1"))) throw unknown();
        var rest = path.subList(2, path.size());
        if (rest.equals(List.of("models")) && visit.method().equals("GET")) {
            models(visit);
            return;
        }
        var wrong = new Refusal(401, "", "", "", "No auth credentials found");
        Bearer.check(visit, stage, wrong, wrong);
        if (rest.get(0).equals("batches")) batches.serve(visit, rest.subList(1, rest.size()));
        else if (rest.equals(List.of("chat", "completions")) && visit.method().equals("POST")) {
            visit.reply(200, new Live(stage).answer("openrouter", "/v1/chat/completions", "", visit.json()));
        } else throw unknown();
    }

    /** Open to everybody. */
    private static void models(Visit visit) throws IOException {
        var list = Json.object();
        list.putArray("data").addObject().put("id", "openai/gpt-6-luna");
        visit.reply(200, list);
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        if (refusal.status() == 429) visit.header("retry-after", "1");
        visit.reply(refusal.status(), OpenRouterSpeech.error(refusal));
    }

    static RefusedCall unknown() {
        return new Refusal(404, "", "", "", "Not Found").asCall();
    }
}
