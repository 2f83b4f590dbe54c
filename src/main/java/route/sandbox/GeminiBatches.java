package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;

/** Batches at Gemini: long-running operations, made from an uploaded file (batch guide, 2026). */
final class GeminiBatches {
    private static final String NAME = "displayName";

    private final Stage stage;
    private final GeminiFiles files;

    GeminiBatches(Stage stage) {
        this.stage = stage;
        this.files = new GeminiFiles(stage);
    }

    /** A malformed row makes the whole creation fail; nothing is created then. */
    void create(Visit visit, String model) throws IOException {
        var asked = visit.json().path("batch");
        stage.checkCreation();
        if (stage.faults().strikes(Fault.Kind.QUEUE_FULL)) throw Stage.busy().asCall();
        var name = asked.path(NAME).asText("");
        if (name.isEmpty()) throw GeminiGate.invalid("batch.display_name: required");
        var file = asked.path("inputConfig").path("fileName").asText("");
        var upload = files.content(file);
        var recast = new Recast(stage);
        var copy = recast.copyOf(file.replaceFirst("^files/", ""));
        var keys = new HashSet<String>();
        var draft = stage.draft(stage.newId("b"), "gemini", "generateContent", "", copy);
        var batch = recast.batch(draft, upload, Map.of(NAME, name), (line, number) -> row(line, number, model, keys));
        stage.checkAnswer();
        visit.reply(200, shown(batch));
    }

    private static JsonNode row(byte[] line, int number, String model, HashSet<String> keys) {
        var row = parsed(line, number);
        var key = row.path("key").asText("");
        if (key.isEmpty() || !keys.add(key)) throw malformed(number, "its key is missing or was used before");
        var fault = GeminiSpeech.malformed(row.path("request"));
        if (!fault.isEmpty()) throw malformed(number, fault);
        var recast = Json.object().put("custom_id", key);
        recast.set("request", ((ObjectNode) row.path("request")).put("model", model));
        return recast;
    }

    private static JsonNode parsed(byte[] line, int number) {
        try {
            return Json.parse(line);
        } catch (IOException e) {
            throw malformed(number, "it is no JSON");
        }
    }

    private static RefusedCall malformed(int number, String why) {
        return GeminiGate.invalid("Line " + number + " of the input file cannot be used: " + why);
    }

    void list(Visit visit) throws IOException {
        var all = stage.batches().newestFirst("gemini");
        var size = visit.query("pageSize", 50, 1, 100);
        var token = visit.query("pageToken").orElse("");
        var from = 0;
        while (!token.isEmpty() && from < all.size() && !all.get(from).id().equals(token)) from++;
        var to = Math.min(all.size(), from + size);
        var page = Json.object();
        // As everywhere in this API, an empty list is left out.
        if (from < to) page.putArray("operations");
        for (var batch : all.subList(from, to)) page.withArray("operations").add(shown(batch));
        if (to < all.size()) page.put("nextPageToken", all.get(to).id());
        visit.reply(200, page);
    }

    void one(Visit visit, String step) throws IOException {
        var batch = required(step.replaceFirst(":cancel$", ""));
        switch (visit.method() + (step.endsWith(":cancel") ? " cancel" : "")) {
            case "GET" -> visit.reply(200, shown(batch));
            case "POST cancel" -> cancel(visit, batch);
            case "DELETE" -> {
                stage.batches().delete(batch.id());
                visit.reply(200, Json.object());
            }
            default ->
                throw GeminiGate.notFound("Requested method was not found.").asCall();
        }
    }

    private void cancel(Visit visit, AcceptedBatch batch) throws IOException {
        if (stage.life(batch).phase().hasEnded()) throw GeminiGate.invalid("The batch has already ended.");
        stage.batches().cancel(batch.id(), stage.now());
        visit.reply(200, Json.object());
    }

    void download(Visit visit, String step) throws IOException {
        var batch = required(step.replaceFirst("^batch-", "").replaceFirst(":download$", ""));
        var life = stage.life(batch);
        if (life.phase() != Life.Phase.COMPLETED) {
            throw GeminiGate.notFound("There is no such file.").asCall();
        }
        visit.stream("application/octet-stream", out -> stage.writeResults(batch, life, Results.Part.ALL, out));
    }

    private AcceptedBatch required(String id) throws IOException {
        return stage.batches()
                .find(id)
                .filter(it -> it.dialect().equals("gemini") && !stage.batches().isDeleted(id))
                .orElseThrow(() ->
                        GeminiGate.notFound("Requested entity was not found.").asCall());
    }

    private static String state(Life.Phase phase) {
        return switch (phase) {
            case QUEUED -> "BATCH_STATE_PENDING";
            case RUNNING, FINALIZING, CANCELLING -> "BATCH_STATE_RUNNING";
            case COMPLETED -> "BATCH_STATE_SUCCEEDED";
            case FAILED -> "BATCH_STATE_FAILED";
            case CANCELLED -> "BATCH_STATE_CANCELLED";
            case EXPIRED -> "BATCH_STATE_EXPIRED";
        };
    }

    private ObjectNode shown(AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var operation = Json.object().put("name", "batches/" + batch.id());
        var shown = operation.putObject("metadata");
        shown.put("@type", "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch")
                .put(
                        "model",
                        "models/"
                                + (batch.models().isEmpty()
                                        ? ""
                                        : batch.models().get(0)))
                .put(NAME, batch.metadata().getOrDefault(NAME, ""));
        shown.putObject("inputConfig").put("fileName", "files/" + Recast.uploadOf(batch));
        shown.put("createTime", time(batch.createdMicros())).put("updateTime", time(stage.now()));
        addStats(shown.putObject("batchStats"), batch, life);
        shown.put("state", state(life.phase())).put("name", "batches/" + batch.id());
        if (!life.phase().hasEnded()) return operation;
        shown.put("endTime", time(life.endsMicros()));
        operation.put("done", true);
        // A batch that stopped short has no results at all.
        if (life.phase() != Life.Phase.COMPLETED) {
            operation.putObject("error").put("code", 13).put("message", state(life.phase()));
            return operation;
        }
        shown.putObject("output").put("responsesFile", "files/batch-" + batch.id());
        operation.putObject("response").put("responsesFile", "files/batch-" + batch.id());
        return operation;
    }

    /** Counters are strings, and left out where they are 0. */
    private void addStats(ObjectNode stats, AcceptedBatch batch, Life life) throws IOException {
        var tally = stage.results().tally(batch, life);
        var whole = life.phase().hasEnded();
        var succeeded = whole ? tally.succeeded() : life.share(tally.succeeded(), batch.rows());
        var failed = whole ? tally.failed() : life.share(tally.failed(), batch.rows());
        put(stats, "requestCount", batch.rows());
        put(stats, "successfulRequestCount", succeeded);
        put(stats, "failedRequestCount", failed);
        put(stats, "pendingRequestCount", batch.rows() - succeeded - failed);
    }

    private static void put(ObjectNode stats, String name, long count) {
        if (count > 0) stats.put(name, Long.toString(count));
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
