package route.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;

/**
 * OpenAI's files and batches, as far as the house uses them (guide and OpenAPI document, 2026-08), and what is different
 * at those who copy them (their own pages, 2026): told by the provider's name.
 */
final class OpenAiSim implements SimApi {
    private static final int UNPAGED = 20;
    private static final Duration PROCESSING = Duration.ofSeconds(20);

    private final Backroom room;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, Instant> uploadedAt = new HashMap<>();

    OpenAiSim(Backroom room) {
        this.room = room;
    }

    private boolean is(String provider) {
        return room.provider().equals(provider);
    }

    @Override
    public Reply answer(Call call) {
        var path = Lines.path(call);
        if (call.method().equals("POST")) {
            if (path.equals("/chat/completions")) return Chat.answer(room, call, Chat::completion);
            if (path.equals("/files")) return upload(call);
            if (path.equals("/batches")) return create(call);
            if (path.endsWith("/cancel")) return cancel(path.substring(9, path.length() - 7));
        }
        if (path.equals("/batches")) return list(call);
        if (path.startsWith("/batches/")) return status(path.substring(9));
        if (path.endsWith("/content")) return content(path.substring(7, path.length() - 8));
        if (path.startsWith("/files/")) return file(path.substring(7));
        room.books().complain("no such call: " + call.method() + " " + path);
        return missing("no such path " + path);
    }

    private static Reply missing(String what) {
        return Lines.error(404, "invalid_request_error", what);
    }

    private Reply upload(Call call) {
        if (!(call.body() instanceof Body.Form form)) return room.refused("an upload is a form");
        if (!"batch".equals(form.fields().get("purpose"))) return room.refused("purpose is not batch");
        var id = "file-" + (files.size() + 1);
        files.put(id, Lines.text(form));
        uploadedAt.put(id, room.now());
        return Lines.ok(Lines.object().put("id", id).put("object", "file").put("filename", form.fileName()));
    }

    private boolean isProcessed(String file) {
        return !room.now().isBefore(uploadedAt.get(file).plus(PROCESSING));
    }

    private Reply file(String id) {
        if (!files.containsKey(id)) return missing("No such File object: " + id);
        return Lines.ok(Lines.object().put("id", id).put("status", isProcessed(id) ? "processed" : "pending"));
    }

    private Reply create(Call call) {
        var asked = Lines.read(Lines.text(call.body()));
        var file = asked.path("input_file_id").asText();
        if (!files.containsKey(file)) return room.refused("unknown file '" + file + "'");
        if (is("azure") && !isProcessed(file)) return room.refused("the file is not processed yet");
        if (!asked.path("completion_window").asText().equals("24h")) return room.refused("completion_window");
        if (asked.path("metadata").size() > 16) return room.refused("more than 16 pairs of metadata");
        var labels = new TreeMap<String, String>();
        asked.path("metadata")
                .properties()
                .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
        labels.put("file", file);
        labels.put("endpoint", asked.path("endpoint").asText());
        var check = new Check(labels.get("endpoint"));
        for (var line : files.get(file).split("\n")) check.take(line);
        var batch = room.make("batch_" + room.next(), check.rows, labels, Terms.USUAL);
        if (!check.problem.isEmpty()) batch.fail(check.problem, check.line);
        else if (room.mischief().strikes(Fault.QUEUE_FULL)) batch.fail("token_limit_exceeded", 0);
        return Lines.ok(view(batch));
    }

    /** The file check: it stops at the first bad line. */
    private final class Check {
        private final String endpoint;
        private final List<SimRow> rows = new ArrayList<>();
        private final HashSet<String> ids = new HashSet<>();
        private String model = "";
        private String problem = "";
        private int number;
        private int line;

        Check(String endpoint) {
            this.endpoint = endpoint;
        }

        void take(String text) {
            number++;
            var request = Lines.read(text);
            var body = request.path("body");
            var prompt = Chat.prompt(body);
            var fault = fault(request, body, prompt);
            if (problem.isEmpty() && !fault.isEmpty()) {
                problem = fault;
                line = number;
                if (!prompt.contains("forbidden")) room.books().complain(fault + " in " + text);
            }
            rows.add(Chat.row(
                    request.path("custom_id").asText(), body.path("model").asText(), body));
        }

