package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files at Gemini: uploaded in two calls, under a name the client may choose (files guide, 2026). */
final class GeminiFiles {
    private static final long MOST_BYTES = 2L << 30;
    private static final Duration KEPT = Duration.ofHours(48);
    private static final Pattern NAME = Pattern.compile("files/([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)");
    private static final String PURPOSE = "gemini";

    private final Stage stage;

    GeminiFiles(Stage stage) {
        this.stage = stage;
    }

    /** The first call: the name is fixed, and the answer's header says where the bytes go. */
    void start(Visit visit) throws IOException {
        var command = visit.header("X-Goog-Upload-Command").orElse("");
        var protocol = visit.header("X-Goog-Upload-Protocol").orElse("");
        if (!visit.method().equals("POST") || !command.equals("start") || !protocol.equals("resumable")) {
            throw GeminiGate.invalid("The sandbox knows resumable uploads only.");
        }
        var chosen = visit.json().path("file").path("name").asText("");
        var id = chosen.isEmpty() ? stage.newId("f") : id(chosen);
        checkFree(id);
        visit.header(
                "X-Goog-Upload-URL",
                "http://" + visit.header("Host").orElse("127.0.0.1") + "/gemini/upload/v1beta/files?upload_id="
                        + stage.newId("u") + "&upload_protocol=resumable&file=" + id);
        visit.header("X-Goog-Upload-Status", "active");
        visit.reply(200, Json.object());
    }

    private static String id(String name) {
        var matcher = NAME.matcher(name);
        if (matcher.matches()) return matcher.group(1);
        throw GeminiGate.invalid("File name '" + name + "' is not valid.");
    }

    private void checkFree(String id) throws IOException {
        if (stage.uploads().find(id).isEmpty()) return;
        throw new Refusal(409, "", "", "", "Requested entity already exists: files/" + id).asCall();
    }

    /** The second call: all bytes at once. */
    void take(Visit visit) throws IOException {
        var command = visit.header("X-Goog-Upload-Command").orElse("");
        if (!command.replace(" ", "").equals("upload,finalize")) {
            throw GeminiGate.invalid("The sandbox takes a file in one piece.");
        }
        var id = id("files/" + visit.query("file").orElse(""));
        checkFree(id);
        var aside = stage.uploads().aside();
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
                new LimitedStream(visit.body(), MOST_BYTES).transferTo(out);
            }
            var file = new FileRecord(id, id, PURPOSE, Files.size(aside), stage.now(), "", false);
            stage.uploads().keep(id, aside);
            stage.uploads().save(file);
            visit.header("X-Goog-Upload-Status", "final");
            visit.reply(200, Json.object().set("file", shown(file)));
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    void show(Visit visit, String id) throws IOException {
        if (!visit.method().equals("GET")) throw GeminiGate.invalid("The sandbox shows files only.");
        visit.reply(200, shown(find(id).orElseThrow(() -> missing(id))));
    }

    /** The bytes of an upload. */
    Path content(String name) throws IOException {
        var id = name.replaceFirst("^files/", "");
        if (find(id).isEmpty()) throw missing(id);
        return stage.uploads().content(id);
    }

    private Optional<FileRecord> find(String id) throws IOException {
        return stage.uploads().find(id).filter(it -> it.purpose().equals(PURPOSE));
    }

    private static RefusedCall missing(String id) {
        var message = "You do not have permission to access the File " + id + " or it may not exist.";
        return new Refusal(403, "", "", "", message).asCall();
    }

    private static ObjectNode shown(FileRecord file) {
        var made = Instant.EPOCH.plus(file.createdMicros(), ChronoUnit.MICROS);
        return Json.object()
                .put("name", "files/" + file.id())
                .put("mimeType", "application/jsonl")
                .put("sizeBytes", Long.toString(file.bytes()))
                .put("createTime", made.toString())
                .put("expirationTime", made.plus(KEPT).toString())
                .put("state", "ACTIVE")
                .put("source", "UPLOADED");
    }
}
