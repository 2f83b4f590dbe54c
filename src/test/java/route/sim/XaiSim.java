package route.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import route.domain.Lane;
import route.wire.Call;
import route.wire.Reply;

/** xAI's batches, made empty and filled, as far as the house uses them (protocol files and captures, 2026-08). */
final class XaiSim implements SimApi {
    private static final Terms TERMS = new Terms(Duration.ofDays(30), Set.of());
    private static final Duration COUNTERS_SETTLE = Duration.ofSeconds(20);
    private static final int PAGE = 3;
    private static final long TICK = 100;

    private final Backroom room;
    private final Map<String, Instant> empty = new HashMap<>();

    XaiSim(Backroom room) {
        this.room = room;
    }

    @Override
    public Reply wrongKey() {
        return error(400, "Incorrect API key provided");
    }

    @Override
    public Reply noModel(String model) {
        return error(404, "The model " + model + " does not exist or your team has no access to it");
    }

    private static Reply error(int status, String said) {
        var body = Lines.object().put("code", "failed").put("error", said);
        return new Reply(status, Map.of(), body.toString());
    }

    @Override
    public Reply answer(Call call) {
        var reply = answered(call);
        var headers = new HashMap<>(reply.headers());
        var date = room.now().atZone(ZoneOffset.UTC);
        headers.put("date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date));
        return new Reply(reply.status(), headers, reply.body());
    }

    private Reply answered(Call call) {
        var path = Lines.path(call);
        var rest = path.startsWith("/batches") ? path.substring("/batches".length()) : "";
        if (call.method().equals("POST")) {
            if (path.equals("/chat/completions")) return Chat.answer(room, call, it -> completion(it, Lane.REALTIME));
            if (path.equals("/batches")) return create();
            if (rest.endsWith("/requests")) return add(rest.substring(1, rest.length() - 9), call);
            if (rest.endsWith(":cancel")) return cancel(rest.substring(1, rest.length() - 7));
        } else if (rest.endsWith("/results")) {
            return results(rest.substring(1, rest.length() - 8), call);
        } else if (!rest.isEmpty()) {
            return status(rest.substring(1));
        }
        room.books().complain("no such call: " + call.method() + " " + path);
        return error(404, "no such path");
    }

    private Reply create() {
        var id = "batch_" + (empty.size() + 1);
        empty.put(id, room.now());
        return Lines.ok(bare(id, room.now()));
    }

    private static ObjectNode bare(String id, Instant createdAt) {
        var view = Lines.object().put("batch_id", id).put("create_time", createdAt.toString());
        view.putNull("cancel_time").putNull("cancel_by_xai_message");
        view.put("expire_time", createdAt.plus(TERMS.window()).toString());
        view.putObject("state").put("num_requests", 0).put("num_pending", 0);
        return view;
    }

    /** A call is taken whole or not at all, and again without effect. */
    private Reply add(String id, Call call) {
        if (!empty.containsKey(id)) return error(404, "Batch " + id + " was not found.");
        var rows = new LinkedHashMap<String, SimRow>();
        for (var request : Lines.read(Lines.text(call.body())).path("batch_requests")) {
            var row = row(request);
            if (row.prompt().isEmpty() || rows.put(row.customId(), row) != null) return room.refused("row " + request);
        }
        if (rows.isEmpty()) return room.refused("batch_requests: at least one is needed");
        if (rows.values().stream().anyMatch(it -> it.prompt().contains("forbidden"))) return error(400, "not taken");
        var there = room.books().find(id);
        if (there.isEmpty()) {
            room.make(id, List.copyOf(rows.values()), Map.of(), TERMS);
            return Lines.ok(Lines.object());
        }
        if (there.get().isGone(room.now())) return error(404, "Batch " + id + " was not found.");
        if (there.get().cancelledAt(room.now()).isPresent()) return error(403, "The batch was cancelled.");
        var ids = there.get().rows().stream().map(SimRow::customId).toList();
        return ids.equals(List.copyOf(rows.keySet())) ? Lines.ok(Lines.object()) : room.refused("other rows");
    }

    private static SimRow row(JsonNode request) {
        var body = request.at("/batch_request/chat_get_completion");
        return Chat.row(
                request.path("batch_request_id").asText(), body.path("model").asText(), body);
    }

    private Reply status(String id) {
        var batch = room.books().find(id);
        if (!empty.containsKey(id) || batch.isPresent() && batch.get().isGone(room.now())) {
            return error(404, "Batch " + id + " was not found.");
        }
        // Rows that were taken may not be counted yet.
        var counted = batch.filter(it -> it.isKnown(room.now()));
        return Lines.ok(counted.isPresent() ? view(counted.get()) : bare(id, empty.get(id)));
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var view = bare(batch.id(), empty.get(batch.id()));
        batch.cancelledAt(now).ifPresent(it -> view.put("cancel_time", it.toString()));
        if (batch.isOdd(now)) return view.put("state", "under review");
        var total = batch.rows().size();
        var done = hasFallen(batch)
                ? 0
                : batch.isOver(now) ? total - batch.unserved().size() : batch.counted(now);
        var stopped = batch.isOver(now) || hasFallen(batch);
        view.putObject("state")
                .put("num_requests", total)
                .put("num_pending", stopped ? 0 : Math.max(1, total - done))
                .put("num_success", stopped ? done : Math.min(done, total - 1))
                .put("num_error", 0)
                .put("num_cancelled", stopped ? total - done : 0);
        return view;
    }

    /** For a while after a batch was cancelled all of it may seem to be, what was answered too. */
    private boolean hasFallen(SimBatch batch) {
        var cancelled = batch.cancelledAt(room.now());
        return batch.countersFall()
                && cancelled.isPresent()
                && room.now().isBefore(cancelled.get().plus(COUNTERS_SETTLE));
    }

    private Reply cancel(String id) {
        var batch = room.known(id);
        if (batch.isEmpty()) return error(404, "Batch " + id + " was not found.");
        if (!batch.get().cancel(room.now())) return error(412, "The batch has ended.");
        return Lines.ok(view(batch.get()));
    }

    private Reply results(String id, Call call) {
        var batch = room.known(id);
        if (batch.isEmpty()) return error(404, "Batch " + id + " was not found.");
        var page = Lines.object();
        var results = page.putArray("results");
        var lines = batch.get().isOver(room.now()) ? lines(batch.get()) : List.<JsonNode>of();
        var token = Lines.parameter(call, "pagination_token");
        var from = token.isEmpty() ? 0 : Integer.parseInt(token);
        var to = Math.min(lines.size(), from + PAGE);
        for (var i = from; i < to; i++) results.add(lines.get(i));
        return Lines.ok(page.put("pagination_token", to < lines.size() ? "" + to : null));
    }

    private List<JsonNode> lines(SimBatch batch) {
        var fallen = hasFallen(batch);
        return Lines.elements(
                batch.rows(),
                it -> line(it, fallen),
                line(Chat.stranger(), false),
                room.mischief(),
                batch.id().hashCode());
    }

    private ObjectNode line(SimRow row, boolean fallen) {
        var line = Lines.object().put("batch_request_id", row.customId());
        var result = line.putObject("batch_result");
        var work = fallen ? SimRow.Work.NONE : row.work();
        switch (work) {
            case ANSWERED -> result.putObject("response").set("chat_get_completion", completion(row, Lane.BATCH));
            case BUSY -> result.put("error", "The service is overloaded");
            case REFUSED -> result.put("error", "not like this");
            case NONE -> result.put("error", "Batch request was cancelled");
        }
        return line;
    }

    /** In a batch, reasoning is not counted among the tokens of the answer; what is charged is said. */
    private ObjectNode completion(SimRow row, Lane lane) {
        var reasoning = lane == Lane.BATCH ? row.usage().output() / 3 : 0;
        var completion = Chat.completion(row);
        var usage = (ObjectNode) completion.path("usage");
        usage.put("completion_tokens", row.usage().output() - reasoning);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
        usage.put("total_tokens", row.usage().input() + row.usage().output());
        var cost = BigDecimal.valueOf(room.books().cost(row, lane).picodollars() / TICK);
        usage.put("cost_in_usd_ticks", cost);
        return completion;
    }
}
