package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** {@code /v1/batches}: made empty, filled by calls that may be repeated, read in pages (captures, 2026-08). */
final class XaiBatches {
    private static final String CANCEL = ":cancel";
    private static final int MOST_RESULTS = 1_000;

    private final Stage stage;
    private final XaiIntake intake;

    XaiBatches(Stage stage) {
        this.stage = stage;
        this.intake = new XaiIntake(stage);
    }

    void serve(Visit visit, List<String> path) throws IOException {
        var action = path.size() == 2 ? " " + path.get(1) : path.size() > 2 ? " ?" : "";
        switch (visit.method() + " " + Math.min(1, path.size()) + action) {
            case "POST 0" -> create(visit);
            case "GET 0" -> list(visit);
            case "GET 1" -> visit.reply(200, shown(required(path.get(0))));
            case "POST 1" -> cancel(visit, path.get(0));
            case "POST 1 requests" -> add(visit, required(path.get(0)));
            case "GET 1 results" -> results(visit, required(path.get(0)));
            default -> throw XaiGate.unknown();
        }
    }

    private void create(Visit visit) throws IOException {
        var name = visit.json().path("name").asText();
        var draft = stage.draft(stage.newId("batch_"), "xai", "/v1/chat/completions", "", stage.newId("requests-"));
        var empty = stage.finished(
                draft,
                new Assay(draft, Map.of(), OutputStream.nullOutputStream()),
                Map.of("name", name),
                Complaint.NONE);
        stage.batches().save(empty, Map.of());
        visit.reply(200, shown(empty));
    }

    private void add(Visit visit, AcceptedBatch batch) throws IOException {
        stage.checkCreation();
        if (stage.batches().cancelMicros(batch.id()).isPresent()) {
            throw new Refusal(403, "", "permission-denied", "", "The batch was cancelled.").asCall();
        }
        intake.add(batch, visit.json().path("batch_requests"));
        stage.checkAnswer();
        visit.reply(200, Json.object());
    }

    private void list(Visit visit) throws IOException {
        var page =
                Page.after(visit, "pagination_token", stage.batches().newestFirst("xai"), AcceptedBatch::id, 100, 1000);
        var list = Json.object();
        var data = list.putArray("batches");
        for (var batch : page.items()) data.add(shown(batch));
        var last = page.hasMore() ? page.items().get(page.items().size() - 1).id() : null;
        visit.reply(200, list.put("pagination_token", last));
    }

    private void cancel(Visit visit, String action) throws IOException {
        if (!action.endsWith(CANCEL)) throw XaiGate.unknown();
        var batch = required(action.substring(0, action.length() - CANCEL.length()));
        stage.batches().cancel(batch.id(), stage.now());
        visit.reply(200, shown(batch));
    }

    /** The token of a page is the number of its first row. */
    private void results(Visit visit, AcceptedBatch batch) throws IOException {
        var limit = visit.query("limit", 100, 1, MOST_RESULTS);
        var from = visit.query("pagination_token", 0, 0, Integer.MAX_VALUE / 2);
        if (!stage.life(batch).phase().hasEnded()) {
            visit.reply(
                    200,
                    Json.object()
                            .putNull("pagination_token")
                            .set("results", Json.object().arrayNode()));
            return;
        }
        try (var lines = new LineFile(kept(batch))) {
            var to = Math.min(lines.rows(), from + limit);
            var page = Json.object();
            var results = page.putArray("results");
            for (var row = from; row < to; row++) results.add(Json.parse(lines.line(row)));
            page.put("pagination_token", to < lines.rows() ? Integer.toString(to) : null);
            if (stage.faults().strikes(Fault.Kind.DOWNLOAD_CUT)) {
                var bytes = Json.line(page);
                visit.stream("application/json", out -> new CutStream(out, bytes.length / 2).write(bytes));
            }
            visit.reply(200, page);
        }
    }

    /** All results of a batch that has ended, made once. */
    private Path kept(AcceptedBatch batch) throws IOException {
        var name = "results-" + batch.id();
        var file = stage.uploads().content(name);
        if (Files.exists(file)) return file;
        var aside = stage.uploads().aside();
        try (var out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
            if (batch.rows() > 0) stage.results().write(batch, stage.life(batch), Results.Part.ALL, out);
        }
        stage.uploads().keep(name, aside);
        return file;
    }

    private AcceptedBatch required(String id) throws IOException {
        return stage.batches()
                .find(id)
                .filter(it -> it.dialect().equals("xai"))
                .orElseThrow(() -> new Refusal(404, "", "not-found", "", "Batch " + id + " was not found.").asCall());
    }

    private ObjectNode shown(AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var body = Json.object().put("batch_id", batch.id());
        body.put("name", batch.metadata().get("name"));
        body.put("create_time", time(batch.createdMicros()));
        body.put("expire_time", time(batch.expiresMicros()));
        var cancelled = stage.batches().cancelMicros(batch.id());
        body.put("cancel_time", cancelled.isPresent() ? time(cancelled.getAsLong()) : null);
        body.putNull("cancel_by_xai_message");
        addState(body.putObject("state"), batch, life);
        return body.putNull("input_file_id");
    }

    private void addState(ObjectNode state, AcceptedBatch batch, Life life) throws IOException {
        var ended = life.phase().hasEnded() && batch.rows() > 0;
        var tally = ended ? stage.results().tally(batch, life) : batch.tally();
        var success = ended ? tally.succeeded() : life.share(tally.succeeded(), batch.rows());
        var error = ended ? tally.failed() : life.share(tally.failed(), batch.rows());
        var rest = batch.rows() - success - error;
        state.put("num_requests", batch.rows())
                .put("num_pending", ended ? 0 : Math.max(rest, batch.rows() > 0 ? 1 : 0))
                .put("num_success", success)
                .put("num_error", error)
                .put("num_cancelled", ended ? rest : 0);
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
