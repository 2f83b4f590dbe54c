package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/batch/jobs} (OpenAPI document of 2026-08). */
final class MistralJobs {
    static final List<String> ENDPOINTS = List.of("/v1/chat/completions", "/v1/embeddings");

    private static final long SECOND = 1_000_000;

    private final Stage stage;

    MistralJobs(Stage stage) {
        this.stage = stage;
    }

    void serve(Visit visit, List<String> path) throws IOException {
        switch (visit.method() + " " + path.size()) {
            case "POST 0" -> create(visit);
            case "GET 0" -> list(visit);
            case "GET 1" -> visit.reply(200, shown(required(path.get(0))));
            case "DELETE 1" -> delete(visit, required(path.get(0)));
            case "POST 2" -> {
                if (!path.get(1).equals("cancel")) throw MistralGate.wrongMethod();
                cancel(visit, required(path.get(0)));
            }
            default -> throw MistralGate.wrongMethod();
        }
    }

    private void create(Visit visit) throws IOException {
        var request = visit.json();
        stage.checkCreation();
        if (stage.faults().strikes(Fault.Kind.QUEUE_FULL)) throw Stage.busy().asCall();
        var model = request.path("model").asText();
        MistralGate.checkModel(model);
        var endpoint = request.path("endpoint").asText();
        if (!ENDPOINTS.contains(endpoint)) {
            throw MistralGate.invalid("endpoint", "is not one of " + ENDPOINTS).asCall();
        }
        var hours = request.path("timeout_hours").asInt(24);
        if (hours < 1 || hours > 168) {
            throw MistralGate.invalid("timeout_hours", "is from 1 to 168").asCall();
        }
        var batch = made(request, model, endpoint);
        stage.checkAnswer();
        visit.reply(200, shown(batch));
    }

    private AcceptedBatch made(JsonNode request, String model, String endpoint) throws IOException {
        var file = request.path("input_files").path(0).asText();
        if (stage.uploads().find(file).filter(FileRecord::isUpload).isEmpty()) {
            throw MistralGate.notFound("The input file was not found.").asCall();
        }
        var recast = new Recast(stage);
        var draft = stage.draft(stage.newId(""), "mistral", endpoint, "", recast.copyOf(file));
        var metadata = metadata(request.path("metadata"));
        var batch = recast.batch(draft, stage.uploads().content(file), metadata, (line, number) -> row(line, model));
        stage.uploads().save(result(batch, batch.outputFile(), false));
        stage.uploads().save(result(batch, batch.errorFile(), true));
        return batch;
    }

    /** The upload was checked, so every line is a row. */
    private static JsonNode row(byte[] line, String model) {
        try {
            var row = (ObjectNode) Json.parse(line);
            ((ObjectNode) row.path("body")).put("model", model);
            return row;
        } catch (IOException e) {
            throw new IllegalStateException("an upload that was checked is no JSON", e);
        }
    }

    private static FileRecord result(AcceptedBatch batch, String id, boolean errors) {
        return new FileRecord(id, batch.id() + ".jsonl", "batch_output", 0, batch.createdMicros(), batch.id(), errors);
    }

    private static Map<String, String> metadata(JsonNode node) {
        var metadata = new HashMap<String, String>();
        for (var pair : node.properties()) {
            var value = pair.getValue().asText();
            if (pair.getKey().length() > 32 || value.isEmpty() || value.length() > 512) {
                throw MistralGate.invalid("metadata", "takes keys of 1 to 32 and values of 1 to 512 characters")
                        .asCall();
            }
            metadata.put(pair.getKey(), value);
        }
        return metadata;
    }

    private void list(Visit visit) throws IOException {
        var after = visit.query("created_after").map(MistralJobs::micros).orElse(0L);
        var all = stage.batches().newestFirst("mistral").stream()
                .filter(it -> it.createdMicros() >= after)
                .toList();
        var size = visit.query("page_size", 100, 1, 100);
        var from = Math.min((long) all.size(), (long) size * visit.query("page", 0, 0, 1_000_000));
        var list = Json.object().put("object", "list").put("total", all.size());
        var data = list.putArray("data");
        for (var batch : all.subList((int) from, (int) Math.min(all.size(), from + size))) data.add(shown(batch));
        visit.reply(200, list);
    }

    private static long micros(String time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
        } catch (DateTimeParseException e) {
            throw MistralGate.invalid("created_after", "Input should be a valid datetime")
                    .asCall();
        }
    }

    private void cancel(Visit visit, AcceptedBatch batch) throws IOException {
        if (stage.life(batch).phase().hasEnded()) {
            throw new Refusal(400, "invalid_request", "", "", "The job has ended.").asCall();
        }
        stage.batches().cancel(batch.id(), stage.now());
        visit.reply(200, shown(batch));
    }

    private void delete(Visit visit, AcceptedBatch batch) throws IOException {
        if (!stage.life(batch).phase().hasEnded()) {
            throw new Refusal(409, "conflict", "", "", "The job has not ended.").asCall();
        }
        stage.batches().delete(batch.id());
        visit.reply(
                200, Json.object().put("id", batch.id()).put("object", "batch").put("deleted", true));
    }

    private AcceptedBatch required(String id) throws IOException {
        return stage.batches()
                .find(id)
                .filter(it -> it.dialect().equals("mistral") && !stage.batches().isDeleted(id))
                .orElseThrow(() -> MistralGate.notFound("Batch job not found").asCall());
    }

    private static String word(Life.Phase phase) {
        return switch (phase) {
            case QUEUED -> "QUEUED";
            case RUNNING, FINALIZING -> "RUNNING";
            case COMPLETED -> "SUCCESS";
            case FAILED -> "FAILED";
            case CANCELLING -> "CANCELLATION_REQUESTED";
            case CANCELLED -> "CANCELLED";
            case EXPIRED -> "TIMEOUT_EXCEEDED";
        };
    }

    private ObjectNode shown(AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var tally = stage.results().tally(batch, life);
        var ended = life.phase().hasEnded();
        // What a job that stopped short says of the rows it did not reach is not documented: nothing, here.
        var errors = life.phase() == Life.Phase.COMPLETED;
        var job = Json.object().put("id", batch.id()).put("object", "batch");
        job.putArray("input_files").add(Recast.uploadOf(batch));
        var metadata = job.putObject("metadata");
        batch.metadata().forEach(metadata::put);
        job.put("endpoint", batch.endpoint())
                .put("model", batch.models().isEmpty() ? null : batch.models().get(0))
                .put("output_file", ended && tally.outputBytes() > 0 ? batch.outputFile() : null)
                .put("error_file", errors && tally.errorBytes() > 0 ? batch.errorFile() : null)
                .put("status", word(life.phase()))
                .put("created_at", batch.createdMicros() / SECOND);
        job.putArray("errors");
        var succeeded = ended ? tally.succeeded() : life.share(tally.succeeded(), batch.rows());
        var failed = errors ? tally.failed() : 0;
        return job.put("total_requests", batch.rows())
                .put("completed_requests", succeeded + failed)
                .put("succeeded_requests", succeeded)
                .put("failed_requests", failed);
    }
}
