package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/batches}: made from an uploaded file, listed, looked at, cancelled (OpenAI batch guide, 2026-09). */
final class OpenAiBatches {
    static final List<String> ENDPOINTS = List.of("/v1/chat/completions", "/v1/responses", "/v1/embeddings");

    private final Stage stage;
    private final OpenAiKin kin;
    private final Backlog backlog;
    private final OpenAiBatchView view;

    OpenAiBatches(Stage stage, OpenAiKin kin, Backlog backlog) {
        this.stage = stage;
        this.kin = kin;
        this.backlog = backlog;
        this.view = new OpenAiBatchView(stage, kin);
    }

    void serve(Visit visit, List<String> path) throws IOException {
        switch (visit.method() + " " + path.size()) {
            case "POST 0" -> create(visit);
            case "GET 0" -> list(visit);
            case "GET 1" -> visit.reply(200, view.of(required(path.get(0))));
            case "POST 2" -> {
                if (!path.get(1).equals("cancel")) throw OpenAiGate.unknown(visit);
                cancel(visit, required(path.get(0)));
            }
            default -> throw OpenAiGate.wrongMethod(visit);
        }
    }

    private void create(Visit visit) throws IOException {
        var request = visit.json();
        stage.checkCreation();
        var file = text(request, "input_file_id");
        var endpoint = text(request, "endpoint");
        if (!ENDPOINTS.contains(endpoint)) {
            throw Refusal.invalid("invalid_value", "endpoint", "'" + endpoint + "' is not one of " + ENDPOINTS)
                    .asCall();
        }
        if (!text(request, "completion_window").equals("24h")) {
            throw Refusal.invalid("invalid_value", "completion_window", "The only completion window is 24h.")
                    .asCall();
        }
        checkProcessed(file);
        var metadata = metadata(request.path("metadata"));
        var batch = made(stage.draft(stage.newId("batch_"), kin.dialect(), endpoint, "", file), metadata);
        stage.checkAnswer();
        visit.reply(200, view.of(batch));
    }

    private void checkProcessed(String file) throws IOException {
        var upload = stage.uploads().find(file);
        if (upload.isEmpty() || OpenAiFiles.isProcessed(upload.get(), kin, stage.now())) return;
        throw Refusal.invalid("invalid_value", "input_file_id", "The file is not processed yet.")
                .asCall();
    }

    private AcceptedBatch made(AcceptedBatch draft, Map<String, String> metadata) throws IOException {
        if (backlog.takes(size(draft.inputFile()))) {
            var pending = draft.later(stage.now(), 0, List.of(), metadata);
            saveFiles(pending);
            backlog.add(pending);
            return pending;
        }
        var taken = new Taking(stage).take(draft, metadata, assay -> checked(stage, kin, draft, assay));
        saveFiles(taken.batch());
        stage.batches().save(taken.batch(), taken.sightings());
        return taken.batch();
    }

    private long size(String file) throws IOException {
        return stage.uploads().find(file).map(FileRecord::bytes).orElse(0L);
    }

    private void saveFiles(AcceptedBatch batch) throws IOException {
        stage.uploads().save(result(batch, batch.outputFile(), "output", false));
        stage.uploads().save(result(batch, batch.errorFile(), "error", true));
    }

    /** Reads the rows of a batch; what is wrong with the whole, where something is. */
    static Complaint checked(Stage stage, OpenAiKin kin, AcceptedBatch draft, Assay assay) throws IOException {
        if (stage.faults().strikes(Fault.Kind.QUEUE_FULL)) {
            return new Complaint("token_limit_exceeded", "Enqueued token limit reached. (simulated)", "", 0);
        }
        var file = stage.uploads().find(draft.inputFile()).filter(FileRecord::isUpload);
        if (file.isEmpty()) return new Complaint("invalid_request", "The input file was not found.", "", 0);
        if (!file.get().purpose().equals("batch")) {
            return new Complaint("invalid_request", "The input file does not have the purpose 'batch'.", "", 0);
        }
        return new OpenAiIntake(draft.endpoint(), assay, kin)
                .read(stage.uploads().content(draft.inputFile()));
    }

    private static FileRecord result(AcceptedBatch batch, String id, String kind, boolean errors) {
        var name = batch.id() + "_" + kind + ".jsonl";
        return new FileRecord(id, name, "batch_output", 0, batch.createdMicros(), batch.id(), errors);
    }

    private static String text(JsonNode request, String name) {
        if (request.path(name).isTextual()) return request.get(name).asText();
        throw Refusal.invalid("missing_required_parameter", name, "Missing required parameter: '" + name + "'.")
                .asCall();
    }

    /** At most 16 pairs of at most 64 and 512 characters. */
    private static Map<String, String> metadata(JsonNode node) {
        var metadata = new HashMap<String, String>();
        for (var pair : node.properties()) {
            var fits = pair.getValue().isTextual()
                    && pair.getKey().length() <= 64
                    && pair.getValue().asText().length() <= 512;
            if (!fits || metadata.size() == 16) {
                throw Refusal.invalid(
                                "invalid_value",
                                "metadata",
                                "metadata takes 16 pairs of strings, 64 and 512 characters long at most")
                        .asCall();
            }
            metadata.put(pair.getKey(), pair.getValue().asText());
        }
        return metadata;
    }

    private void list(Visit visit) throws IOException {
        var all = stage.batches().newestFirst(kin.dialect());
        var list = Json.object().put("object", "list");
        var data = list.putArray("data");
        if (!kin.pages()) {
            for (var batch : all) data.add(view.of(batch));
            visit.reply(200, list);
            return;
        }
        var page = Page.after(visit, "after", all, AcceptedBatch::id, 20, 100);
        for (var batch : page.items()) data.add(view.of(batch));
        visit.reply(200, page.close(list, AcceptedBatch::id));
    }

    private void cancel(Visit visit, AcceptedBatch batch) throws IOException {
        var phase = stage.life(batch).phase();
        if (phase.hasEnded()) {
            throw new Refusal(
                            409,
                            "invalid_request_error",
                            "",
                            "",
                            "Cannot cancel a batch with status '" + OpenAiBatchView.word(phase) + "'.")
                    .asCall();
        }
        stage.batches().cancel(batch.id(), stage.now());
        visit.reply(200, view.of(batch));
    }

    private AcceptedBatch required(String id) throws IOException {
        var batch = stage.batches()
                .find(id)
                .filter(it -> it.dialect().equals(kin.dialect()))
                .orElseThrow(
                        () -> new Refusal(404, "invalid_request_error", "", "", "No batch found with id '" + id + "'.")
                                .asCall());
        backlog.check(batch);
        return batch;
    }
}
