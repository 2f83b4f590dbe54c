package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** Anthropic's gate: version, keys, paths and the shape of errors (Claude API reference, 2026-11). */
final class AnthropicGate implements Gate {
    private static final List<String> MODELS = List.of("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5");

    private final Stage stage;
    private final AnthropicBatches batches;

    AnthropicGate(Stage stage, Backlog backlog) {
        this.stage = stage;
        this.batches = new AnthropicBatches(stage, backlog);
    }

    @Override
    public void serve(Visit visit, List<String> path) throws IOException {
        checkKey(visit);
        var version = version(visit);
        var whole = String.join("/", path);
        if (whole.equals("v1/messages/batches") || whole.startsWith("v1/messages/batches/")) {
            batches.serve(visit, path.subList(3, path.size()), version);
        } else if (whole.equals("v1/messages")) {
            live(visit, version);
        } else if (whole.equals("v1/messages/count_tokens")) {
            count(visit);
        } else if (whole.equals("v1/models") || whole.startsWith("v1/models/")) {
            models(visit, path.subList(2, path.size()));
        } else {
            throw notFound("Not found").asCall();
        }
    }

    private void live(Visit visit, String version) throws IOException {
        if (!visit.method().equals("POST")) throw wrongMethod();
        var request = visit.json();
        if (request.path("stream").asBoolean()) {
            throw Refusal.invalid("stream: the sandbox does not stream").asCall();
        }
        visit.reply(200, new Live(stage).answer("anthropic", "/v1/messages", version, request));
    }

    private static void count(Visit visit) throws IOException {
        if (!visit.method().equals("POST")) throw wrongMethod();
        var question = new AnthropicSpeech().question(visit.json(), "/v1/messages");
        visit.reply(200, Json.object().put("input_tokens", question.inputTokens()));
    }

    private static void models(Visit visit, List<String> path) throws IOException {
        if (!visit.method().equals("GET")) throw wrongMethod();
        if (!path.isEmpty()) {
            var name = String.join("/", path);
            if (name.contains(Live.NO_MODEL)) throw notFound("model: " + name).asCall();
            visit.reply(200, model(name));
            return;
        }
        var list = Json.object();
        var data = list.putArray("data");
        MODELS.forEach(it -> data.add(model(it)));
        visit.reply(200, new Page<>(MODELS, false).close(list, it -> it));
    }

    private static JsonNode model(String name) {
        return Json.object()
                .put("type", "model")
                .put("id", name)
                .put("display_name", name + " (simulated)")
                .put("created_at", "2026-10-01T00:00:00Z");
    }

    @Override
    public void refuse(Visit visit, Refusal refusal) throws IOException {
        var id = stage.newId("req_");
        visit.header("request-id", id);
        if (refusal.status() == 429) visit.header("retry-after", "1");
        visit.reply(refusal.status(), AnthropicSpeech.error(refusal, id));
    }

    /** The key comes in one of two headers. */
    private void checkKey(Visit visit) {
        var bearer = visit.header("Authorization").filter(it -> it.startsWith("Bearer "));
        var key = visit.header("x-api-key")
                .or(() -> bearer.map(it -> it.substring("Bearer ".length())))
                .orElse("")
                .strip();
        if (key.isEmpty() && stage.options().requireKey()) {
            throw new Refusal(401, "authentication_error", "", "", "x-api-key header is required").asCall();
        }
        if (Gate.isBad(key)) throw new Refusal(401, "authentication_error", "", "", "invalid x-api-key").asCall();
    }

    private static String version(Visit visit) {
        var version = visit.header("anthropic-version").orElse("");
        if (version.isEmpty())
            throw Refusal.invalid("anthropic-version: header is required").asCall();
        if (version.equals(AnthropicRules.CURRENT) || version.equals(AnthropicRules.OLDER)) return version;
        throw Refusal.invalid("anthropic-version: \"" + version + "\" is not a valid version")
                .asCall();
    }

    static RefusedCall wrongMethod() {
        return new Refusal(405, "invalid_request_error", "", "", "Method Not Allowed").asCall();
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "not_found_error", "", "", message);
    }
}
