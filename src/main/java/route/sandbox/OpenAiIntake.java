package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks a batch file as OpenAI does before anything runs: it stops at the first bad line (OpenAI batch guide). */
final class OpenAiIntake {
    private final String endpoint;
    private final Assay assay;
    private final OpenAiKin kin;
    private final Set<String> ids = new HashSet<>();
    private String model = "";

    OpenAiIntake(String endpoint, Assay assay, OpenAiKin kin) {
        this.endpoint = endpoint;
        this.assay = assay;
        this.kin = kin;
    }

    Complaint read(Path file) throws IOException {
        if (Files.size(file) > kin.mostBytes()) {
            return complaint("invalid_request", "The file is larger than " + (kin.mostBytes() >> 20) + " MB.", 0);
        }
        try (var lines = new Lines(file)) {
            var first = read(lines);
            var rows = assay.rows() + (first.isReal() ? 1 : 0);
            while (first.isReal() && lines.next()) rows++;
            if (rows == 0) return complaint("empty_file", "The file holds no requests.", 0);
            // That there are too many is said before what is wrong with one of them.
            if (rows <= kin.mostRows()) return first;
            return complaint("too_many_tasks", "The file holds more than " + kin.mostRows() + " requests.", 0);
        }
    }

    /** What is wrong with the first line that cannot be used, where there is one. */
    private Complaint read(Lines lines) throws IOException {
        while (lines.next() && assay.rows() <= kin.mostRows()) {
            var number = assay.rows() + 1;
            var line = parsed(lines);
            if (line.isEmpty()) {
                return complaint("invalid_json_line", "This line is not parseable as valid JSON.", number);
            }
            var fault = fault(line.get(), number);
            if (fault.isReal()) return fault;
            assay.add(line.get());
        }
        return Complaint.NONE;
    }

    private Complaint fault(JsonNode line, long number) {
        var id = line.path("custom_id").asText("");
        if (id.isEmpty()) {
            return new Complaint(
                    "missing_required_parameter", "Missing required parameter: 'custom_id'.", "custom_id", number);
        }
        if (!ids.add(id)) {
            return new Complaint(
                    "duplicate_custom_id", "The custom_id for this request was used before.", "custom_id", number);
        }
        if (!line.path("method").asText().equals("POST")) {
            return new Complaint("invalid_method", "The method must be POST.", "method", number);
        }
        if (!line.path("url").asText().equals(endpoint)) {
            return new Complaint("invalid_url", "The URL is not the batch's endpoint.", "url", number);
        }
        return bodyFault(line.path("body"), number);
    }

    private Complaint bodyFault(JsonNode body, long number) {
        var own = body.path("model").asText("");
        if (own.isEmpty()) return new Complaint("invalid_request", "The body names no model.", "body.model", number);
        if (model.isEmpty()) model = own;
        if (!model.equals(own)) {
            return new Complaint(
                    "mismatched_model", "All requests of a batch must use the same model.", "body.model", number);
        }
        if (own.contains(Live.NO_MODEL)) {
            return new Complaint("model_not_found", "The model `" + own + "` does not exist.", "body.model", number);
        }
        if (body.path("stream").asBoolean()) {
            return new Complaint("streaming_unsupported", "A batch cannot stream.", "body.stream", number);
        }
        return Complaint.NONE;
    }

    private static Complaint complaint(String code, String message, long line) {
        return new Complaint(code, message, "", line);
    }

    /** A byte order mark is no JSON, though the parser would forgive it. */
    private static Optional<JsonNode> parsed(Lines lines) {
        if (lines.buffer()[lines.start()] == (byte) 0xEF) return Optional.empty();
        try {
            return Optional.of(Json.parse(lines.buffer(), lines.start(), lines.length()))
                    .filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty(); // bytes in memory: it can only be that they are no JSON
        }
    }
}
