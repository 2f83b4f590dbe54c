package route.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;

/** What all gates share: the files, the clock, the options and the faults. */
record Stage(
        Batches batches,
        Uploads uploads,
        Calls calls,
        Results results,
        SandboxOptions options,
        Faults faults,
        InstantSource clock,
        SecureRandom chance) {

    static Stage on(Disk root, Disk files, Disk batchFiles, SandboxOptions options, InstantSource clock) {
        var batches = new Batches(batchFiles);
        var uploads = new Uploads(files);
        return new Stage(
                batches,
                uploads,
                new Calls(root),
                new Results(batches),
                options,
                new Faults(options.faults()),
                clock,
                new SecureRandom());
    }

    /** Microseconds since 1970. */
    long now() {
        return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, clock.instant());
    }

    /** A new id that looks like a provider's. */
    String newId(String prefix) {
        var bytes = new byte[16];
        chance.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    Life life(AcceptedBatch batch) throws IOException {
        var cancelled =
                batches.isOlder(batch) ? OptionalLong.of(batch.createdMicros() - 1) : batches.cancelMicros(batch.id());
        return batch.pending() ? Life.pending(cancelled) : Life.of(batch, cancelled, now());
    }

    /** A batch about to be made, with all that is known before its rows are read. */
    AcceptedBatch draft(String id, String dialect, String endpoint, String version, String inputFile) {
        return new AcceptedBatch(
                id,
                dialect,
                endpoint,
                version,
                inputFile,
                newId("file-"),
                newId("file-"),
                now(),
                options.queue().toNanos() / 1000,
                options.latency().toNanos() / 1000,
                options.window().toNanos() / 1000,
                options.seed(),
                options.errorRate(),
                0,
                java.util.List.of(),
                Map.of(),
                Tally.NONE,
                Complaint.NONE,
                false,
                false);
    }

    /** The draft with what its rows come to; where it was not accepted before, its life begins now. */
    AcceptedBatch finished(AcceptedBatch draft, Assay assay, Map<String, String> metadata, Complaint complaint) {
        var created = draft.pending() ? draft.createdMicros() : now();
        return draft.finished(created, assay, metadata, complaint, faults.strikes(Fault.Kind.ROW_MISSING));
    }

    /** Turns a creation away before anything happens, where a fault says so. */
    void checkCreation() {
        if (faults.strikes(Fault.Kind.CREATE_BROKEN)) {
            throw failure("Internal server error (simulated)").asCall();
        }
        if (faults.strikes(Fault.Kind.CREATE_BUSY)) throw busy().asCall();
    }

    /** Both providers understand a 500 by its status. */
    static Refusal failure(String message) {
        return new Refusal(500, "api_error", "", "", message);
    }

    static Refusal busy() {
        return new Refusal(429, "rate_limit_error", "rate_limit_exceeded", "", "Too many requests (simulated)");
    }

    /** Cuts the line instead of answering, where a fault says so. */
    void checkAnswer() throws IOException {
        if (faults.strikes(Fault.Kind.CREATE_ANSWER_LOST)) throw new CutLineException("the answer is lost");
    }

    /** Streams results, or half of them where a fault says so. */
    void writeResults(AcceptedBatch batch, Life life, Results.Part part, OutputStream out) throws IOException {
        if (!faults.strikes(Fault.Kind.DOWNLOAD_CUT)) {
            results.write(batch, life, part, out);
            return;
        }
        var tally = results.tally(batch, life);
        var bytes = part == Results.Part.REST ? tally.errorBytes() : tally.outputBytes();
        results.write(batch, life, part, new CutStream(out, Math.max(1, bytes / 2)));
    }
}
