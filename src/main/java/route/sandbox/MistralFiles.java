package route.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files at Mistral: a batch file is checked row by row when it is uploaded; reading is as at OpenAI. */
final class MistralFiles {
    private static final long MOST_BYTES = 512L << 20;

    private final Stage stage;
    private final OpenAiFiles reading;

    MistralFiles(Stage stage) {
        this.stage = stage;
        this.reading = new OpenAiFiles(stage, OpenAiKin.OPENAI);
    }

    void serve(Visit visit, List<String> path) throws IOException {
        if (visit.method().equals("POST") && path.isEmpty()) upload(visit);
        else reading.serve(visit, path);
    }

    private void upload(Visit visit) throws IOException {
        var form = new Multipart(visit.body(), visit.header("Content-Type").orElse(""));
        var aside = stage.uploads().aside();
        try {
            var purpose = "";
            var name = "";
            for (var part = form.next(); part.isPresent(); part = form.next()) {
                if (part.get().name().equals("file")) {
                    name = part.get().fileName();
                    copy(form, aside);
                } else {
                    var text = form.text();
                    if (part.get().name().equals("purpose")) purpose = text;
                }
            }
            if (name.isEmpty())
                throw MistralGate.invalid("file", "Field required").asCall();
            if (!purpose.equals("batch")) {
                throw MistralGate.invalid("purpose", "The sandbox takes files for batches only")
                        .asCall();
            }
            keep(visit, name, aside);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void copy(Multipart form, Path aside) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
            form.copy(out, MOST_BYTES);
        }
    }

    private void keep(Visit visit, String name, Path aside) throws IOException {
        var rows = checked(aside);
        var file = new FileRecord(stage.newId("file"), name, "batch", Files.size(aside), stage.now(), "", false);
        stage.uploads().keep(file.id(), aside);
        stage.uploads().save(file);
        visit.reply(
                200,
                Json.object()
                        .put("id", file.id())
                        .put("object", "file")
                        .put("bytes", file.bytes())
                        .put("created_at", file.createdMicros() / 1_000_000)
                        .put("filename", name)
                        .put("purpose", "batch")
                        .put("sample_type", "batch_request")
                        .put("num_lines", rows)
                        .put("source", "upload"));
    }

    /** How many rows there are; a 422 that names the first bad one where one is. */
    private static int checked(Path file) throws IOException {
        try (var lines = new LineFile(file)) {
            for (var number = 0; number < lines.rows(); number++) {
                var fault = fault(lines.line(number));
                if (fault.isPresent()) {
                    throw MistralGate.invalid("line " + (number + 1), "Invalid file format. " + fault.get())
                            .asCall();
                }
            }
            return lines.rows();
        }
    }

    private static Optional<String> fault(byte[] line) {
        try {
            var row = Json.parse(line);
            if (!row.path("body").isObject()) return Optional.of("body: Field required");
            return MistralSpeech.malformed(row.path("body"));
        } catch (IOException e) {
            return Optional.of("Invalid JSON");
        }
    }
}
