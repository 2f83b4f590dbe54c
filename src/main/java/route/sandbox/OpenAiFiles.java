package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** {@code /v1/files}: uploads, and the results of batches under their file ids. */
final class OpenAiFiles {
    /** The most bytes of one upload (OpenAI API reference, files, 2026-11). */
    private static final long MOST_BYTES = 512L << 20;

    private static final List<String> PURPOSES =
            List.of("assistants", "batch", "fine-tune", "vision", "user_data", "evals");
    private static final int KEPT_SECONDS = 30 * 24 * 3600;

    private static final long PENDING_MICROS = 50_000;

    private final Stage stage;
    private final OpenAiKin kin;

    OpenAiFiles(Stage stage, OpenAiKin kin) {
        this.stage = stage;
        this.kin = kin;
    }

    void serve(Visit visit, List<String> path) throws IOException {
        switch (visit.method() + " " + path.size()) {
            case "POST 0" -> upload(visit);
            case "GET 0" -> list(visit);
            case "GET 1" -> visit.reply(200, shown(required(path.get(0))));
            case "DELETE 1" -> delete(visit, required(path.get(0)));
            case "GET 2" -> {
                if (!path.get(1).equals("content")) throw OpenAiGate.unknown(visit);
                content(visit, required(path.get(0)));
            }
            default -> throw OpenAiGate.wrongMethod(visit);
        }
    }

    private void upload(Visit visit) throws IOException {
        if (visit.declaredBytes() > MOST_BYTES) throw Visit.tooLarge().asCall();
        var form = new Multipart(visit.body(), visit.header("Content-Type").orElse(""));
        var fields = new HashMap<String, String>();
        var asides = new ArrayList<Path>();
        try {
            var bytes = 0L;
            for (var part = form.next(); part.isPresent(); part = form.next()) {
                if (!part.get().name().equals("file")) {
                    fields.put(part.get().name(), form.text());
                    continue;
                }
                fields.put("file", part.get().fileName());
                asides.add(stage.uploads().aside());
                try (var out = new BufferedOutputStream(Files.newOutputStream(asides.get(0)), 1 << 16)) {
                    bytes = form.copy(out, MOST_BYTES);
                }
            }
            visit.reply(200, kept(fields, asides, bytes));
        } finally {
            for (var aside : asides) Files.deleteIfExists(aside);
        }
    }

    private ObjectNode kept(HashMap<String, String> fields, List<Path> asides, long bytes) throws IOException {
        var purpose = Optional.ofNullable(fields.get("purpose")).orElseThrow(() -> missing("purpose"));
        if (!PURPOSES.contains(purpose)) {
            throw Refusal.invalid("invalid_value", "purpose", "'" + purpose + "' is not one of " + PURPOSES)
                    .asCall();
        }
        if (asides.size() != 1) throw missing("file");
        var file = new FileRecord(stage.newId("file-"), fields.get("file"), purpose, bytes, stage.now(), "", false);
        stage.uploads().keep(file.id(), asides.get(0));
        stage.uploads().save(file);
        return shown(file);
    }

    private static RefusedCall missing(String param) {
        return Refusal.invalid("missing_required_parameter", param, "Missing required parameter: '" + param + "'.")
                .asCall();
    }

    private void list(Visit visit) throws IOException {
        var purpose = visit.query("purpose");
        var files = new ArrayList<FileRecord>();
        for (var file : stage.uploads().newestFirst()) {
            if ((purpose.isEmpty() || purpose.get().equals(file.purpose())) && isThere(file)) files.add(file);
        }
        if (visit.query("order").orElse("desc").equals("asc")) java.util.Collections.reverse(files);
        var page = Page.after(visit, "after", files, FileRecord::id, 10_000, 10_000);
        var list = Json.object().put("object", "list");
        var data = list.putArray("data");
        for (var file : page.items()) data.add(shown(file));
        visit.reply(200, page.close(list, FileRecord::id));
    }

    private void delete(Visit visit, FileRecord file) throws IOException {
        stage.uploads().delete(file.id());
        visit.reply(
                200, Json.object().put("id", file.id()).put("object", "file").put("deleted", true));
    }

    private void content(Visit visit, FileRecord file) throws IOException {
        var type = "application/octet-stream";
        if (file.isUpload()) {
            visit.stream(type, out -> Files.copy(stage.uploads().content(file.id()), out));
            return;
        }
        var batch = batchOf(file);
        var life = stage.life(batch);
        var part = file.errors() ? Results.Part.REST : Results.Part.ANSWERED;
        visit.stream(type, out -> stage.writeResults(batch, life, part, out));
    }

    private FileRecord required(String id) throws IOException {
        var file = stage.uploads().find(id);
        if (file.isPresent() && isThere(file.get())) return file.get();
        throw new Refusal(404, "invalid_request_error", "", "id", "No such File object: " + id).asCall();
    }

    /** Result files are there once their batch has ended, and only where they hold a line. */
    private boolean isThere(FileRecord file) throws IOException {
        return file.isUpload() || bytes(file) > 0 || kin.emptyErrorFiles() && hasEnded(file);
    }

    private boolean hasEnded(FileRecord file) throws IOException {
        return stage.life(batchOf(file)).phase().hasEnded();
    }

    /** Whether a batch may be made of it. */
    static boolean isProcessed(FileRecord file, OpenAiKin kin, long now) {
        return !kin.slowFiles() || now >= file.createdMicros() + PENDING_MICROS;
    }

    private long bytes(FileRecord file) throws IOException {
        if (file.isUpload()) return file.bytes();
        var batch = batchOf(file);
        var life = stage.life(batch);
        if (!life.phase().hasEnded()) return 0;
        var tally = stage.results().tally(batch, life);
        return file.errors() ? tally.errorBytes() : tally.outputBytes();
    }

    private AcceptedBatch batchOf(FileRecord file) throws IOException {
        return stage.batches()
                .find(file.batch())
                .orElseThrow(
                        () -> new Refusal(404, "invalid_request_error", "", "id", "No such File object: " + file.id())
                                .asCall());
    }

    private ObjectNode shown(FileRecord file) throws IOException {
        var created = file.createdMicros() / 1_000_000;
        return Json.object()
                .put("object", "file")
                .put("id", file.id())
                .put("purpose", file.purpose())
                .put("filename", file.name())
                .put("bytes", bytes(file))
                .put("created_at", created)
                .put("expires_at", created + KEPT_SECONDS)
                .put("status", isProcessed(file, kin, stage.now()) ? "processed" : "pending");
    }
}
