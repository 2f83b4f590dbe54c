package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/batches}: requests in the creation, results in the batch, no cancellation (API reference, 2026-09). */
final class OpenRouterBatches {
    private static final long MOST_BYTES = 200L << 20;

    private final Stage stage;

    OpenRouterBatches(Stage stage) {
        this.stage = stage;
    }

    void serve(Visit visit, List<String> path) throws IOException {
        switch (visit.method() + " " + path.size()) {
            case "POST 0" -> create(visit);
            case "GET 0" -> list(visit);
            case "GET 1" -> get(visit, required(path.get(0)));
            case "DELETE 1" -> delete(visit, required(path.get(0)));
            default -> throw OpenRouterGate.unknown();
        }
    }

    private void create(Visit visit) throws IOException {
        if (visit.declaredBytes() > MOST_BYTES) throw Visit.tooLarge().asCall();
        stage.checkCreation();
        if (stage.faults().strikes(Fault.Kind.QUEUE_FULL)) throw Stage.busy().asCall();
        var draft =
                stage.draft(stage.newId("batch-"), "openrouter", "/v1/chat/completions", "", stage.newId("requests-"));
        var taken = new Taking(stage).take(draft, Map.of(), assay -> {
            new OpenRouterIntake(assay).read(new LimitedStream(visit.body(), MOST_BYTES));
            return Complaint.NONE;
        });
        var batch = taken.batch();
        stage.batches().save(batch, taken.sightings());
        stage.checkAnswer();
        visit.reply(202, shown(batch).putNull("results"));
    }

    /** List items come without their results. */
    private void list(Visit visit) throws IOException {
        var page = Page.after(visit, "after", stage.batches().newestFirst("openrouter"), AcceptedBatch::id, 20, 100);
        var list = Json.object().put("object", "list");
        var data = list.putArray("data");
        for (var batch : page.items()) data.add(shown(batch));
        visit.reply(200, page.close(list, AcceptedBatch::id));
    }

    private void get(Visit visit, AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        if (life.phase() != Life.Phase.COMPLETED) {
            visit.reply(200, shown(batch).putNull("results"));
            return;
        }
        var head = new String(Json.bytes(shown(batch)), StandardCharsets.US_ASCII);
        visit.stream("application/json", out -> {
            out.write((head.substring(0, head.length() - 1) + ",\"results\":[").getBytes(StandardCharsets.US_ASCII));
            stage.writeResults(batch, life, Results.Part.ALL, new Joined(out));
            out.write("]}\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    private void delete(Visit visit, AcceptedBatch batch) throws IOException {
        if (!stage.life(batch).phase().hasEnded()) {
            throw new Refusal(409, "", "", "", "The batch has not ended.").asCall();
        }
        stage.batches().delete(batch.id());
        visit.reply(200, Json.object().put("id", batch.id()).put("deleted", true));
    }

    private AcceptedBatch required(String id) throws IOException {
        return stage.batches()
                .find(id)
                .filter(it ->
                        it.dialect().equals("openrouter") && !stage.batches().isDeleted(id))
                .orElseThrow(() -> new Refusal(404, "", "", "", "Batch not found").asCall());
    }

    private ObjectNode shown(AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var ended = life.phase().hasEnded();
        var tally = ended ? stage.results().tally(batch, life) : batch.tally();
        var body = Json.object()
                .put("id", batch.id())
                .put("object", "batch")
                .put("endpoint", batch.endpoint())
                .put("model", batch.models().isEmpty() ? null : batch.models().get(0))
                .put("status", OpenAiBatchView.word(life.phase()))
                .put("created_at", batch.createdMicros() / 1_000_000)
                .put("expires_at", batch.expiresMicros() / 1_000_000);
        body.putObject("request_counts")
                .put("total", life.phase() == Life.Phase.QUEUED ? 0 : batch.rows())
                .put("completed", ended ? tally.succeeded() : life.share(tally.succeeded(), batch.rows()))
                .put("failed", ended ? tally.failed() : life.share(tally.failed(), batch.rows()));
        return body;
    }

    /** Lines as the elements of an array: a comma in place of each line end but the last. */
    private static final class Joined extends FilterOutputStream {
        private boolean between;

        Joined(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            if (between) out.write(',');
            between = one == '\n';
            if (!between) out.write(one);
        }
    }
}
