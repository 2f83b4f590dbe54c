package route.sim;

import com.fasterxml.jackson.databind.JsonNode;
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

/** OpenAI's files and batches, as far as the house uses them (guide and OpenAPI document, 2026-08). */
final class OpenAiSim implements SimApi {
    private static final int PAGE = 3;

    private final SimClock clock;
    private final Mischief mischief;
    private final Books books;
    private final Map<String, String> files = new HashMap<>();

    OpenAiSim(SimClock clock, Mischief mischief, Books books) {
        this.clock = clock;
        this.mischief = mischief;
        this.books = books;
    }

    @Override
    public Reply answer(Call call) {
        books.settle(clock.instant());
        var path = Lines.path(call);
        if (call.method().equals("POST")) {
            if (path.equals("/chat/completions")) return chat(Lines.read(Lines.text(call.body())));
            if (path.equals("/files")) return upload(call);
            if (path.equals("/batches")) return create(call);
            if (path.endsWith("/cancel")) return cancel(path.substring(9, path.length() - 7));
        }
        if (path.equals("/batches")) return list(call);
        if (path.startsWith("/batches/")) return status(path.substring(9));
        if (path.startsWith("/files/")) return content(path.substring(7, path.length() - 8));
        books.complain("no such call: " + call.method() + " " + path);
        return missing("no such path " + path);
    }

    private static Reply missing(String what) {
        return Lines.error(404, "invalid_request_error", what);
    }

    private Reply refused(String why) {
        books.complain(why);
        return Lines.error(400, "invalid_request_error", why);
    }

    private Reply chat(JsonNode body) {
        var prompt = Check.prompt(body);
        if (prompt.isEmpty()) return refused("no message in " + body);
        var row = books.answer(new SimRow("", body.path("model").asText(), prompt, Check.most(body)));
        return switch (row.work()) {
            case ANSWERED -> Lines.ok(completion(row));
            case BUSY -> Lines.error(500, "server_error", "try again");
            case REFUSED, NONE -> Lines.error(400, "invalid_request_error", "not like this");
        };
    }

    private Reply upload(Call call) {
        if (!(call.body() instanceof Body.Form form)) return refused("an upload is a form");
        if (!"batch".equals(form.fields().get("purpose"))) return refused("purpose is not batch");
        var id = "file-" + (files.size() + 1);
        files.put(id, Lines.text(form));
        return Lines.ok(Lines.object().put("id", id).put("object", "file").put("filename", form.fileName()));
    }

    private Reply create(Call call) {
        var asked = Lines.read(Lines.text(call.body()));
        var file = asked.path("input_file_id").asText();
        if (!files.containsKey(file)) return refused("unknown file '" + file + "'");
        if (!asked.path("completion_window").asText().equals("24h")) return refused("completion_window is not 24h");
        if (asked.path("metadata").size() > 16) return refused("more than 16 pairs of metadata");
        var labels = new TreeMap<String, String>();
        asked.path("metadata")
                .properties()
                .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
        labels.put("file", file);
        labels.put("endpoint", asked.path("endpoint").asText());
        var check = new Check(labels.get("endpoint"));
        for (var line : files.get(file).split("\n")) check.take(line);
        var batch =
                new SimBatch("batch_" + (books.batches().size() + 1), check.rows, labels, clock.instant(), mischief);
        if (!check.problem.isEmpty()) batch.fail(check.problem, check.line);
        else if (mischief.strikes(Fault.QUEUE_FULL)) batch.fail("token_limit_exceeded", 0);
        books.add(batch);
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
            var prompt = prompt(body);
            var fault = fault(request, body, prompt);
            if (problem.isEmpty() && !fault.isEmpty()) {
                problem = fault;
                line = number;
                if (!prompt.contains("forbidden")) books.complain(fault + " in " + text);
            }
            rows.add(new SimRow(
                    request.path("custom_id").asText(), body.path("model").asText(), prompt, most(body)));
        }

        private static int most(JsonNode body) {
            return body.path("max_completion_tokens")
                    .asInt(body.path("max_tokens").asInt(0));
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

        private static String prompt(JsonNode body) {
            return body.path("messages").path(0).path("content").asText();
        }
    }

