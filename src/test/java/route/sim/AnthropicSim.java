package route.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import route.wire.Call;
import route.wire.Reply;

/** Anthropic's message batches, as far as the house uses them (guide and API reference, 2026-09). */
final class AnthropicSim implements SimApi {
    private static final String BATCHES = "/v1/messages/batches";
    private static final int PAGE = 3;

    private final SimClock clock;
    private final Mischief mischief;
    private final Books books;

    AnthropicSim(SimClock clock, Mischief mischief, Books books) {
        this.clock = clock;
        this.mischief = mischief;
        this.books = books;
    }

    @Override
    public Reply answer(Call call) {
        books.settle(clock.instant());
        var path = Lines.path(call);
        if (!call.headers().containsKey("anthropic-version")) return refused("anthropic-version is missing");
        if (call.method().equals("POST")) {
            if (path.equals("/v1/messages")) return message(Lines.read(Lines.text(call.body())));
            if (path.equals(BATCHES)) return create(call);
            if (path.endsWith("/cancel")) return cancel(path.substring(BATCHES.length() + 1, path.length() - 7));
        }
        if (path.equals(BATCHES)) return list(call);
        if (path.endsWith("/results")) return results(path.substring(BATCHES.length() + 1, path.length() - 8));
        if (path.startsWith(BATCHES + "/")) return status(path.substring(BATCHES.length() + 1));
        books.complain("no such call: " + call.method() + " " + path);
        return missing();
    }

    private static Reply missing() {
        return Lines.error(404, "not_found_error", "not found");
    }

    private Reply refused(String why) {
        books.complain(why);
        return Lines.error(400, "invalid_request_error", why);
    }

    private Reply message(JsonNode params) {
        var row = books.answer(row("", params));
        return switch (row.work()) {
            case ANSWERED -> Lines.ok(message(row));
            case BUSY -> Lines.error(500, "api_error", "try again");
            case REFUSED, NONE -> Lines.error(400, "invalid_request_error", "not like this");
        };
    }

    private Reply create(Call call) {
        var requests = Lines.read(Lines.text(call.body())).path("requests");
        if (!requests.isArray() || requests.isEmpty()) return refused("requests: at least one is needed");
        var rows = new ArrayList<SimRow>();
        var ids = new HashSet<String>();
        for (var request : requests) {
            var id = request.path("custom_id").asText();
            if (!id.matches("[a-zA-Z0-9_-]{1,64}") || !ids.add(id)) return refused("custom_id '" + id + "'");
            rows.add(row(id, request.path("params")));
        }
        stranger(rows.size());
        var batch = made(rows);
        stranger(rows.size());
        return Lines.ok(view(batch));
    }

    private SimRow row(String id, JsonNode params) {
        var prompt = params.path("messages").path(0).path("content").asText();
        var most = params.path("max_tokens").asInt(0);
        if (prompt.isEmpty() || most < 1 || params.path("model").asText().isEmpty()) {
            books.complain("params that only fail when it is their turn: " + params);
        }
        return new SimRow(id, params.path("model").asText(), prompt, Math.max(1, most));
    }

    private SimBatch made(List<SimRow> rows) {
        var id = "msgbatch_" + (books.batches().size() + 1);
        var batch = new SimBatch(id, rows, Map.of(), clock.instant(), mischief);
        books.add(batch);
        return batch;
    }

    private void stranger(int rows) {
        if (!mischief.strikes(Fault.STRANGERS)) return;
        var theirs = new ArrayList<SimRow>();
        for (var i = 0; i < rows; i++) theirs.add(new SimRow("theirs-" + i, "claude-haiku-5-5", "theirs " + i, 10));
        made(theirs).byStranger();
    }

    private ObjectNode view(SimBatch batch) {
        var now = clock.instant();
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
        var now = clock.instant();
        var listed = new ArrayList<>(
                books.batches().stream().filter(it -> it.isListed(now)).toList());
        java.util.Collections.reverse(listed);
        var after = Lines.parameter(call, "after_id");
        var from = 0;
        while (!after.isEmpty()
                && from < listed.size()
                && !listed.get(from).id().equals(after)) from++;
        if (!after.isEmpty()) from++;
        var page = Lines.object();
        var data = page.putArray("data");
        for (var i = from; i < Math.min(listed.size(), from + PAGE); i++) data.add(view(listed.get(i)));
        return Lines.ok(page.put("has_more", from + PAGE < listed.size()));
    }

    private Reply status(String id) {
        var batch = books.find(id).filter(it -> it.isKnown(clock.instant()));
        return batch.isPresent() ? Lines.ok(view(batch.get())) : missing();
    }

    private Reply cancel(String id) {
        var batch = books.find(id).filter(it -> it.isKnown(clock.instant()));
        if (batch.isEmpty()) return missing();
        if (!batch.get().cancel(clock.instant())) return Lines.error(400, "invalid_request_error", "it has ended");
        return Lines.ok(view(batch.get()));
    }

    private Reply results(String id) {
        var batch = books.find(id).filter(it -> it.isKnown(clock.instant()));
        if (batch.isEmpty() || !batch.get().isOver(clock.instant())) return missing();
        var unserved = batch.get().stage(clock.instant()) == SimBatch.Stage.EXPIRED ? "expired" : "canceled";
        var strange = line(new SimRow("somebody-7", "claude-x", "not yours", 10), unserved);
        var file = Lines.file(batch.get().rows(), it -> line(it, unserved), strange, mischief, id.hashCode());
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
