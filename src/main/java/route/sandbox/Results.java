package route.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/** Makes the results of a batch again from its requests, in an order that is not theirs; keeps none of them. */
final class Results {
    private final Batches batches;
    private final Uploads uploads;

    Results(Batches batches, Uploads uploads) {
        this.batches = batches;
        this.uploads = uploads;
    }

    /** Which lines are wanted. */
    enum Part {
        ANSWERED,
        REST,
        ALL
    }

    /** Streams the result lines of a batch that has ended. */
    void write(AcceptedBatch batch, Life life, Part part, OutputStream out) throws IOException {
        each(batch, life, line -> {
            if (part == Part.ALL || part == line.part()) out.write(line.bytes());
        });
    }

    /** What a batch came to, or will come to; counted once for a batch that stopped short. */
    Tally tally(AcceptedBatch batch, Life life) throws IOException {
        if (!life.phase().hasStoppedShort()) return batch.tally();
        var known = batches.stopped(batch.id());
        if (known.isPresent()) return known.get();
        var count = new Tally[] {Tally.NONE};
        each(batch, life, line -> count[0] = line.counted().apply(count[0]));
        batches.keepStopped(batch.id(), count[0]);
        return count[0];
    }

    /** A result line, where it belongs, and how it is counted. */
    private record Line(Part part, byte[] bytes, UnaryOperator<Tally> counted) {}

    private interface Sink {
        void take(Line line) throws IOException;
    }

    private void each(AcceptedBatch batch, Life life, Sink sink) throws IOException {
        var speech = Speech.of(batch.dialect());
        var oracle = new Oracle(speech, batch.errorRate());
        var fates = batches.fates(batch.id());
        var seconds = batch.createdMicros() / 1_000_000;
        try (var rows = new LineFile(uploads.content(batch.inputFile()))) {
            var order = rows.shuffled(batch.seed());
            for (var place = batch.losesRow() ? 1 : 0; place < order.length; place++) {
                var row = Json.parse(rows.row(order[place]));
                var slip = Slip.of(row, speech.request(row), batch.endpoint(), batch.seed(), seconds);
                if (place < life.done()) {
                    var upshot = oracle.judge(slip.request(), batch.endpoint(), batch.version(), slip.digest(), fates);
                    sink.take(worked(upshot, Json.line(oracle.line(upshot, slip))));
                } else {
                    sink.take(unserved(Json.line(speech.unserved(life.phase() == Life.Phase.EXPIRED, slip))));
                }
            }
        }
    }

    private static Line worked(Upshot upshot, byte[] bytes) {
        return upshot.fold(
                answer -> new Line(Part.ANSWERED, bytes, tally -> tally.answered(answer, bytes.length)),
                refusal -> new Line(Part.REST, bytes, tally -> tally.failed(bytes.length)));
    }

    private static Line unserved(byte[] bytes) {
        return new Line(Part.REST, bytes, tally -> tally.unserved(bytes.length));
    }
}
