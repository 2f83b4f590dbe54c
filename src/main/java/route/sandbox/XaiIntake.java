package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes rows into a batch, all of a call or none. A row that is in it already is not taken twice, and with other content
 * under the same id is refused (captures, 2026-08). What is known of the rows is worked out anew by a server that was
 * started meanwhile.
 */
final class XaiIntake {
    private final Stage stage;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    XaiIntake(Stage stage) {
        this.stage = stage;
    }

    /** A batch while it is filled: what its rows come to, and each row's digest by its id. */
    private record Open(Assay assay, Map<String, String> digests, ByteArrayOutputStream results) {}

    synchronized void add(AcceptedBatch batch, JsonNode requests) throws IOException {
        var known = opened(batch);
        var fresh = new LinkedHashMap<String, JsonNode>();
        for (var request : requests) {
            var id = request.path("batch_request_id").asText();
            var row = Json.object().put("custom_id", id);
            row.set("body", request.path("batch_request").path("chat_get_completion"));
            check(id, row.path("body"));
            var before = fresh.containsKey(id)
                    ? digest(fresh.get(id))
                    : known.digests().get(id);
            if (before == null) fresh.put(id, row);
            else if (!before.equals(digest(row))) {
                throw new Refusal(412, "", "failed-precondition", "", "Request " + id + " has other content.").asCall();
            }
        }
        if (requests.isEmpty()) throw invalid("batch_requests is empty");
        take(batch, known, fresh);
    }

    private static void check(String id, JsonNode body) {
        if (id.isEmpty() || id.length() > 64) throw invalid("batch_request_id is missing or too long");
        if (!body.isObject() || body.path("model").asText().isEmpty()) throw invalid("chat_get_completion: no model");
        if (body.path("model").asText().contains(Live.NO_MODEL)) {
            throw invalid("Model " + body.path("model").asText() + " is not supported for batch processing.");
        }
    }

    private void take(AcceptedBatch batch, Open known, Map<String, JsonNode> fresh) throws IOException {
        if (fresh.isEmpty()) return;
        var lines = new ByteArrayOutputStream();
        for (var row : fresh.entrySet()) {
            known.assay().add(row.getValue());
            known.digests().put(row.getKey(), digest(row.getValue()));
            lines.write(Json.line(row.getValue()));
        }
        append(stage.uploads().content(batch.inputFile()), lines);
        append(stage.batches().results(batch.id()), known.results());
        var filled = stage.finished(batch, known.assay(), batch.metadata(), Complaint.NONE);
        stage.batches().save(filled, known.assay().sightings());
    }

    private static void append(Path file, ByteArrayOutputStream bytes) throws IOException {
        Files.write(file, bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        bytes.reset();
    }

    private Open opened(AcceptedBatch batch) throws IOException {
        var known = open.get(batch.id());
        if (known != null) return known;
        var results = new ByteArrayOutputStream();
        var fresh = new Open(new Assay(batch, stage.batches().history(batch.id()), results), new HashMap<>(), results);
        Files.deleteIfExists(stage.batches().results(batch.id()));
        var file = stage.uploads().content(batch.inputFile());
        if (Files.exists(file)) {
            try (var rows = new LineFile(file)) {
                for (var number = 0; number < rows.rows(); number++) {
                    var row = Json.parse(rows.line(number));
                    fresh.assay().add(row);
                    fresh.digests().put(row.path("custom_id").asText(), digest(row));
                }
            }
        }
        append(stage.batches().results(batch.id()), results);
        open.put(batch.id(), fresh);
        return fresh;
    }

    private static String digest(JsonNode row) {
        return Digest.of(0, Json.bytes(row.path("body"))).hex();
    }

    private static RefusedCall invalid(String message) {
        return new Refusal(400, "", "invalid-argument", "", message).asCall();
    }
}
