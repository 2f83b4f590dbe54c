package route.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import route.domain.Lane;
import route.wire.Call;
import route.wire.Reply;

/** OpenRouter's own batches, as far as the house uses them (API reference and probes, 2026-09 and 2026-10). */
final class OpenRouterSim implements SimApi {
    private static final int ACCEPTED = 202;
    private static final Terms TERMS =
            new Terms(Duration.ofHours(24), Set.of(SimBatch.Stage.EXPIRED, SimBatch.Stage.CANCELLED));

    private final Backroom room;

    OpenRouterSim(Backroom room) {
        this.room = room;
    }

    @Override
    public Reply noModel(String model) {
        return error(400, model + " is not a valid model ID");
    }

    private static Reply error(int status, String said) {
        var body = Lines.object();
        body.putObject("error").put("code", status).put("message", said);
        return new Reply(status, Map.of(), body.toString());
    }

    @Override
    public Reply answer(Call call) {
        var path = Lines.path(call);
        if (path.equals("/chat/completions")) return Chat.answer(room, call, it -> completion(it, Lane.REALTIME));
        if (path.equals("/batches")) return call.method().equals("POST") ? create(call) : list(call);
        if (path.startsWith("/batches/") && call.method().equals("GET")) return get(path.substring(9));
        room.books().complain("no such call: " + call.method() + " " + path);
        return error(404, "no such path");
    }

    private Reply create(Call call) {
        var asked = Lines.read(Lines.text(call.body()));
        var fields = new ArrayList<String>();
        asked.fieldNames().forEachRemaining(fields::add);
        if (!fields.equals(List.of("endpoint", "model", "completion_window", "requests"))) {
            return room.refused("fields in an order that is not read: " + fields);
        }
        var model = asked.path("model").asText();
        if (needsOtherId(model)) return error(400, model + " does not have a :batch endpoint");
        if (room.mischief().strikes(Fault.QUEUE_FULL)) return error(429, "too many batches");
        var rows = new ArrayList<SimRow>();
        var ids = new HashSet<String>();
        for (var request : asked.path("requests")) {
            var row = Chat.row(request.path("custom_id").asText(), model, request.path("body"));
            if (row.prompt().isEmpty() || !ids.add(row.customId())) return room.refused("request " + request);
            rows.add(row);
        }
        if (rows.isEmpty()) return room.refused("requests: at least one is needed");
        room.stranger(nextId(), rows.size(), model, TERMS);
        var batch = room.make(nextId(), rows, Map.of("model", model), TERMS);
        if (rows.stream().anyMatch(it -> it.prompt().contains("forbidden"))) batch.fail("a request is not admitted", 0);
        room.stranger(nextId(), rows.size(), model, TERMS);
        return new Reply(ACCEPTED, Map.of(), view(batch).putNull("results").toString());
    }

    /** Some models have batches under one of their two ids only. */
    private static boolean needsOtherId(String model) {
        return model.contains("terra") && !model.endsWith(":batch");
    }

    private String nextId() {
        return "batch-" + room.next();
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var view = Lines.object()
                .put("id", batch.id())
                .put("object", "batch")
                .put("model", batch.label("model"))
                .put("status", batch.isOdd(now) ? "under_review" : word(batch, now))
                .put("created_at", batch.createdAt().getEpochSecond())
                .put("expires_at", batch.expiresAt().getEpochSecond());
        var isUncounted = batch.stage(now) == SimBatch.Stage.CHECKING;
        view.putObject("request_counts")
                .put("total", isUncounted ? 0 : batch.rows().size())
                .put("completed", batch.counted(now))
                .put("failed", 0);
        if (!batch.failure().isEmpty() && batch.stage(now) == SimBatch.Stage.FAILED) {
            view.putObject("errors").putArray("data").addObject().put("message", batch.failure());
        }
        return view;
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
        var page = room.page(Lines.parameter(call, "after"));
        var list = Lines.object().put("object", "list");
        var data = list.putArray("data");
        page.batches().forEach(it -> data.add(view(it)));
        return Lines.ok(list.put("has_more", page.hasMore()));
    }

    /** Results lie within a batch that is completed. */
    private Reply get(String id) {
        var known = room.known(id);
        if (known.isEmpty()) return error(404, "Batch not found");
        var batch = known.get();
        var view = view(batch);
        if (batch.stage(room.now()) != SimBatch.Stage.DONE) return Lines.ok(view.putNull("results"));
        var results = view.putArray("results");
        Lines.elements(
                        batch.rows(),
                        this::line,
                        Chat.answered(Chat.stranger()),
                        room.mischief(),
                        batch.id().hashCode())
                .forEach(results::add);
        return Lines.ok(view);
    }

    private ObjectNode line(SimRow row) {
        return switch (row.work()) {
            case ANSWERED -> Chat.answered(row, completion(row, Lane.BATCH));
            case BUSY, REFUSED -> Chat.failed(row);
            case NONE -> Chat.unserved(row, "not_executed");
        };
    }

    /** What is charged is said. */
    private ObjectNode completion(SimRow row, Lane lane) {
        var completion = Chat.completion(row);
        var cost = BigDecimal.valueOf(room.books().cost(row, lane).picodollars(), 12);
        ((ObjectNode) completion.path("usage")).put("cost", cost);
        return completion;
    }
}
