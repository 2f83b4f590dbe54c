package route.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Mistral's files and batch jobs, as far as the house uses them (OpenAPI document and captures, 2026-08 and 2026-09). */
final class MistralSim implements SimApi {
    private static final String JOBS = "/batch/jobs";
    private static final int PAGE = 3;

    private final Backroom room;
    private final Map<String, List<ObjectNode>> files = new HashMap<>();

    MistralSim(Backroom room) {
        this.room = room;
    }

    @Override
    public Reply noModel(String model) {
        return error(400, "invalid_model", "Invalid model: " + model);
    }

    @Override
    public Reply wrongKey() {
        return new Reply(401, Map.of(), "{\"detail\":\"Invalid API Key\"}");
    }

    private static Reply error(int status, String type, String message) {
        var body = Lines.object().put("object", "error").put("type", type).put("message", message);
        return new Reply(status, Map.of(), body.toString());
    }

    @Override
    public Reply answer(Call call) {
        var path = Lines.path(call);
        if (call.method().equals("POST")) {
            if (path.equals("/chat/completions")) return Chat.answer(room, call, Chat::completion);
            if (path.equals("/files")) return upload(call);
            if (path.equals(JOBS)) return create(call);
            if (path.endsWith("/cancel")) return cancel(path.substring(JOBS.length() + 1, path.length() - 7));
        }
        if (path.equals(JOBS)) return list(call);
        if (path.startsWith(JOBS + "/")) return status(path.substring(JOBS.length() + 1));
        if (path.endsWith("/content")) return content(path.substring(7, path.length() - 8));
        room.books().complain("no such call: " + call.method() + " " + path);
        return missing("no such path");
    }

    private static Reply missing(String what) {
        return new Reply(404, Map.of(), Lines.object().put("detail", what).toString());
    }

    /** The file is checked as a whole, at once. */
    private Reply upload(Call call) {
        if (!(call.body() instanceof Body.Form form)) return room.refused("an upload is a form");
        if (!"batch".equals(form.fields().get("purpose"))) return room.refused("purpose is not batch");
        var ids = new HashSet<String>();
        var lines = new ArrayList<ObjectNode>();
        for (var text : Lines.text(form).split("\n")) {
            var line = Lines.read(text);
            var prompt = Chat.prompt(line.path("body"));
            if (prompt.isEmpty() || !ids.add(line.path("custom_id").asText())) return room.refused("line " + text);
            if (prompt.contains("forbidden")) return error(422, "invalid_request_file", "Invalid file: bad line");
            lines.add(line);
        }
        var id = "5f0c-" + (files.size() + 1);
        files.put(id, lines);
        return Lines.ok(Lines.object().put("id", id).put("object", "file"));
    }

    private Reply create(Call call) {
        var asked = Lines.read(Lines.text(call.body()));
        var file = asked.path("input_files").path(0).asText();
        var model = asked.path("model").asText();
        if (!files.containsKey(file)) return missing("The input file was not found.");
        if (model.isEmpty() || asked.path("timeout_hours").asInt() != 24) return room.refused("job " + asked);
        if (room.mischief().strikes(Fault.QUEUE_FULL)) return error(429, "rate_limited", "too many jobs");
        var labels = new TreeMap<String, String>();
        asked.path("metadata")
                .properties()
                .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
        labels.put("file", file);
        labels.put("model", model);
        var rows = files.get(file).stream()
                .map(it -> Chat.row(it.path("custom_id").asText(), model, it.path("body")))
                .toList();
        return Lines.ok(view(room.make("b1f3-" + room.next(), rows, labels, Terms.USUAL)));
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var view = Lines.object()
                .put("id", batch.id())
                .put("object", "batch")
                .put("model", batch.label("model"))
                .put("status", batch.isOdd(now) ? "UNDER_REVIEW" : word(batch, now))
                .put("created_at", batch.createdAt().getEpochSecond())
                .put("total_requests", batch.rows().size())
                .put("succeeded_requests", batch.counted(now))
                .put("failed_requests", 0);
        view.putArray("input_files").add(batch.label("file"));
        var metadata = view.putObject("metadata");
        for (var name : List.of("route_job", "route_shard")) metadata.put(name, batch.label(name));
        var over = batch.isOver(now);
        view.put("output_file", over && !Chat.billed(batch).isEmpty() ? "out-" + batch.id() : null);
        view.put("error_file", over && !failed(batch).isEmpty() ? "err-" + batch.id() : null);
        view.putArray("errors");
        return view;
    }

    private static String word(SimBatch batch, Instant now) {
        return switch (batch.stage(now)) {
            case CHECKING -> "QUEUED";
            case FAILED -> "FAILED";
            case WORKING, FINALIZING -> "RUNNING";
            case CANCELLING -> "CANCELLATION_REQUESTED";
            case DONE -> "SUCCESS";
            case EXPIRED -> "TIMEOUT_EXCEEDED";
            case CANCELLED -> "CANCELLED";
        };
    }

    /** In pages by their number; an empty one is null. */
    private Reply list(Call call) {
        var number = Integer.parseInt(Lines.parameter(call, "page"));
        var after = Instant.parse(Lines.parameter(call, "created_after").replace("%3A", ":"));
        var listed = room.listed().stream()
                .filter(it -> !it.createdAt().isBefore(after))
                .toList();
        var list = Lines.object().put("object", "list").put("total", listed.size());
        if (listed.size() <= number * PAGE) return Lines.ok(list.putNull("data"));
        var data = list.putArray("data");
        listed.stream().skip((long) number * PAGE).limit(PAGE).forEach(it -> data.add(view(it)));
        return Lines.ok(list);
    }

    private Reply status(String id) {
        return room.known(id).map(it -> Lines.ok(view(it))).orElse(missing("Job not found"));
    }

    private Reply cancel(String id) {
        var batch = room.known(id);
        if (batch.isEmpty()) return missing("Job not found");
        if (!batch.get().cancel(room.now())) return error(422, "invalid_request", "the job has ended");
        return Lines.ok(view(batch.get()));
    }

    private Reply content(String fileId) {
        var batch = room.known(fileId.substring(4)).filter(it -> it.isOver(room.now()));
        if (batch.isEmpty()) return missing("File not found");
        return new Reply(200, Map.of(), fileId.startsWith("out-") ? output(batch.get()) : errors(batch.get()));
    }

    private String output(SimBatch batch) {
        var strange = Chat.answered(Chat.stranger());
        return Lines.file(
                Chat.billed(batch),
                Chat::answered,
                strange,
                room.mischief(),
                batch.id().hashCode());
    }

    /** Rows whose turn never came are in neither file. */
    private static List<SimRow> failed(SimBatch batch) {
        var rows = new ArrayList<>(batch.rows());
        rows.removeIf(it -> it.billed() || it.work() == SimRow.Work.NONE);
        return rows;
    }

    private static String errors(SimBatch batch) {
        return Lines.file(failed(batch), MistralSim::failed, Lines.object(), Mischief.none(), 1);
    }

    /** The body of an error is a JSON text in the line. */
    private static ObjectNode failed(SimRow row) {
        var line = Chat.line(row);
        line.putObject("response")
                .put("status_code", Chat.status(row))
                .put("body", Chat.error(row).path("error").toString());
        return line.putNull("error");
    }
}
