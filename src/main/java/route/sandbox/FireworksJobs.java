package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** {@code batchInferenceJobs}: made from a dataset under an id of the client's, listed, looked at. */
final class FireworksJobs {
    private final Stage stage;

    FireworksJobs(Stage stage) {
        this.stage = stage;
    }

    void serve(Visit visit, String account, List<String> path) throws IOException {
        switch (visit.method() + " " + path.size()) {
            case "POST 0" -> create(visit, account);
            case "GET 0" -> list(visit, account);
            case "DELETE 1" -> delete(visit, required(path.get(0)));
            case "GET 1" -> visit.reply(200, shown(required(path.get(0)), account));
            default -> throw FireworksGate.unknown();
        }
    }

    private void create(Visit visit, String account) throws IOException {
        var request = visit.json();
        stage.checkCreation();
        if (stage.faults().strikes(Fault.Kind.QUEUE_FULL)) throw Stage.busy().asCall();
        var id = visit.query("batchInferenceJobId").orElse("");
        if (!Disk.isName(id)) throw Refusal.invalid("invalid job id").asCall();
        if (stage.batches().find(id).isPresent()) throw FireworksGate.taken("job " + id + " already exists");
        var dataset = request.path("inputDatasetId").asText("");
        var input = dataset.substring(dataset.lastIndexOf('/') + 1);
        if (!dataset.startsWith(account + "/datasets/") || !FireworksDatasets.isReady(stage, input)) {
            throw FireworksGate.notFound("dataset " + dataset + " not found");
        }
        var model = request.path("model").asText("");
        if (model.isEmpty() || model.contains(Live.NO_MODEL)) {
            throw FireworksGate.notFound("model " + model + " not found");
        }
        var draft = stage.draft(id, "fireworks", "/v1/chat/completions", "", stage.newId("requests-"));
        var taken = new Taking(stage).take(draft, Map.of(), assay -> read(input, model, assay));
        var batch = taken.batch();
        stage.batches().save(batch, taken.sightings());
        stage.checkAnswer();
        visit.reply(200, shown(batch, account));
    }

    /** Reads the requests, each with the job's model put in it. */
    private Complaint read(String input, String model, Assay assay) throws IOException {
        var ids = new HashSet<String>();
        try (var rows = new LineFile(stage.uploads().content(input))) {
            for (var number = 0; number < rows.rows(); number++) {
                var line = Json.parse(rows.line(number));
                if (!(line.path("body") instanceof ObjectNode body)
                        || !ids.add(line.path("custom_id").asText(""))) {
                    return new Complaint("INVALID_ARGUMENT", "a row needs an id of its own and a body", "", number + 1);
                }
                body.put("model", model);
                assay.add(line);
            }
        }
        return Complaint.NONE;
    }

    private void list(Visit visit, String account) throws IOException {
        var body = Json.object();
        var jobs = body.putArray("batchInferenceJobs");
        for (var batch : stage.batches().newestFirst("fireworks")) jobs.add(shown(batch, account));
        visit.reply(200, body.put("nextPageToken", ""));
    }

    private void delete(Visit visit, AcceptedBatch batch) throws IOException {
        if (!stage.life(batch).phase().hasEnded()) {
            throw new Refusal(400, "FAILED_PRECONDITION", "", "", "the job has not ended").asCall();
        }
        stage.batches().delete(batch.id());
        visit.reply(200, Json.object());
    }

    private AcceptedBatch required(String id) throws IOException {
        return stage.batches()
                .find(id)
                .filter(it ->
                        it.dialect().equals("fireworks") && !stage.batches().isDeleted(id))
                .orElseThrow(() -> FireworksGate.notFound("job " + id + " not found"));
    }

    private JsonNode shown(AcceptedBatch batch, String account) throws IOException {
        var life = stage.life(batch);
        var tally = stage.results().tally(batch, life);
        var ended = life.phase().hasEnded();
        var job = Json.object()
                .put("name", account + "/batchInferenceJobs/" + batch.id())
                .put("state", "JOB_STATE_" + word(life.phase()))
                .put("outputDatasetId", account + "/datasets/" + batch.id() + "-out");
        if (batch.complaint().isReal()) {
            job.putObject("status")
                    .put("code", batch.complaint().code())
                    .put("message", batch.complaint().message());
        }
        job.putObject("jobProgress")
                .put("totalInputRequests", batch.rows())
                .put("totalProcessedRequests", ended ? tally.succeeded() + tally.failed() : life.done());
        return job;
    }

    private static String word(Life.Phase phase) {
        return switch (phase) {
            case QUEUED -> "PENDING";
            case FINALIZING -> "WRITING_RESULTS";
            case RUNNING, COMPLETED, FAILED, CANCELLING, CANCELLED, EXPIRED -> phase.name();
        };
    }
}
