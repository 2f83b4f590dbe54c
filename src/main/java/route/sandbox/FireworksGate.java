package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Fireworks' gate: keys, paths and the shape of errors, which is that of a gRPC gateway (API reference, 2026). */
final class FireworksGate implements Gate {
    private final Stage stage;
    private final FireworksDatasets datasets;
    private final FireworksJobs jobs;

    FireworksGate(Stage stage) {
        this.stage = stage;
        this.datasets = new FireworksDatasets(stage);
        this.jobs = new FireworksJobs(stage);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        if (path.size() == 3 && path.get(0).equals("signed")) {
            // A signed address is its own key.
            datasets.download(visit, path.get(1), path.get(2));
            return;
        }
        checkKey(visit);
        if (path.equals(List.of("inference", "v1", "chat", "completions"))) {
            live(visit);
            return;
        }
        if (path.size() < 4 || !path.get(0).equals("v1") || !path.get(1).equals("accounts")) throw unknown();
        var account = "accounts/" + path.get(2);
        var rest = path.subList(4, path.size());
        switch (path.get(3)) {
            case "datasets" -> datasets.serve(visit, account, rest);
            case "batchInferenceJobs" -> jobs.serve(visit, account, rest);
            default -> throw unknown();
        }
    }

    private void live(Visit visit) throws IOException {
        if (!visit.method().equals("POST")) throw unknown();
        visit.reply(200, new Live(stage).answer("fireworks", "/v1/chat/completions", "", visit.json()));
    }

    private void checkKey(Visit visit) {
        var header = visit.header("Authorization").orElse("");
        var key = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : "";
        var missing = key.isEmpty() && stage.options().requireKey();
        if (missing || Gate.isBad(key)) {
            throw new Refusal(401, "UNAUTHENTICATED", "", "", "The API key you provided is invalid.").asCall();
        }
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        if (refusal.status() == 429) visit.header("retry-after", "1");
        visit.reply(refusal.status(), error(refusal));
    }

    private static ObjectNode error(Refusal refusal) {
        var body = Json.object().put("code", refusal.status()).put("message", refusal.message());
        body.putArray("details");
        return body;
    }

    static RefusedCall unknown() {
        return notFound("no such resource");
    }

    static RefusedCall notFound(String message) {
        return new Refusal(404, "NOT_FOUND", "", "", message).asCall();
    }

    static RefusedCall taken(String message) {
        return new Refusal(409, "ALREADY_EXISTS", "", "", message).asCall();
    }
}
