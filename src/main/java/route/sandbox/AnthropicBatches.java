package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** {@code /v1/messages/batches} (Claude batch guide, 2026-09). */
final class AnthropicBatches {
    private static final long MOST_BYTES = 256L << 20;

    private final Stage stage;
    private final Backlog backlog;

    AnthropicBatches(Stage stage, Backlog backlog) {
        this.stage = stage;
        this.backlog = backlog;
    }

    void serve(Visit visit, List<String> path, String version) throws IOException {
        var action = path.size() == 2 ? " " + path.get(1) : path.size() > 2 ? " ?" : "";
        switch (visit.method() + " " + Math.min(1, path.size()) + action) {
            case "POST 0" -> create(visit, version);
            case "GET 0" -> list(visit);
            case "GET 1" -> get(visit, required(path.get(0)));
            case "GET 1 results" -> results(visit, required(path.get(0)));
            case "POST 1 cancel" -> cancel(visit, required(path.get(0)));
            case "DELETE 1" -> delete(visit, required(path.get(0)));
            default -> {
                if (path.size() < 2) throw AnthropicGate.wrongMethod();
                throw AnthropicGate.notFound("Not found").asCall();
            }
        }
    }

    private void create(Visit visit, String version) throws IOException {
        if (visit.declaredBytes() > MOST_BYTES) throw Visit.tooLarge().asCall();
        stage.checkCreation();
        if (stage.faults().strikes(Fault.Kind.QUEUE_FULL)) throw Stage.busy().asCall();
        var batch = made(visit, stage.draft(stage.newId("msgbatch_01"), "anthropic", "/v1/messages", version, ""));
        stage.checkAnswer();
        visit.reply(200, shown(visit, batch));
    }

    private AcceptedBatch made(Visit visit, AcceptedBatch draft) throws IOException {
        var aside = stage.batches().aside();
        try {
            Files.copy(new LimitedStream(visit.body(), MOST_BYTES), aside, StandardCopyOption.REPLACE_EXISTING);
            var order = new AnthropicIntake().check(aside);
            if (backlog.takes(Files.size(aside))) {
                var pending = draft.later(stage.now(), order.rows(), order.models(), Map.of());
                stage.batches().keepRequests(draft.id(), aside);
                backlog.add(pending);
                return pending;
            }
            var taken = new Taking(stage).take(draft, Map.of(), assay -> AnthropicIntake.read(aside, assay));
            stage.batches().save(taken.batch(), taken.sightings());
            return taken.batch();
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private void list(Visit visit) throws IOException {
        var all = stage.batches().newestFirst("anthropic");
        var page = visit.query("before_id").isPresent()
                ? Page.before(visit, "before_id", all, AcceptedBatch::id, 20, 1000)
                : Page.after(visit, "after_id", all, AcceptedBatch::id, 20, 1000);
        var list = Json.object();
        var data = list.putArray("data");
        for (var batch : page.items()) data.add(shown(visit, batch));
        visit.reply(200, page.close(list, AcceptedBatch::id));
    }

    private void get(Visit visit, AcceptedBatch batch) throws IOException {
        visit.reply(200, shown(visit, batch));
    }

    private void results(Visit visit, AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        if (!life.phase().hasEnded()) {
            throw AnthropicGate.notFound("The results of " + batch.id() + " are not available yet.")
                    .asCall();
        }
        visit.stream("application/x-jsonl", out -> stage.writeResults(batch, life, Results.Part.ALL, out));
    }

    private void cancel(Visit visit, AcceptedBatch batch) throws IOException {
        if (stage.life(batch).phase().hasEnded()) {
            throw Refusal.invalid("Batch " + batch.id() + " has ended and cannot be canceled.")
                    .asCall();
        }
        stage.batches().cancel(batch.id(), stage.now());
        visit.reply(200, shown(visit, batch));
    }

    private void delete(Visit visit, AcceptedBatch batch) throws IOException {
        if (!stage.life(batch).phase().hasEnded()) {
            throw Refusal.invalid("Batch " + batch.id() + " is still in progress; cancel it first.")
                    .asCall();
        }
        stage.batches().delete(batch.id());
        visit.reply(200, Json.object().put("id", batch.id()).put("type", "message_batch_deleted"));
    }

    private AcceptedBatch required(String id) throws IOException {
        var batch = stage.batches()
                .find(id)
                .filter(it ->
                        it.dialect().equals("anthropic") && !stage.batches().isDeleted(id))
                .orElseThrow(
                        () -> AnthropicGate.notFound("Batch not found: " + id).asCall());
        backlog.check(batch);
        return batch;
    }

    private ObjectNode shown(Visit visit, AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var ended = life.phase().hasEnded();
        var cancel = stage.batches().cancelMicros(batch.id());
        var stopping = life.phase() == Life.Phase.CANCELLING || life.phase() == Life.Phase.CANCELLED;
        var body = Json.object().put("id", batch.id()).put("type", "message_batch");
        body.put(
                "processing_status",
                life.phase() == Life.Phase.CANCELLING ? "canceling" : ended ? "ended" : "in_progress");
        addCounts(body, batch, life);
        body.put("created_at", time(batch.createdMicros()));
        body.put("expires_at", time(batch.expiresMicros()));
        body.put("ended_at", ended ? time(life.endsMicros()) : null);
        body.put("cancel_initiated_at", stopping ? time(or(cancel)) : null);
        body.putNull("archived_at");
        return body.put("results_url", ended ? resultsUrl(visit, batch) : null);
    }

    /** The four outcomes are counted only when all has ended. */
    private void addCounts(ObjectNode body, AcceptedBatch batch, Life life) throws IOException {
        var counts = body.putObject("request_counts");
        var ended = life.phase().hasEnded();
        var tally = ended ? stage.results().tally(batch, life) : Tally.NONE;
        // Of a batch that an older program left, no row has a result to be counted.
        var unserved = ended && !stage.batches().isOlder(batch) ? batch.rows() - tally.succeeded() - tally.failed() : 0;
        var expired = life.phase() == Life.Phase.EXPIRED;
        counts.put("processing", ended ? 0 : batch.rows())
                .put("succeeded", tally.succeeded())
                .put("errored", tally.failed())
                .put("canceled", expired ? 0 : unserved)
                .put("expired", expired ? unserved : 0);
    }

    private static String resultsUrl(Visit visit, AcceptedBatch batch) {
        return "http://" + visit.header("Host").orElse("127.0.0.1") + "/anthropic/v1/messages/batches/" + batch.id()
                + "/results";
    }

    private static long or(OptionalLong micros) {
        return micros.orElse(0);
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
