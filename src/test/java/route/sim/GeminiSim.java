package route.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.wire.Call;
import route.wire.Reply;

/** Gemini's files and batches, as far as the house uses them (guides, API reference and captures, 2026). */
final class GeminiSim implements SimApi {
    private static final String API = "/v1beta/";
    private static final String UPLOADS = "https://upload.example/";
    private static final Duration KEPT = Duration.ofHours(48);
    private static final Duration TAKING_IN = Duration.ofSeconds(10);
    private static final Terms NOTHING_LATE = new Terms(KEPT, Set.of(SimBatch.Stage.EXPIRED));
    private static final Terms ALL_OR_NOTHING =
            new Terms(KEPT, Set.of(SimBatch.Stage.EXPIRED, SimBatch.Stage.CANCELLED));

    private final Backroom room;
    private final Map<String, Upload> files = new HashMap<>();

    GeminiSim(Backroom room) {
        this.room = room;
    }

    private record Upload(String text, Instant at) {}

    @Override
    public Reply wrongKey() {
        var body = Lines.object();
        var error = error(body, 400, "INVALID_ARGUMENT", "API key not valid.");
        error.putArray("details").addObject().put("reason", "API_KEY_INVALID");
        return new Reply(400, Map.of(), body.toString());
    }

    @Override
    public Reply noModel(String model) {
        return error(404, "NOT_FOUND", "models/" + model + " is not found for API version v1beta");
    }

    @Override
    public String model(Call call) {
        return call.path().endsWith(":generateContent") ? model(call.path()) : "";
    }

    private static String model(String path) {
        return path.substring((API + "models/").length(), path.lastIndexOf(':'));
    }

    private static ObjectNode error(ObjectNode into, int code, String status, String message) {
        return into.putObject("error").put("code", code).put("status", status).put("message", message);
    }

    private static Reply error(int status, String word, String message) {
        var body = Lines.object();
        error(body, status, word, message);
        return new Reply(status, Map.of(), body.toString());
    }

    @Override
    public Reply answer(Call call) {
        var path = Lines.path(call);
        if (path.startsWith(UPLOADS)) return upload(call, path.substring(UPLOADS.length()));
        if (call.method().equals("POST")) {
            if (path.equals("/upload/v1beta/files")) return start(call);
            if (path.endsWith(":generateContent")) return chat(call);
            if (path.endsWith(":batchGenerateContent")) return create(call);
            if (path.endsWith(":cancel")) return cancel(path.substring(API.length(), path.length() - 7));
        }
        if (path.startsWith("/download" + API)) return download(path);
        if (path.equals(API + "batches")) return list(call);
        if (path.startsWith(API + "batches/")) return status(path.substring(API.length()));
        if (path.startsWith(API + "files/")) return file(path.substring(API.length()));
        room.books().complain("no such call: " + call.method() + " " + path);
        return error(404, "NOT_FOUND", "no such path");
    }

    private Reply start(Call call) {
        var name = Lines.read(Lines.text(call.body())).at("/file/name").asText();
        if (!name.matches("files/[a-z0-9-]{1,40}")) return room.refused("file name '" + name + "'");
        if (upload(name).isPresent()) return error(409, "ALREADY_EXISTS", "the name is taken");
        return new Reply(200, Map.of("x-goog-upload-url", UPLOADS + name), "");
    }

    private Reply upload(Call call, String name) {
        if (upload(name).isPresent()) return error(409, "ALREADY_EXISTS", "the name is taken");
        files.put(name, new Upload(Lines.text(call.body()), room.now()));
        return Lines.ok(Lines.object().set("file", shown(name)));
    }

    /** A file that is still there. */
    private Optional<Upload> upload(String name) {
        return Optional.ofNullable(files.get(name))
                .filter(it -> room.now().isBefore(it.at().plus(KEPT)));
    }

    private ObjectNode shown(String name) {
        var takenIn = !room.now().isBefore(files.get(name).at().plus(TAKING_IN));
        return Lines.object().put("name", name).put("state", takenIn ? "ACTIVE" : "PROCESSING");
    }

    private Reply file(String name) {
        if (upload(name).isEmpty()) return error(403, "PERMISSION_DENIED", "File " + name + " may not exist");
        return Lines.ok(shown(name));
    }

    private Reply chat(Call call) {
        var request = Lines.read(Lines.text(call.body()));
        if (prompt(request).isEmpty()) return room.refused("no content in " + request);
        var row = room.books().answer(row("", model(call.path()), request), room.now());
        return switch (row.work()) {
            case ANSWERED -> Lines.ok(response(row));
            case BUSY -> error(500, "INTERNAL", "try again");
            case REFUSED, NONE -> error(400, "INVALID_ARGUMENT", "not like this");
        };
    }

    private static String prompt(JsonNode request) {
        return request.at("/contents/0/parts/0/text").asText();
    }

    private static SimRow row(String key, String model, JsonNode request) {
        var most = request.at("/generationConfig/maxOutputTokens").asInt(0);
        return new SimRow(key, model, prompt(request), most);
    }