        private String fault(JsonNode request, JsonNode body, String prompt) {
            if (request.isEmpty()) return "invalid_json_line";
            if (request.path("custom_id").asText().isEmpty()) return "missing_required_parameter";
            if (!ids.add(request.path("custom_id").asText())) return "duplicate_custom_id";
            if (!request.path("url").asText().equals(endpoint)) return "invalid_url";
            if (!request.path("method").asText().equals("POST")) return "invalid_method";
            if (model.isEmpty()) model = body.path("model").asText();
            if (model.isEmpty() || !model.equals(body.path("model").asText())) return "mismatched_model";
            return prompt.isEmpty() || prompt.contains("forbidden") ? "invalid_request" : "";
        }
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var view = Lines.object()
                .put("id", batch.id())
                .put("object", "batch")
                .put("endpoint", batch.label("endpoint"))
                .put("input_file_id", batch.label("file"))
                .put("completion_window", "24h")
                .put("status", batch.isOdd(now) ? "paused_for_review" : word(batch, now))
                .put("created_at", batch.createdAt().getEpochSecond())
                .put("expires_at", batch.expiresAt().getEpochSecond());
        counts(view, batch);
        var metadata = view.putObject("metadata");
        for (var name : List.of("route_job", "route_shard", "rows", "sha256")) metadata.put(name, batch.label(name));
        if (batch.stage(now) == SimBatch.Stage.FAILED) {
            var errors = view.putObject("errors").put("object", "list");
            var error = errors.putArray("data")
                    .addObject()
                    .put("code", batch.failure())
                    .put("message", "not taken");
            if (batch.failedLine() > 0) error.put("line", batch.failedLine());
        } else if (batch.isOver(now)) {
            view.put("output_file_id", blankIfEmpty(output(batch), "out-" + batch.id()));
            view.put("error_file_id", blankIfEmpty(errors(batch), "err-" + batch.id()));
        }
        return view;
    }

    private void counts(ObjectNode view, SimBatch batch) {
        var checking = batch.stage(room.now()) == SimBatch.Stage.CHECKING;
        if (checking && is("deepinfra")) {
            view.putNull("request_counts");
            return;
        }
        view.putObject("request_counts")
                .put("total", checking ? 0 : batch.rows().size())
                .put("completed", batch.counted(room.now()))
                .put("failed", 0);
    }

    private static String blankIfEmpty(String file, String id) {
        return file.isEmpty() ? "" : id;
    }

    private static String word(SimBatch batch, Instant now) {
        return switch (batch.stage(now)) {
            case CHECKING -> "validating";
            case FAILED -> "failed";
            case WORKING -> "in_progress";
            case FINALIZING -> "finalizing";
            case CANCELLING -> "cancelling";
            case DONE -> "completed";
            case EXPIRED -> "expired";
            case CANCELLED -> "cancelled";
        };
    }

    private Reply list(Call call) {
        var list = Lines.object().put("object", "list");
        var data = list.putArray("data");
        if (is("groq")) {
            if (call.path().contains("?")) room.books().complain("this list has no pages: " + call.path());
            room.listed().stream().limit(UNPAGED).forEach(it -> data.add(view(it)));
            return Lines.ok(list);
        }
        var file = Lines.parameter(call, "input_file_ids");
        var text = Lines.parameter(call, "search");
        if (!file.isEmpty() && !is("dashscope") || !text.isEmpty() && !is("doubleword")) {
            return room.refused("an unknown parameter: " + call.path());
        }
        var page = room.page(Lines.parameter(call, "after"));
        page.batches().stream()
                .filter(it -> file.isEmpty() || it.label("file").equals(file))
                .filter(it -> text.isEmpty() || it.label("route_shard").contains(text))
                .forEach(it -> data.add(view(it)));
        return Lines.ok(list.put("has_more", page.hasMore()));
    }

    private Reply status(String id) {
        var batch = room.known(id);
        return batch.isPresent() ? Lines.ok(view(batch.get())) : missing("No batch found with id '" + id + "'.");
    }

    private Reply cancel(String id) {
        var batch = room.known(id);
        if (batch.isEmpty()) return missing("No batch found with id '" + id + "'.");
        if (!batch.get().cancel(room.now())) return Lines.error(409, "invalid_request_error", "too late");
        return Lines.ok(view(batch.get()));
    }

    private Reply content(String fileId) {
        var batch = room.known(fileId.substring(4));
        if (batch.isEmpty() || !batch.get().isOver(room.now())) return missing("No such File object: " + fileId);
        return new Reply(200, Map.of(), fileId.startsWith("out-") ? output(batch.get()) : errors(batch.get()));
    }

    private String output(SimBatch batch) {
        return Lines.file(
                Chat.billed(batch),
                Chat::answered,
                Chat.answered(Chat.stranger()),
                room.mischief(),
                batch.id().hashCode());
    }

    private String errors(SimBatch batch) {
        var code = batch.stage(room.now()) == SimBatch.Stage.EXPIRED ? "batch_expired" : "batch_cancelled";
        return Lines.file(
                Chat.unbilled(batch),
                it -> it.work() == SimRow.Work.NONE ? Chat.unserved(it, code) : Chat.failed(it),
                Lines.object(),
                Mischief.none(),
                1);
    }
}
