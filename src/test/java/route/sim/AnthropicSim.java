package route.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import route.wire.Call;
import route.wire.Reply;

/** Anthropic's message batches, as far as the house uses them (guide and API reference, 2026-09). */
final class AnthropicSim implements SimApi {
    private static final String BATCHES = "/v1/messages/batches";

    private final Backroom room;

    AnthropicSim(Backroom room) {
        this.room = room;
    }

    @Override
    public String model(Call call) {
        return call.path().equals("/v1/messages")
                ? Lines.read(Lines.text(call.body())).path("model").asText()
                : "";
    }

    @Override
    public Reply answer(Call call) {
        var path = Lines.path(call);
        if (!call.headers().containsKey("anthropic-version")) return room.refused("anthropic-version is missing");
        if (call.method().equals("POST")) {
            if (path.equals("/v1/messages")) return message(Lines.read(Lines.text(call.body())));
            if (path.equals(BATCHES)) return create(call);
            if (path.endsWith("/cancel")) return cancel(path.substring(BATCHES.length() + 1, path.length() - 7));
        }
        if (path.equals(BATCHES)) return list(call);
        if (path.endsWith("/results")) return results(path.substring(BATCHES.length() + 1, path.length() - 8));
        if (path.startsWith(BATCHES + "/")) return status(path.substring(BATCHES.length() + 1));
        room.books().complain("no such call: " + call.method() + " " + path);
        return missing();
    }

    private static Reply missing() {
        return Lines.error(404, "not_found_error", "not found");
    }

    private Reply message(JsonNode params) {
        var row = room.books().answer(row("", params), room.now());
        return switch (row.work()) {
            case ANSWERED -> Lines.ok(message(row));
            case BUSY -> Lines.error(500, "api_error", "try again");
            case REFUSED, NONE -> Lines.error(400, "invalid_request_error", "not like this");
        };
    }

    private Reply create(Call call) {
        var requests = Lines.read(Lines.text(call.body())).path("requests");
        if (!requests.isArray() || requests.isEmpty()) return room.refused("requests: at least one is needed");
        var rows = new ArrayList<SimRow>();
        var ids = new HashSet<String>();
        for (var request : requests) {
            var id = request.path("custom_id").asText();
            if (!id.matches("[a-zA-Z0-9_-]{1,64}") || !ids.add(id)) return room.refused("custom_id '" + id + "'");
            rows.add(row(id, request.path("params")));
        }
        stranger(rows.size());
        var batch = room.make(nextId(), rows, Map.of(), Terms.USUAL);
        stranger(rows.size());
        return Lines.ok(view(batch));
    }

    private SimRow row(String id, JsonNode params) {
        var prompt = params.path("messages").path(0).path("content").asText();
        var most = params.path("max_tokens").asInt(0);
        if (prompt.isEmpty() || most < 1 || params.path("model").asText().isEmpty()) {
            room.books().complain("params that only fail when it is their turn: " + params);
        }
        return new SimRow(id, params.path("model").asText(), prompt, Math.max(1, most));
    }

    private String nextId() {
        return "msgbatch_" + room.next();
    }

    private void stranger(int rows) {
        room.stranger(nextId(), rows, "claude-haiku-5-5", Terms.USUAL);
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var view = Lines.object()
                .put("id", batch.id())
                .put("type", "message_batch")
                .put("processing_status", batch.isOdd(now) ? "under_review" : word(batch, now))
                .put("created_at", batch.createdAt().toString())
                .put("expires_at", batch.expiresAt().toString());
        var counts = view.putObject("request_counts");
        var over = batch.isOver(now);
        var done = batch.rows().size() - batch.unserved().size();
        var expired = batch.stage(now) == SimBatch.Stage.EXPIRED;
        var left = batch.rows().size() - done;
        counts.put("processing", over ? 0 : batch.rows().size());
        counts.put("succeeded", over ? done : 0).put("errored", 0);
        counts.put("canceled", over && !expired ? left : 0).put("expired", over && expired ? left : 0);
        return view;
    }

    private static String word(SimBatch batch, Instant now) {
        return switch (batch.stage(now)) {
            case CHECKING, WORKING, FINALIZING -> "in_progress";
            case CANCELLING -> "canceling";
            case FAILED, DONE, EXPIRED, CANCELLED -> "ended";
        };
    }

    private Reply list(Call call) {
        var page = room.page(Lines.parameter(call, "after_id"));
        var list = Lines.object();
        var data = list.putArray("data");
        page.batches().forEach(it -> data.add(view(it)));
        return Lines.ok(list.put("has_more", page.hasMore()));
    }

    private Reply status(String id) {
        var batch = room.known(id);
        return batch.isPresent() ? Lines.ok(view(batch.get())) : missing();
    }

    private Reply cancel(String id) {
        var batch = room.known(id);
        if (batch.isEmpty()) return missing();
        if (!batch.get().cancel(room.now())) return Lines.error(400, "invalid_request_error", "it has ended");
        return Lines.ok(view(batch.get()));
    }

    private Reply results(String id) {
        var batch = room.known(id);
        if (batch.isEmpty() || !batch.get().isOver(room.now())) return missing();
        var unserved = batch.get().stage(room.now()) == SimBatch.Stage.EXPIRED ? "expired" : "canceled";
        var strange = line(new SimRow("somebody-7", "claude-x", "not yours", 10), unserved);
        var file = Lines.file(batch.get().rows(), it -> line(it, unserved), strange, room.mischief(), id.hashCode());
        return new Reply(200, Map.of(), file);
    }

    private static ObjectNode line(SimRow row, String unserved) {
        var line = Lines.object().put("custom_id", row.customId());
        var result = line.putObject("result");
        switch (row.work()) {
            case NONE -> result.put("type", unserved);
            case ANSWERED -> answered(row, result);
            case BUSY -> error(result, "overloaded_error");
            case REFUSED -> error(result, "invalid_request_error");
        }
        return line;
    }

    private static void answered(SimRow row, ObjectNode result) {
        result.put("type", "succeeded").set("message", message(row));
    }

    private static ObjectNode message(SimRow row) {
        var message = Lines.object().put("model", row.model()).put("stop_reason", "end_turn");
        message.putArray("content").addObject().put("type", "text").put("text", SimRow.answer(row.prompt()));
        message.putObject("usage")
                .put("input_tokens", row.usage().input())
                .put("output_tokens", row.usage().output());
        return message;
    }

    private static void error(ObjectNode result, String type) {
        result.put("type", "errored")
                .putObject("error")
                .put("type", "error")
                .putObject("error")
                .put("type", type)
                .put("message", "not like this");
    }
}
