package route.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Hands out the results of a batch, as they were written down when it was made, in an order that is not its own. */
final class Results {
    /** What the protocols call a row's id in a result. */
    private static final List<String> ID_FIELDS = List.of("custom_id", "key", "batch_request_id");

    private final Batches batches;

    Results(Batches batches) {
        this.batches = batches;
    }

    /** Which lines are wanted. */
    enum Part {
        ANSWERED,
        REST,
        ALL
    }

    /** Streams the result lines of a batch that has ended. */
    void write(AcceptedBatch batch, Life life, Part part, OutputStream out) throws IOException {
        each(batch, life, (line, worked) -> {
            if (!worked) {
                if (part != Part.ANSWERED) out.write(unserved(batch, life, KeptLine.read(line)));
            } else if (part == Part.ALL || KeptLine.isAnswered(line) == (part == Part.ANSWERED)) {
                var start = KeptLine.start(line);
                out.write(line, start, line.length - start);
            }
        });
    }

    /** What a batch came to, or will come to; counted once for a batch that stopped short. */
    Tally tally(AcceptedBatch batch, Life life) throws IOException {
        if (!life.phase().hasStoppedShort()) return batch.tally();
        var known = batches.stopped(batch.id());
        if (known.isPresent()) return known.get();
        var count = new Tally[] {Tally.NONE};
        each(batch, life, (line, worked) -> {
            var kept = KeptLine.read(line);
            count[0] = worked ? count[0].with(kept) : count[0].unserved(unserved(batch, life, kept).length);
        });
        batches.keepStopped(batch.id(), count[0]);
        return count[0];
    }

    private interface Sink {
        void take(byte[] line, boolean worked) throws IOException;
    }

    private void each(AcceptedBatch batch, Life life, Sink sink) throws IOException {
        if (batches.isOlder(batch)) return;
        try (var lines = new LineFile(batches.results(batch.id()))) {
            var order = lines.shuffled(batch.seed());
            for (var place = batch.losesRow() ? 1 : 0; place < order.length; place++) {
                sink.take(lines.line(order[place]), place < life.done());
            }
        }
    }

    /** The line of a row that nobody worked on, made of that of its answer. */
    private static byte[] unserved(AcceptedBatch batch, Life life, KeptLine kept) throws IOException {
        var result = Json.parse(kept.result());
        var customId = ID_FIELDS.stream()
                .map(it -> result.path(it).asText(""))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
        var slip = Slip.of(customId, batch.endpoint(), kept.digest());
        return Json.line(Speech.of(batch.dialect()).unserved(life.phase() == Life.Phase.EXPIRED, slip));
    }
}
