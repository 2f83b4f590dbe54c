package route.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;

/** Together's files and batches, as far as the house uses them (client library 0.52 and captures, 2026-09). */
final class TogetherSim implements SimApi {
    private static final int CREATED = 201;

    private final Backroom room;
    private final Map<String, String> files = new HashMap<>();

    TogetherSim(Backroom room) {
        this.room = room;
    }

    @Override
    public Reply noModel(String model) {
        return Lines.error(404, "invalid_request_error", "Unable to access model " + model);
    }

    @Override
    public Reply answer(Call call) {
        var path = Lines.path(call);
        if (call.method().equals("POST")) {
            if (path.equals("/chat/completions")) return Chat.answer(room, call, Chat::completion);
            if (path.equals("/files/upload")) return upload(call);
            if (path.equals("/batches")) return create(call);
            if (path.endsWith("/cancel")) return cancel(path.substring(9, path.length() - 7));
        }
        if (path.equals("/batches")) return list();
        if (path.startsWith("/batches/")) return status(path.substring(9));
        if (path.endsWith("/content")) return content(path.substring(7, path.length() - 8));
        room.books().complain("no such call: " + call.method() + " " + path);
        return missing("no such path");
    }

    private static Reply missing(String what) {
        return Lines.error(404, "invalid_request_error", what);
    }

    private Reply upload(Call call) {
        if (!(call.body() instanceof Body.Form form)) return room.refused("an upload is a form");
        if (!List.of("purpose", "file_name").equals(List.copyOf(form.fields().keySet()))) {
            return room.refused("fields of an upload: " + form.fields());
        }
        var id = "file-" + (files.size() + 1);
        files.put(id, Lines.text(form));
        return Lines.ok(Lines.object().put("id", id));
    }

    /** It is accepted whatever is in it, and looked at later. */
    private Reply create(Call call) {
        var asked = Lines.read(Lines.text(call.body()));
        var file = asked.path("input_file_id").asText();
        if (!files.containsKey(file)) return room.refused("unknown file '" + file + "'");
        var rows = new ArrayList<SimRow>();
        var ids = new HashSet<String>();
        var problem = "";
        for (var text : files.get(file).split("\n")) {
            var line = Lines.read(text);
            var body = line.path("body");
            var row =
                    Chat.row(line.path("custom_id").asText(), body.path("model").asText(), body);
            var isRight = ids.add(row.customId())
                    && !row.model().isEmpty()
                    && !row.prompt().isEmpty();
            if (!isRight) room.books().complain("a line that only fails later: " + text);
            if (row.prompt().contains("forbidden")) problem = "error reading input file";
            rows.add(row);
        }
        var batch = room.make("job-" + room.next(), rows, Map.of("file", file), Terms.USUAL);
        if (!problem.isEmpty()) batch.fail(problem, 0);
        else if (room.mischief().strikes(Fault.QUEUE_FULL)) batch.fail("too many enqueued tokens", 0);
        var answer = Lines.object();
        answer.set("job", view(batch));
        return new Reply(CREATED, Map.of(), answer.toString());
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var view = Lines.object()
                .put("id", batch.id())
                .put("input_file_id", batch.label("file"))
                .put("status", batch.isOdd(now) ? "UNDER_REVIEW" : word(batch, now))
                .put("progress", batch.counted(now) * 100 / batch.rows().size())
                .put("created_at", batch.createdAt().toString())
                .put("job_deadline", batch.expiresAt().toString());
        if (batch.stage(now) == SimBatch.Stage.FAILED) return view.put("error", batch.failure());
        if (!batch.isOver(now)) return view;
        if (!Chat.billed(batch).isEmpty()) view.put("output_file_id", "out-" + batch.id());
        if (!failed(batch).isEmpty()) view.put("error_file_id", "err-" + batch.id());
        return view;
    }

    private static String word(SimBatch batch, Instant now) {
        return switch (batch.stage(now)) {
            case CHECKING -> "VALIDATING";
            case FAILED -> "FAILED";
            case WORKING, FINALIZING -> "IN_PROGRESS";
            case CANCELLING -> "CANCELING";
            case DONE -> "COMPLETED";
            case EXPIRED -> "EXPIRED";
            case CANCELLED -> "CANCELLED";
        };
    }

    private Reply list() {
        var list = Lines.object().putArray("all");
        room.listed().forEach(it -> list.add(view(it)));
        return new Reply(200, Map.of(), list.toString());
    }

    private Reply status(String id) {
        return room.known(id).map(it -> Lines.ok(view(it))).orElse(missing("No such job: " + id));
    }

    private Reply cancel(String id) {
        var batch = room.known(id);
        if (batch.isEmpty()) return missing("No such job: " + id);
        if (!batch.get().cancel(room.now())) return Lines.error(409, "conflict", "the job has ended");
        return Lines.ok(view(batch.get()));
    }

    private Reply content(String fileId) {
        var batch = room.known(fileId.substring(4)).filter(it -> it.isOver(room.now()));
        if (batch.isEmpty()) return missing("No such file: " + fileId);
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
        return Lines.file(failed(batch), Chat::failed, Lines.object(), Mischief.none(), 1);
    }
}