    private ObjectNode view(SimBatch batch) {
        var now = clock.instant();
        var view = Lines.object()
                .put("id", batch.id())
                .put("object", "batch")
                .put("endpoint", batch.label("endpoint"))
                .put("input_file_id", batch.label("file"))
                .put("completion_window", "24h")
                .put("status", batch.isOdd(now) ? "paused_for_review" : word(batch, now))
                .put("created_at", batch.createdAt().getEpochSecond())
                .put("expires_at", batch.expiresAt().getEpochSecond());
        view.putObject("request_counts")
                .put(
                        "total",
                        batch.stage(now) == SimBatch.Stage.CHECKING
                                ? 0
                                : batch.rows().size())
                .put("completed", batch.counted(now))
                .put("failed", 0);
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
        var now = clock.instant();
        var listed = new ArrayList<>(
                books.batches().stream().filter(it -> it.isListed(now)).toList());
        java.util.Collections.reverse(listed);
        var after = Lines.parameter(call, "after");
        var from = 0;
        while (!after.isEmpty()
                && from < listed.size()
                && !listed.get(from).id().equals(after)) from++;
        if (!after.isEmpty()) from++;
        var page = Lines.object().put("object", "list");
        var data = page.putArray("data");
        for (var i = from; i < Math.min(listed.size(), from + PAGE); i++) data.add(view(listed.get(i)));
        return Lines.ok(page.put("has_more", from + PAGE < listed.size()));
    }

    private Reply status(String id) {
        var batch = books.find(id).filter(it -> it.isKnown(clock.instant()));
        return batch.isPresent() ? Lines.ok(view(batch.get())) : missing("No batch found with id '" + id + "'.");
    }

    private Reply cancel(String id) {
        var batch = books.find(id).filter(it -> it.isKnown(clock.instant()));
        if (batch.isEmpty()) return missing("No batch found with id '" + id + "'.");
        if (!batch.get().cancel(clock.instant())) return Lines.error(409, "invalid_request_error", "too late");
        return Lines.ok(view(batch.get()));
    }

    private Reply content(String fileId) {
        var batch = books.find(fileId.substring(4)).filter(it -> it.isKnown(clock.instant()));
        if (batch.isEmpty() || !batch.get().isOver(clock.instant())) return missing("No such File object: " + fileId);
        return new Reply(200, Map.of(), fileId.startsWith("out-") ? output(batch.get()) : errors(batch.get()));
    }

    private String output(SimBatch batch) {
        var rows = batch.rows().stream().filter(SimRow::billed).toList();
        var strange = answered(new SimRow("somebody-7", "gpt-x", "not yours", 10));
        return Lines.file(
                rows, OpenAiSim::answered, strange, mischief, batch.id().hashCode());
    }

    private String errors(SimBatch batch) {
        var rows = new ArrayList<>(batch.rows());
        rows.removeIf(SimRow::billed);
        var code = batch.stage(clock.instant()) == SimBatch.Stage.EXPIRED ? "batch_expired" : "batch_cancelled";
        return Lines.file(rows, it -> failed(it, code), Lines.object(), Mischief.none(), 1);
    }

    private static ObjectNode answered(SimRow row) {
        var line = Lines.object().put("id", "batch_req_" + row.customId()).put("custom_id", row.customId());
        line.putObject("response").put("status_code", 200).set("body", completion(row));
        line.putNull("error");
        return line;
    }

    private static ObjectNode completion(SimRow row) {
        var body = Lines.object().put("object", "chat.completion").put("model", row.model());
        var choice = body.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", SimRow.answer(row.prompt()));
        body.putObject("usage")
                .put("prompt_tokens", row.usage().input())
                .put("completion_tokens", row.usage().output());
        return body;
    }

    private static ObjectNode failed(SimRow row, String unserved) {
        var line = Lines.object().put("id", "batch_req_" + row.customId()).put("custom_id", row.customId());
        if (row.work() == SimRow.Work.NONE) {
            line.putNull("response").putObject("error").put("code", unserved).put("message", "not executed");
            return line;
        }
        var busy = row.work() == SimRow.Work.BUSY;
        var response = line.putObject("response").put("status_code", busy ? 429 : 400);
        response.putObject("body")
                .putObject("error")
                .put("type", busy ? "rate_limit_error" : "invalid_request_error")
                .put("message", busy ? "slow down" : "not like this");
        line.putNull("error");
        return line;
    }
}