    /** A row that will not do turns the creation back. */
    private Reply create(Call call) {
        var asked = Lines.read(Lines.text(call.body())).path("batch");
        var name = asked.at("/inputConfig/fileName").asText();
        var file = upload(name);
        if (file.isEmpty()) return error(403, "PERMISSION_DENIED", "File " + name + " may not exist");
        if (shown(name).path("state").asText().equals("PROCESSING")) {
            return error(400, "FAILED_PRECONDITION", "The File is not in an ACTIVE state");
        }
        var rows = new ArrayList<SimRow>();
        var keys = new HashSet<String>();
        for (var text : file.get().text().split("\n")) {
            var line = Lines.read(text);
            var row = row(line.path("key").asText(), model(call.path()), line.path("request"));
            if (!keys.add(row.customId()) || row.prompt().isEmpty()) return room.refused("line " + text);
            if (row.prompt().contains("forbidden")) return error(400, "INVALID_ARGUMENT", "a line is no request");
            rows.add(row);
        }
        var isFull = room.mischief().strikes(Fault.QUEUE_FULL);
        if (isFull && room.next() % 2 == 0) return error(429, "RESOURCE_EXHAUSTED", "too many tokens are queued");
        var labels = Map.of("file", name, "name", asked.path("displayName").asText());
        var terms = room.next() % 2 == 0 ? NOTHING_LATE : ALL_OR_NOTHING;
        var batch = room.make("batches/o" + room.next(), rows, labels, terms);
        if (isFull) batch.fail("RESOURCE_EXHAUSTED", 0);
        return Lines.ok(view(batch));
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var stage = batch.stage(now);
        var view = Lines.object().put("name", batch.id());
        var metadata = view.putObject("metadata")
                .put("name", batch.id())
                .put("displayName", batch.label("name"))
                .put("createTime", batch.createdAt().toString())
                .put("state", batch.isOdd(now) ? "BATCH_STATE_REVIEWED" : word(stage));
        metadata.putObject("inputConfig").put("fileName", batch.label("file"));
        var stats = metadata.putObject("batchStats")
                .put("requestCount", "" + batch.rows().size());
        if (batch.counted(now) > 0) stats.put("successfulRequestCount", "" + batch.counted(now));
        if (!batch.isOver(now)) return view;
        view.put("done", true);
        if (stage == SimBatch.Stage.FAILED) error(view, 8, "RESOURCE_EXHAUSTED", "too much is queued");
        else if (batch.leavesNothing(now)) error(view, 13, "INTERNAL", "it was stopped");
        else
            view.putObject("response")
                    .put("responsesFile", "files/" + batch.id().replace('/', '-'));
        return view;
    }

    private static String word(SimBatch.Stage stage) {
        return "BATCH_STATE_"
                + switch (stage) {
                    case CHECKING -> "PENDING";
                    case FAILED -> "FAILED";
                    case WORKING, FINALIZING, CANCELLING -> "RUNNING";
                    case DONE -> "SUCCEEDED";
                    case EXPIRED -> "EXPIRED";
                    case CANCELLED -> "CANCELLED";
                };
    }

    private Reply list(Call call) {
        var page = room.page(Lines.parameter(call, "pageToken").replace("%2F", "/"));
        var answer = Lines.object();
        if (page.batches().isEmpty()) return Lines.ok(answer);
        var operations = answer.putArray("operations");
        page.batches().forEach(it -> operations.add(view(it)));
        var last = page.batches().get(page.batches().size() - 1).id();
        return Lines.ok(page.hasMore() ? answer.put("nextPageToken", last) : answer);
    }

    private static Reply missing() {
        return error(404, "NOT_FOUND", "Requested entity was not found.");
    }

    private Reply status(String id) {
        return room.known(id).map(it -> Lines.ok(view(it))).orElse(missing());
    }

    private Reply cancel(String id) {
        var batch = room.known(id);
        if (batch.isEmpty()) return missing();
        if (!batch.get().cancel(room.now())) return error(400, "FAILED_PRECONDITION", "the batch has ended");
        return Lines.ok(Lines.object());
    }

    private Reply download(String path) {
        var id = path.substring(("/download" + API + "files/").length(), path.lastIndexOf(':'));
        var batch = room.known(id.replaceFirst("-", "/")).filter(it -> it.isOver(room.now()));
        if (batch.isEmpty() || batch.get().leavesNothing(room.now())) return missing();
        var own = batch.get();
        var strange = line(Chat.stranger());
        var results = Lines.file(
                own.rows(), GeminiSim::line, strange, room.mischief(), own.id().hashCode());
        return new Reply(200, Map.of(), results);
    }

    private static ObjectNode line(SimRow row) {
        var line = Lines.object().put("key", row.customId());
        return switch (row.work()) {
            case ANSWERED -> line.set("response", response(row));
            case BUSY -> failed(line, 14, "The model is overloaded.");
            case REFUSED -> failed(line, 3, "not like this");
            case NONE -> failed(line, 1, "it was stopped");
        };
    }

    private static ObjectNode failed(ObjectNode line, int code, String message) {
        line.putObject("error").put("code", code).put("message", message);
        return line;
    }

    /** Thoughts are not counted among the tokens of the answer. */
    private static ObjectNode response(SimRow row) {
        var thoughts = row.usage().output() / 3;
        var response = Lines.object();
        var candidate = response.putArray("candidates").addObject().put("finishReason", "STOP");
        var parts = candidate.putObject("content").put("role", "model").putArray("parts");
        parts.addObject().put("text", SimRow.answer(row.prompt()));
        response.putObject("usageMetadata")
                .put("promptTokenCount", row.usage().input())
                .put("candidatesTokenCount", row.usage().output() - thoughts)
                .put("thoughtsTokenCount", thoughts);
        return response;
    }
}
