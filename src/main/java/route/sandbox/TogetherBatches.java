package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * {@code /v1/batches}: jobs in a wrapper when they are made, bare afterwards, lists as arrays, no counts. A missing file
 * is accepted at first and fails the job (captures, 2026-09).
 */
final class TogetherBatches {
    private final Stage stage;

    TogetherBatches(Stage stage) {
        this.stage = stage;
    }

    void serve(Visit visit, List<String> path) throws IOException {
        var action = path.size() == 2 ? " " + path.get(1) : path.size() > 2 ? " ?" : "";
        switch (visit.method() + " " + Math.min(1, path.size()) + action) {
            case "POST 0" -> create(visit);
            case "GET 0" -> list(visit);
            case "GET 1" -> visit.reply(200, shown(required(path.get(0))));
            case "POST 1 cancel" -> cancel(visit, required(path.get(0)));
            default -> throw TogetherGate.unknown();
        }
    }

    private void create(Visit visit) throws IOException {
        var request = visit.json();
        stage.checkCreation();
        var file = request.path("input_file_id").asText();
        var endpoint = request.path("endpoint").asText();
        if (file.isEmpty() || !endpoint.equals("/v1/chat/completions")) {
            throw Refusal.invalid("input_file_id and endpoint /v1/chat/completions are required")
                    .asCall();
        }
        var draft = stage.draft(stage.newId(""), "together", endpoint, "", file);
        var taken = new Taking(stage).take(draft, Map.of(), assay -> checked(draft, assay));
        var batch = taken.batch();
        stage.uploads().save(result(batch, batch.outputFile(), false));
        stage.uploads().save(result(batch, batch.errorFile(), true));
        stage.batches().save(batch, taken.sightings());
        stage.checkAnswer();
        visit.reply(201, Json.object().set("job", shown(batch)));
    }

    private static FileRecord result(AcceptedBatch batch, String id, boolean errors) {
        return new FileRecord(id, batch.id() + ".jsonl", "batch-api", 0, batch.createdMicros(), batch.id(), errors);
    }

    private Complaint checked(AcceptedBatch draft, Assay assay) throws IOException {
        if (stage.faults().strikes(Fault.Kind.QUEUE_FULL)) return failure("too many enqueued tokens (simulated)", 0);
        var file = stage.uploads().find(draft.inputFile()).filter(FileRecord::isUpload);
        if (file.isEmpty()) return failure("input file not found", 0);
        var ids = new java.util.HashSet<String>();
        try (var rows = new LineFile(stage.uploads().content(draft.inputFile()))) {
            if (rows.rows() == 0 || rows.rows() > 50_000) return failure("a file holds 1 to 50000 requests", 0);
            for (var number = 0; number < rows.rows(); number++) {
                var row = Json.parse(rows.line(number));
                var id = row.path("custom_id").asText();
                var isFit = !id.isEmpty() && id.length() <= 64 && ids.add(id);
                if (!isFit) return failure("custom_id is missing, too long or not unique", number + 1);
                if (row.at("/body/model").asText().isEmpty()) return failure("body.model is missing", number + 1);
                assay.add(row);
            }
        } catch (com.fasterxml.jackson.core.JacksonException broken) {
            return failure("error reading input file", 0);
        }
        return Complaint.NONE;
    }

    private static Complaint failure(String message, long line) {
        return new Complaint("failed", line > 0 ? "line " + line + ": " + message : message, "", line);
    }

    private void list(Visit visit) throws IOException {
        var list = Json.object().arrayNode();
        for (var batch : stage.batches().newestFirst("together")) list.add(shown(batch));
        visit.reply(200, list);
    }

    private void cancel(Visit visit, AcceptedBatch batch) throws IOException {
        if (stage.life(batch).phase().hasEnded()) {
            throw new Refusal(409, "invalid_request_error", "conflict", "", "The job has ended.").asCall();
        }
        stage.batches().cancel(batch.id(), stage.now());
        visit.reply(200, shown(batch));
    }

    private AcceptedBatch required(String id) throws IOException {
        return stage.batches()
                .find(id)
                .filter(it -> it.dialect().equals("together"))
                .orElseThrow(() ->
                        new Refusal(404, "invalid_request_error", "not_found", "", "No such job: " + id).asCall());
    }

    private ObjectNode shown(AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var phase = life.phase();
        var body = Json.object()
                .put("id", batch.id())
                .put("input_file_id", batch.inputFile())
                .put("endpoint", batch.endpoint())
                .put("status", word(phase))
                .put("progress", batch.rows() == 0 ? 0 : life.done() * 100 / batch.rows())
                .put("created_at", time(batch.createdMicros()))
                .put("job_deadline", time(batch.expiresMicros()));
        if (phase == Life.Phase.FAILED)
            return body.put("error", batch.complaint().message());
        if (!phase.hasEnded()) return body;
        var tally = stage.results().tally(batch, life);
        if (tally.outputBytes() > 0) body.put("output_file_id", batch.outputFile());
        if (tally.errorBytes() > 0) body.put("error_file_id", batch.errorFile());
        return body.put("completed_at", time(life.endsMicros()));
    }

    private static String word(Life.Phase phase) {
        return switch (phase) {
            case QUEUED -> "VALIDATING";
            case RUNNING, FINALIZING -> "IN_PROGRESS";
            case COMPLETED -> "COMPLETED";
            case FAILED -> "FAILED";
            case CANCELLING -> "CANCELING";
            case CANCELLED -> "CANCELLED";
            case EXPIRED -> "EXPIRED";
        };
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
