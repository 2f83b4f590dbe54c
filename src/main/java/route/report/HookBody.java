package route.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import route.domain.Alert;

/**
 * What hooks are told, as JSON. All have {@code id}, {@code event}, {@code time} and {@code text}, the last a line for
 * people under the name that chat programs look for; the rest is as {@code status --json} has it. Nothing of any prompt
 * or answer is in it.
 */
public final class HookBody {
    private static final JsonFactory FACTORY = new JsonFactory();

    private HookBody() {}

    /** A job was delivered or cancelled. */
    public static String jobEnd(String id, JobEnd job) {
        return object(json -> {
            var cost = job.cost().toDisplay(4) + (job.sandbox() ? " (simulated)" : "");
            head(
                    json,
                    id,
                    "job_end",
                    job.at(),
                    named(job) + job.state() + ": " + job.accepted() + " accepted, " + job.failed() + " failed, "
                            + job.skipped()
                            + " skipped of " + job.rows() + ", " + cost);
            job(json, job);
            json.writeStringField("ended", job.at().toString());
        });
    }

    /**
     * A job waits for a person.
     *
     * @param reason why, and what would mend it; a line for each where there are several
     */
    public static String jobHeld(String id, JobEnd job, String reason) {
        return object(json -> {
            var reasons = reason.lines().toList();
            var more = reasons.size() > 1 ? " (and " + (reasons.size() - 1) + " more)" : "";
            head(json, id, "job_held", job.at(), named(job) + "HELD: " + reasons.get(0) + more);
            job(json, job);
            json.writeStringField("held", reason);
        });
    }

    private static String named(JobEnd job) {
        return "route: job " + job.job() + " (" + job.name() + ") is ";
    }

    private static void job(JsonGenerator json, JobEnd job) throws IOException {
        json.writeStringField("job", job.job().value());
        json.writeStringField("name", job.name());
        json.writeStringField("state", job.state().name());
        json.writeBooleanField("sandbox", job.sandbox());
        rows(json, job);
        tokens(json, job);
        json.writeStringField("cost_usd", job.cost().toDollars());
        json.writeStringField("estimate_usd", job.estimate().toDollars());
        json.writeStringField("baseline_usd", job.baseline().toDollars());
        json.writeStringField("output", job.output());
        json.writeStringField("created", job.createdAt().toString());
    }

    /** A limit was passed, first seen at {@code since}. */
    public static String alert(String id, Alert alert, Instant since) {
        return object(json -> {
            head(json, id, "alert", since, "route: " + alert.message());
            json.writeStringField("kind", alert.kind().label());
            json.writeStringField("subject", alert.subject());
            json.writeStringField("measured", alert.measured());
            json.writeStringField("limit", alert.limit());
        });
    }

    private static void head(JsonGenerator json, String id, String event, Instant time, String text)
            throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("event", event);
        json.writeStringField("time", time.toString());
        json.writeStringField("text", text);
    }

    private static void rows(JsonGenerator json, JobEnd job) throws IOException {
        json.writeObjectFieldStart("rows");
        json.writeNumberField("total", job.rows());
        json.writeNumberField("accepted", job.accepted());
        json.writeNumberField("failed", job.failed());
        json.writeNumberField("skipped", job.skipped());
        json.writeEndObject();
    }

    private static void tokens(JsonGenerator json, JobEnd job) throws IOException {
        json.writeObjectFieldStart("tokens");
        json.writeNumberField("input", job.usage().input());
        json.writeNumberField("output", job.usage().output());
        json.writeNumberField("cached_input", job.usage().cachedInput());
        json.writeNumberField("reasoning", job.usage().reasoning());
        json.writeEndObject();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(Fields fields) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
