package route.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/** {@code /v1/files}: uploads, whose fields must come before the file, and results (captures, 2026-09). */
final class TogetherFiles {
    private static final long MOST_BYTES = 100L << 20;

    private final Stage stage;

    TogetherFiles(Stage stage) {
        this.stage = stage;
    }

    void serve(Visit visit, List<String> path) throws IOException {
        if (visit.method().equals("POST") && path.equals(List.of("upload"))) upload(visit);
        else if (visit.method().equals("GET") && path.isEmpty()) list(visit);
        else if (visit.method().equals("DELETE") && path.size() == 1) delete(visit, path.get(0));
        else if (visit.method().equals("GET") && path.size() == 2 && path.get(1).equals("content")) {
            content(visit, path.get(0));
        } else throw TogetherGate.unknown();
    }

    private void upload(Visit visit) throws IOException {
        var form = new Multipart(visit.body(), visit.header("Content-Type").orElse(""));
        var fields = new HashMap<String, String>();
        var aside = stage.uploads().aside();
        try {
            for (var part = form.next(); part.isPresent(); part = form.next()) {
                if (!part.get().name().equals("file")) fields.put(part.get().name(), form.text());
                else if (!fields.containsKey("file_name") || !"batch-api".equals(fields.get("purpose"))) {
                    throw Refusal.invalid("purpose and file_name must come before the file")
                            .asCall();
                } else take(fields, form, aside);
            }
            if (!fields.containsKey("bytes"))
                throw Refusal.invalid("the form holds no file").asCall();
            visit.reply(200, kept(fields, aside));
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void take(HashMap<String, String> fields, Multipart form, Path aside) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
            fields.put("bytes", Long.toString(form.copy(out, MOST_BYTES)));
        }
    }

    private com.fasterxml.jackson.databind.JsonNode kept(HashMap<String, String> fields, Path aside)
            throws IOException {
        var bytes = Long.parseLong(fields.get("bytes"));
        var name = fields.get("file_name");
        var file = new FileRecord(stage.newId("file-"), name, "batch-api", bytes, stage.now(), "", false);
        stage.uploads().keep(file.id(), aside);
        stage.uploads().save(file);
        return Json.object()
                .put("id", file.id())
                .put("object", "file")
                .put("filename", name)
                .put("bytes", bytes)
                .put("purpose", "batch-api")
                .put("Processed", true);
    }

    private void list(Visit visit) throws IOException {
        var body = Json.object();
        var list = body.putArray("data");
        for (var file : stage.uploads().newestFirst()) {
            if (isThere(file)) list.addObject().put("id", file.id()).put("filename", file.name());
        }
        visit.reply(200, body);
    }

    /** Results are there once their batch has ended, and only where they hold a line. */
    private boolean isThere(FileRecord file) throws IOException {
        if (file.isUpload()) return true;
        var batch = stage.batches().find(file.batch()).orElseThrow(() -> missing(file.id()));
        var life = stage.life(batch);
        if (!life.phase().hasEnded()) return false;
        var tally = stage.results().tally(batch, life);
        return (file.errors() ? tally.errorBytes() : tally.outputBytes()) > 0;
    }

    private void delete(Visit visit, String id) throws IOException {
        var file = stage.uploads().find(id).orElseThrow(() -> missing(id));
        if (!isThere(file)) throw missing(id);
        stage.uploads().delete(id);
        visit.reply(200, Json.object().put("id", id).put("deleted", true));
    }

    private void content(Visit visit, String id) throws IOException {
        var file = stage.uploads().find(id).orElseThrow(() -> missing(id));
        if (file.isUpload()) {
            visit.stream("application/jsonl", out -> Files.copy(stage.uploads().content(id), out));
            return;
        }
        var batch = stage.batches().find(file.batch()).orElseThrow(() -> missing(id));
        var life = stage.life(batch);
        if (!life.phase().hasEnded()) throw missing(id);
        var part = file.errors() ? Results.Part.REST : Results.Part.ANSWERED;
        visit.stream("application/jsonl", out -> stage.writeResults(batch, life, part, out));
    }

    private static RefusedCall missing(String id) {
        return new Refusal(404, "invalid_request_error", "not_found", "", "File not found: " + id).asCall();
    }
}
