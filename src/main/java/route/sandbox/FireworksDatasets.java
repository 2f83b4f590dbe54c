package route.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** {@code datasets}: made under an id of the client's, uploaded to, and downloaded from under signed addresses. */
final class FireworksDatasets {
    private static final long MOST_BYTES = 150L << 20;

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
            case "GET 0" -> visit.reply(200, Json.object().put("nextPageToken", ""));
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

    private void show(Visit visit, String account, FileRecord file) throws IOException {
        visit.reply(
                200,
                Json.object()
                        .put("name", account + "/datasets/" + file.id())
                        .put("state", isReady(stage, file.id()) ? "READY" : "UPLOADING"));
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
        return stage.uploads().find(id).orElseThrow(() -> FireworksGate.notFound("dataset " + id + " not found"));
    }

    /** The output of a job that has ended: a file of answers, and one of errors. */
    private void sign(Visit visit, String id) throws IOException {
        var batch = batch(id);
        if (!stage.life(batch).phase().hasEnded()) throw FireworksGate.notFound("dataset " + id + " not found");
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
        var id = output.endsWith("-out") ? output.substring(0, output.length() - "-out".length()) : output;
        return stage.batches().find(id).orElseThrow(() -> FireworksGate.notFound("dataset " + output + " not found"));
    }
}
