package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import route.domain.Marred;
import route.domain.Money;
import route.domain.Projection;
import route.domain.Usage;
import route.flow.BatchView;
import route.flow.JobView;
import route.flow.RowCounts;

/** A job for machines; fields and their order are promised. Money is a decimal string of US dollars. */
final class JobJson {

    private JobJson() {}

    /** One job as an object. */
    static String text(JobView job, Path workingDirectory) {
        return Json.one(job, (it, json) -> write(it, workingDirectory, json));
    }

    /** Several jobs as an array. */
    static String text(List<JobView> jobs, Path workingDirectory) {
        return Json.array(jobs, (it, json) -> write(it, workingDirectory, json));
    }

    private static void write(JobView job, Path workingDirectory, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("job", job.id().value());
        json.writeStringField("name", job.name());
        json.writeStringField("state", job.state().name());
        json.writeBooleanField("sandbox", job.sandbox());
        json.writeNumberField("round", job.round());
        rows(job.rows(), json);
        tokens(job.usage(), json);
        money(job.cost(), job.estimate(), job.baseline(), json);
        if (job.projection().isPresent()) projection(job.projection().get(), json);
        json.writeStringField("output", Places.near(job.output(), workingDirectory));
        json.writeArrayFieldStart("batches");
        for (var batch : job.batches()) {
            batch(batch, json);
        }
        json.writeEndArray();
        json.writeStringField("held", job.held());
        json.writeNumberField("doubtful_calls", job.doubtful());
        json.writeStringField("doubtful_cost_usd", job.doubtfulCost().toDollars());
        if (!job.marred().isNone()) marred(job.marred(), json);
        json.writeArrayFieldStart("notes");
        for (var note : job.notes()) json.writeString(note);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void marred(Marred it, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("not_whole");
        json.writeNumberField("cut_off", it.cutOff());
        json.writeNumberField("filtered", it.filtered());
        json.writeNumberField("refused", it.refused());
        json.writeEndObject();
    }

    private static void projection(Projection it, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("projection");
        json.writeNumberField("rows", it.rows());
        json.writeNumberField("sampled", it.sampled());
        json.writeStringField("cost_usd", it.cost().toDollars());
        if (it.least().isPresent()) {
            json.writeStringField("cost_low_usd", it.least().get().toDollars());
            json.writeStringField("cost_high_usd", it.most().orElseThrow().toDollars());
        }
        json.writeEndObject();
    }

    static void rows(RowCounts rows, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("rows");
        json.writeNumberField("total", rows.total());
        json.writeNumberField("accepted", rows.accepted());
        json.writeNumberField("failed", rows.failed());
        json.writeNumberField("skipped", rows.skipped());
        json.writeNumberField("pending", rows.pending());
        json.writeEndObject();
    }

    static void tokens(Usage usage, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("tokens");
        json.writeNumberField("input", usage.input());
        json.writeNumberField("output", usage.output());
        json.writeNumberField("cached_input", usage.cachedInput());
        json.writeNumberField("reasoning", usage.reasoning());
        json.writeEndObject();
    }

    static void money(Money cost, Money estimate, Money baseline, JsonGenerator json) throws IOException {
        json.writeStringField("cost_usd", cost.toDollars());
        json.writeStringField("estimate_usd", estimate.toDollars());
        json.writeStringField("baseline_usd", baseline.toDollars());
    }

    private static void batch(BatchView batch, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", batch.model().provider());
        json.writeStringField("model", batch.model().model());
        json.writeStringField("lane", batch.lane().label());
        json.writeNumberField("rows", batch.rows());
        json.writeStringField("state", batch.state().name());
        json.writeStringField("remote_id", batch.remoteId());
        json.writeEndObject();
    }
}
