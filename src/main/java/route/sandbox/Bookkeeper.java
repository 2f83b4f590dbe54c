package route.sandbox;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Draws up the books from what lies on disk. */
final class Bookkeeper {
    private final Stage stage;

    Bookkeeper(Stage stage) {
        this.stage = stage;
    }

    Books books() throws IOException {
        var batches = new ArrayList<Books.Batch>();
        for (var batch : stage.batches().newestFirst()) batches.add(0, entry(batch));
        return new Books(batches, calls());
    }

    private Books.Batch entry(AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var ended = life.phase().hasEnded();
        var tally = stage.results().tally(batch, life);
        return new Books.Batch(
                batch.id(),
                batch.dialect(),
                batch.models(),
                OpenAiBatchView.word(life.phase()),
                Instant.EPOCH.plus(batch.createdMicros(), ChronoUnit.MICROS).toString(),
                batch.rows(),
                ended ? tally.succeeded() : life.share(tally.succeeded(), batch.rows()),
                ended ? tally.input() : 0,
                ended ? tally.output() : 0,
                batch.metadata());
    }

    private List<Books.Calls> calls() throws IOException {
        var byModel = new TreeMap<String, Books.Calls>();
        for (var call : stage.calls().all()) {
            byModel.merge(
                    call.dialect() + "/" + call.model(),
                    new Books.Calls(call.dialect(), call.model(), 1, call.status() == 200 ? 1 : 0),
                    (one, two) -> new Books.Calls(
                            one.dialect(), one.model(), one.calls() + two.calls(), one.billed() + two.billed()));
        }
        return List.copyOf(byModel.values());
    }
}
