package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** {@code datasets}: made under an id of the client's, uploaded to, and downloaded from under signed addresses. */
final class FireworksDatasets {
    private static final long MOST_BYTES = 150L << 20;
    private static final String OUTPUT = "-out";

    private final Stage stage;

    FireworksDatasets(Stage stage) {
        this.stage = stage;
    }

    void serve(Visit visit, String account, List<String> path) throws IOException {
        var last = path.isEmpty() ? "" : path.get(0);
        var id = last.contains(":") ? last.substring(0, last.indexOf(':')) : last;
        var action = last.substring(id.length());
        switch (visit.method() + " " + path.size() + action) {
            case "POST 0" -> create(visit, account);
            case "GET 0" -> list(visit, account);
            case "DELETE 1" -> delete(visit, id);
            case "GET 1" -> show(visit, account, required(id));
            case "POST 1:upload" -> upload(visit, required(id));
            case "GET 1:getDownloadEndpoint" -> sign(visit, id);
            default -> throw FireworksGate.unknown();
        }
    }

    private void create(Visit visit, String account) throws IOException {
        var id = visit.json().path("datasetId").asText("");
        if (!Disk.isName(id)) throw Refusal.invalid("invalid dataset id").asCall();
        if (stage.uploads().find(id).isPresent()) throw FireworksGate.taken("dataset " + id + " already exists");
        var file = new FileRecord(id, id + ".jsonl", "dataset", 0, stage.now(), "", false);
        stage.uploads().save(file);
        show(visit, account, file);
    }

    /** Those that were uploaded, and those of jobs that have ended. */
    private void list(Visit visit, String account) throws IOException {
        var body = Json.object();
        var datasets = body.putArray("datasets");
        for (var file : stage.uploads().newestFirst()) {
            if (file.purpose().equals("dataset")) datasets.add(shown(account, file.id()));
        }
        for (var batch : stage.batches().newestFirst("fireworks")) {
            if (isOutput(batch.id() + OUTPUT)) datasets.add(shown(account, batch.id() + OUTPUT));
        }
        visit.reply(200, body.put("nextPageToken", ""));
    }

    private void delete(Visit visit, String id) throws IOException {
        if (stage.uploads().find(id).isEmpty() && !isOutput(id)) throw missing(id);
        stage.uploads().delete(id);
        visit.reply(200, Json.object());
    }

    private boolean isOutput(String id) throws IOException {
        if (!id.endsWith(OUTPUT) || stage.uploads().isDeleted(id)) return false;
        var batch = stage.batches().find(id.substring(0, id.length() - OUTPUT.length()));
        return batch.isPresent() && stage.life(batch.get()).phase().hasEnded();
    }

    private void show(Visit visit, String account, FileRecord file) throws IOException {
        visit.reply(200, shown(account, file.id()));
    }

    private JsonNode shown(String account, String id) {
        var isThere = id.endsWith(OUTPUT) || isReady(stage, id);
        return Json.object().put("name", account + "/datasets/" + id).put("state", isThere ? "READY" : "UPLOADING");
    }

    static boolean isReady(Stage stage, String id) {
        return Files.exists(stage.uploads().content(id));
    }

    private void upload(Visit visit, FileRecord file) throws IOException {
        if (visit.declaredBytes() > MOST_BYTES) throw Visit.tooLarge().asCall();
        var form = new Multipart(visit.body(), visit.header("Content-Type").orElse(""));
        for (var part = form.next(); part.isPresent(); part = form.next()) {
            if (!part.get().name().equals("file")) {
                form.text();
                continue;
            }
            var aside = stage.uploads().aside();
            try {
                try (var out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
                    form.copy(out, MOST_BYTES);
                }
                stage.uploads().keep(file.id(), aside);
            } finally {
                Files.deleteIfExists(aside);
            }
        }
        visit.reply(200, Json.object().put("id", file.id()).put("filename", file.name()));
    }

    private FileRecord required(String id) throws IOException {
        return stage.uploads().find(id).orElseThrow(() -> missing(id));
    }

    private static RefusedCall missing(String id) {
        return FireworksGate.notFound("dataset " + id + " not found");
    }

    /** The output of a job that has ended: a file of answers, and one of errors. */
    private void sign(Visit visit, String id) throws IOException {
        if (!isOutput(id)) throw missing(id);
        var batch = batch(id);
        var host = "http://" + visit.header("Host").orElse("127.0.0.1") + "/fireworks/signed/" + batch.id();
        var body = Json.object();
        body.putObject("filenameToSignedUrls")
                .put("BIJOutputSet.jsonl", host + "/answers?signature=sandbox")
                .put("error-data.jsonl", host + "/errors?signature=sandbox");
        visit.reply(200, body);
    }

    void download(Visit visit, String id, String part) throws IOException {
        if (visit.query("signature").isEmpty()) throw FireworksGate.unknown();
        var batch = stage.batches().find(id).orElseThrow(FireworksGate::unknown);
        var wanted = part.equals("errors") ? Results.Part.REST : Results.Part.ANSWERED;
        var life = stage.life(batch);
        visit.stream("application/octet-stream", out -> stage.writeResults(batch, life, wanted, out));
    }

    private AcceptedBatch batch(String output) throws IOException {
        var id = output.substring(0, output.length() - OUTPUT.length());
        return stage.batches().find(id).orElseThrow(() -> missing(output));
    }
}
