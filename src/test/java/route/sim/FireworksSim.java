package route.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;

/** Fireworks' datasets and batch inference jobs, as far as the house uses them (API reference, 2026-07). */
final class FireworksSim implements SimApi {
    private static final String ACCOUNT = "accounts/me";
    private static final String DATASETS = "/datasets";
    private static final String JOBS = "/batchInferenceJobs";
    private static final String STORE = "https://store.example/";
    private static final Duration TAKING_IN = Duration.ofSeconds(10);
    private static final Duration SIGNED_FOR = Duration.ofMinutes(10);

    private final Backroom room;
    private final Map<String, String> datasets = new HashMap<>();
    private final Map<String, Instant> readyAt = new HashMap<>();

    FireworksSim(Backroom room) {
        this.room = room;
    }

    @Override
    public Reply answer(Call call) {
        var path = Lines.path(call);
        if (path.startsWith(STORE)) return download(call);
        if (path.endsWith("/inference/v1/chat/completions")) return Chat.answer(room, call, Chat::completion);
        if (path.startsWith(DATASETS)) return dataset(call, path.substring(DATASETS.length()));
        if (path.equals(JOBS) && call.method().equals("POST")) return create(call);
        if (path.startsWith(JOBS + "/") && call.method().equals("GET")) {
            return room.known(path.substring(JOBS.length() + 1))
                    .map(it -> Lines.ok(view(it)))
                    .orElse(error(404, "job not found"));
        }
        room.books().complain("no such call: " + call.method() + " " + path);
        return error(404, "no such path");
    }

    private static Reply error(int status, String message) {
        return new Reply(
                status, Map.of(), Lines.object().put("message", message).toString());
    }

    private Reply dataset(Call call, String rest) {
        if (rest.isEmpty()) return createDataset(call);
        var colon = rest.indexOf(':');
        var id = rest.substring(1, colon < 0 ? rest.length() : colon);
        if (rest.endsWith(":getDownloadEndpoint")) return sign(id);
        if (!datasets.containsKey(id)) return error(404, "dataset not found");
        if (colon < 0) return Lines.ok(shown(id));
        if (!(call.body() instanceof Body.Form form)) return room.refused("an upload is a form");
        datasets.put(id, Lines.text(form));
        readyAt.put(id, room.now().plus(TAKING_IN));
        return Lines.ok(Lines.object());
    }

    private Reply createDataset(Call call) {
        var id = Lines.read(Lines.text(call.body())).path("datasetId").asText();
        if (!id.matches("[a-z0-9-]{1,63}")) return room.refused("dataset id '" + id + "'");
        if (datasets.putIfAbsent(id, "") != null) return error(409, "dataset " + id + " already exists");
        return Lines.ok(shown(id));
    }

    private ObjectNode shown(String id) {
        return Lines.object()
                .put("name", ACCOUNT + "/datasets/" + id)
                .put("state", isReady(id) ? "READY" : "UPLOADING");
    }

    private boolean isReady(String id) {
        return readyAt.containsKey(id) && !room.now().isBefore(readyAt.get(id));
    }

    private Reply create(Call call) {
        var asked = Lines.read(Lines.text(call.body()));
        var id = Lines.parameter(call, "batchInferenceJobId");
        var dataset = last(asked.path("inputDatasetId").asText());
        var model = asked.path("model").asText();
        if (room.books().find(id).isPresent()) return error(409, "job " + id + " already exists");
        if (!isReady(dataset)) return room.refused("dataset '" + dataset + "' is not ready");
        if (!model.startsWith("accounts/")) return room.refused("model '" + model + "'");
        if (room.mischief().strikes(Fault.QUEUE_FULL)) return error(429, "too many jobs");
        var rows = new ArrayList<SimRow>();
        var ids = new HashSet<String>();
        for (var text : datasets.get(dataset).split("\n")) {
            var line = Lines.read(text);
            var row = Chat.row(line.path("custom_id").asText(), model, line.path("body"));
            if (!ids.add(row.customId()) || row.prompt().isEmpty()) room.books().complain("line " + text);
            rows.add(row);
        }
        var labels = Map.of("out", asked.path("outputDatasetId").asText());
        var batch = room.make(id, rows, labels, Terms.USUAL);
        if (rows.stream().anyMatch(it -> it.prompt().contains("forbidden"))) batch.fail("a row is not taken", 0);
        return Lines.ok(view(batch));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private ObjectNode view(SimBatch batch) {
        var now = room.now();
        var view = Lines.object()
                .put("name", ACCOUNT + "/batchInferenceJobs/" + batch.id())
                .put("state", "JOB_STATE_" + (batch.isOdd(now) ? "UNDER_REVIEW" : word(batch, now)))
                .put("outputDatasetId", batch.label("out"));
        view.putObject("status").put("message", batch.failure());
        view.putObject("jobProgress")
                .put("totalInputRequests", batch.rows().size())
                .put("totalProcessedRequests", batch.counted(now));
        return view;
    }

    private static String word(SimBatch batch, Instant now) {
        return switch (batch.stage(now)) {
            case CHECKING -> "VALIDATING";
            case FAILED -> "FAILED";
            case WORKING -> "RUNNING";
            case FINALIZING -> "WRITING_RESULTS";
            case CANCELLING -> "CANCELLING";
            case DONE -> "COMPLETED";
            case EXPIRED -> "EXPIRED";
            case CANCELLED -> "CANCELLED";
        };
    }

    /** A job that never answered anything leaves no dataset. */
    private Reply sign(String id) {
        var batch = room.books().batches().stream()
                .filter(it -> last(it.label("out")).equals(id) && it.isKnown(room.now()) && it.isOver(room.now()))
                .filter(it -> it.unserved().size() < it.rows().size())
                .findFirst();
        if (batch.isEmpty()) return error(404, "dataset not found");
        var until = room.now().plus(SIGNED_FOR).getEpochSecond();
        var answer = Lines.object();
        answer.putObject("filenameToSignedUrls")
                .put("error-data", STORE + batch.get().id() + "/errors?until=" + until)
                .put("BIJOutputSet.jsonl", STORE + batch.get().id() + "/answers?until=" + until);
        return Lines.ok(answer);
    }

    private Reply download(Call call) {
        var until = Long.parseLong(Lines.parameter(call, "until"));
        if (room.now().getEpochSecond() > until) return new Reply(403, Map.of(), "<Error>it has expired</Error>");
        var parts = Lines.path(call).substring(STORE.length()).split("/");
        var batch = room.known(parts[0]);
        if (batch.isEmpty()) return new Reply(404, Map.of(), "<Error>no such key</Error>");
        return new Reply(200, Map.of(), parts[1].equals("answers") ? answers(batch.get()) : errors(batch.get()));
    }

    private String answers(SimBatch batch) {
        var strange = answered(Chat.stranger());
        var seed = batch.id().hashCode();
        return Lines.file(Chat.billed(batch), FireworksSim::answered, strange, room.mischief(), seed);
    }

    private static ObjectNode answered(SimRow row) {
        return Lines.object().put("custom_id", row.customId()).set("response", Chat.completion(row));
    }

    private static String errors(SimBatch batch) {
        var rows = new ArrayList<>(batch.rows());
        rows.removeIf(it -> it.billed() || it.work() == SimRow.Work.NONE);
        return Lines.file(List.copyOf(rows), FireworksSim::failed, Lines.object(), Mischief.none(), 1);
    }

    private static ObjectNode failed(SimRow row) {
        var line = Lines.object().put("custom_id", row.customId());
        line.putObject("error").put("code", "" + Chat.status(row)).put("message", "not like this");
        return line;
    }
}
