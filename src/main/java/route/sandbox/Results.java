package route.sandbox;

import java.io.IOException;
import java.io.OutputStream;

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
    void write(BatchRecord batch, Life life, Part part, OutputStream out) throws IOException {
        each(batch, life, (kind, answer, line) -> {
            var isAnswered = kind == Kind.ANSWERED;
            if (part == Part.ALL || (part == Part.ANSWERED) == isAnswered) out.write(line);
        });
    }

    /** What a batch came to, or will come to; counted once for a batch that stopped short. */
    Tally tally(BatchRecord batch, Life life) throws IOException {
        if (!life.phase().hasStoppedShort()) return batch.tally();
        var known = batches.stopped(batch.id());
        if (known.isPresent()) return known.get();
        var count = new Tally[] {Tally.NONE};
        each(
                batch,
                life,
                (kind, answer, line) -> count[0] = switch (kind) {
                    case ANSWERED -> count[0].answered(answer, line.length);
                    case REFUSED -> count[0].failed(line.length);
                    case UNSERVED -> count[0].unserved(line.length);
                });
        batches.keepStopped(batch.id(), count[0]);
        return count[0];
    }

    private enum Kind {
        ANSWERED,
        REFUSED,
        UNSERVED
    }

    private interface Sink {
        void take(Kind kind, Answer answer, byte[] line) throws IOException;
    }

    private void each(BatchRecord batch, Life life, Sink sink) throws IOException {
        var speech = Speech.of(batch.dialect());
        var oracle = new Oracle(speech, batch.errorRate());
        var fates = batches.fates(batch.id());
        try (var rows = new RowFile(uploads.content(batch.inputFile()))) {
            var order = rows.shuffled(batch.seed());
            for (var place = batch.losesRow() ? 1 : 0; place < order.length; place++) {
                var line = Json.parse(rows.row(order[place]));
                var request = speech.request(line);
                var digest = Digest.of(batch.seed(), Json.bytes(request));
                var slip = new Slip(
                        line.path("custom_id").asText(),
                        batch.endpoint(),
                        request,
                        digest,
                        batch.createdMicros() / 1_000_000,
                        true);
                if (place >= life.done()) {
                    var unserved = speech.unserved(life.phase() == Life.Phase.EXPIRED, slip);
                    sink.take(Kind.UNSERVED, Oracle.SILENCE, Json.line(unserved));
                    continue;
                }
                var verdict = oracle.judge(request, batch.endpoint(), batch.version(), digest, fates);
                sink.take(
                        verdict.isAnswered() ? Kind.ANSWERED : Kind.REFUSED,
                        verdict.answer(),
                        Json.line(oracle.line(verdict, slip)));
            }
        }
    }
}
