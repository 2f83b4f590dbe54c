package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** Mistral's gate: keys, paths and the shape of errors (OpenAPI document of 2026-08, captures of 2026-09). */
final class MistralGate implements Gate {
    private static final List<String> MODELS =
            List.of("mistral-small-2603", "mistral-medium-2604", "mistral-large-4", "magistral-medium-latest");

    private final Stage stage;
    private final MistralFiles files;
    private final MistralJobs jobs;

    MistralGate(Stage stage) {
        this.stage = stage;
        this.files = new MistralFiles(stage);
        this.jobs = new MistralJobs(stage);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        checkKey(visit);
        var whole = String.join("/", path);
        if (whole.equals("v1/files") || whole.startsWith("v1/files/")) files.serve(visit, path.subList(2, path.size()));
        else if (whole.equals("v1/batch/jobs") || whole.startsWith("v1/batch/jobs/")) {
            jobs.serve(visit, path.subList(3, path.size()));
        } else if (MistralJobs.ENDPOINTS.contains("/" + whole)) live(visit, "/" + whole);
        else if (whole.equals("v1/models")) models(visit);
        else throw notFound("no Route matched with those values").asCall();
    }

    private void live(Visit visit, String endpoint) throws IOException {
        if (!visit.method().equals("POST")) throw wrongMethod();
        var request = visit.json();
        checkModel(request.path("model").asText());
        visit.reply(200, new Live(stage).answer("mistral", endpoint, "", request));
    }

    static void checkModel(String model) {
        if (model.isEmpty()) throw invalid("model", "Field required").asCall();
        if (model.contains(Live.NO_MODEL)) {
            throw new Refusal(400, "invalid_model", "1500", "", "Invalid model: " + model).asCall();
        }
    }

    private static void models(Visit visit) throws IOException {
        var list = Json.object().put("object", "list");
        var data = list.putArray("data");
        MODELS.forEach(it -> data.add(model(it)));
        visit.reply(200, list);
    }

    private static JsonNode model(String name) {
        return Json.object().put("id", name).put("object", "model").put("owned_by", "sandbox");
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        if (refusal.status() == 429) visit.header("retry-after", "1");
        visit.reply(refusal.status(), MistralSpeech.error(refusal));
    }

    private void checkKey(Visit visit) {
        var header = visit.header("Authorization").orElse("");
        var key = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : "";
        if (key.isEmpty() && stage.options().requireKey() || Gate.isBad(key)) {
            throw new Refusal(401, "", "", "", "Invalid API Key").asCall();
        }
    }

    /** A field of a request that is wrong. */
    static Refusal invalid(String field, String message) {
        return new Refusal(422, "", "", field, message);
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "", "", "", message);
    }

    static RefusedCall wrongMethod() {
        return new Refusal(405, "", "", "", "Method Not Allowed").asCall();
    }
}
