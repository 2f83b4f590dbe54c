package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.OptionalLong;

/** A batch as OpenAI shows it; times in seconds since 1970, null for what has not happened. */
final class OpenAiBatchView {
    private static final long SECOND = 1_000_000;

    private final Stage stage;
    private final OpenAiKin kin;

    OpenAiBatchView(Stage stage, OpenAiKin kin) {
        this.stage = stage;
        this.kin = kin;
    }

    static String word(Life.Phase phase) {
        return switch (phase) {
            case QUEUED -> "validating";
            case RUNNING -> "in_progress";
            case FINALIZING -> "finalizing";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case CANCELLING -> "cancelling";
            case CANCELLED -> "cancelled";
            case EXPIRED -> "expired";
        };
    }

    ObjectNode of(AcceptedBatch batch) throws IOException {
        var life = stage.life(batch);
        var phase = life.phase();
        var tally = stage.results().tally(batch, life);
        var ended = phase.hasEnded() && phase != Life.Phase.FAILED;
        var body = Json.object()
                .put("id", batch.id())
                .put("object", "batch")
                .put("endpoint", batch.endpoint())
                .put("model", batch.models().isEmpty() ? null : batch.models().get(0));
        addErrors(body, batch, phase);
        body.put("input_file_id", batch.inputFile())
                .put("completion_window", "24h")
                .put("status", word(phase))
                .put("output_file_id", ended && tally.outputBytes() > 0 ? batch.outputFile() : null)
                .put(
                        "error_file_id",
                        ended && (tally.errorBytes() > 0 || kin.emptyErrorFiles()) ? batch.errorFile() : null)
                .put("created_at", batch.createdMicros() / SECOND);
        addTimes(body, batch, life);
        addCounts(body, batch, life, tally);
        addUsage(body, ended, tally);
        var metadata = body.putObject("metadata");
        batch.metadata().forEach(metadata::put);
        return body;
    }

    private static void addErrors(ObjectNode body, AcceptedBatch batch, Life.Phase phase) {
        if (phase != Life.Phase.FAILED) {
            body.putNull("errors");
            return;
        }
        var complaint = batch.complaint();
        var error =
                body.putObject("errors").put("object", "list").putArray("data").addObject();
        error.put("code", complaint.code())
                .put("message", complaint.message())
                .put("param", complaint.param().isEmpty() ? null : complaint.param());
        if (complaint.line() > 0) error.put("line", complaint.line());
        else error.putNull("line");
    }

    private void addTimes(ObjectNode body, AcceptedBatch batch, Life life) throws IOException {
        var phase = life.phase();
        var cancelled = stage.batches().cancelMicros(batch.id());
        var stopping = phase == Life.Phase.CANCELLING || phase == Life.Phase.CANCELLED;
        var until = stopping ? cancelled.orElse(stage.now()) : stage.now();
        var ran = phase != Life.Phase.FAILED && until >= life.startsMicros();
        put(body, "in_progress_at", ran, life.startsMicros());
        put(body, "expires_at", true, batch.expiresMicros());
        put(body, "finalizing_at", ran && until >= life.finalizingMicros(), life.finalizingMicros());
        put(body, "completed_at", phase == Life.Phase.COMPLETED, life.endsMicros());
        put(body, "failed_at", phase == Life.Phase.FAILED, life.endsMicros());
        put(body, "expired_at", phase == Life.Phase.EXPIRED, life.endsMicros());
        put(body, "cancelling_at", stopping, or(cancelled));
        put(body, "cancelled_at", phase == Life.Phase.CANCELLED, life.endsMicros());
    }

    private static long or(OptionalLong micros) {
        return micros.orElse(0);
    }

    private static void put(ObjectNode body, String name, boolean happened, long micros) {
        if (happened) body.put(name, micros / SECOND);
        else body.putNull(name);
    }

    private void addCounts(ObjectNode body, AcceptedBatch batch, Life life, Tally tally) {
        if (kin.nullCounts() && life.phase() == Life.Phase.QUEUED) {
            body.putNull("request_counts");
            return;
        }
        var counts = body.putObject("request_counts");
        var started = life.phase() != Life.Phase.QUEUED && life.phase() != Life.Phase.FAILED;
        var whole = life.phase().hasEnded();
        counts.put("total", started ? batch.rows() : 0);
        counts.put("completed", whole ? tally.succeeded() : life.share(tally.succeeded(), batch.rows()));
        counts.put("failed", whole ? tally.failed() : life.share(tally.failed(), batch.rows()));
    }

    private static void addUsage(ObjectNode body, boolean ended, Tally tally) {
        if (!ended) {
            body.putNull("usage");
            return;
        }
        var usage = body.putObject("usage").put("input_tokens", tally.input());
        usage.putObject("input_tokens_details").put("cached_tokens", tally.cached());
        usage.put("output_tokens", tally.output());
        usage.putObject("output_tokens_details").put("reasoning_tokens", tally.reasoning());
        usage.put("total_tokens", tally.input() + tally.output());
    }
}
