package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import route.domain.Money;
import route.domain.Usage;
import route.flow.Event;

/**
 * Lines of the log. Each has {@code time}, {@code level} and {@code event}: {@code message} for what was said to a person,
 * {@code job} and {@code batch} for a change of state, {@code row} where the log is to have rows. Money is a decimal string.
 */
final class LogLine {

    private static final int MOST_CHARACTERS = 1_000;

    private final InstantSource clock;

    LogLine(InstantSource clock) {
        this.clock = clock;
    }

    /** @param trace of an exception; empty for none */
    String message(String level, String job, String message, String trace) {
        return line(level, "message", json -> {
            if (!job.isEmpty()) json.writeStringField("job", job);
            json.writeStringField("message", Untrusted.shown(message, MOST_CHARACTERS));
            if (!trace.isEmpty()) json.writeStringField("trace", trace);
        });
    }

    String job(Event.JobMoved event) {
        var job = event.job();
        return line("info", "job", json -> {
            json.writeStringField("job", job.id().value());
            json.writeStringField("name", job.name());
            json.writeBooleanField("sandbox", job.sandbox());
            json.writeStringField("from", event.from().name());
            json.writeStringField("state", job.state().name());
            json.writeNumberField("round", job.round());
            JobJson.rows(job.rows(), json);
            JobJson.tokens(job.usage(), json);
            JobJson.money(job.cost(), job.estimate(), job.baseline(), json);
            if (!job.held().isEmpty()) json.writeStringField("held", Untrusted.shown(job.held(), MOST_CHARACTERS));
        });
    }

    String batch(Event.BatchMoved event) {
        var batch = event.batch();
        return line("info", "batch", json -> {
            json.writeStringField("job", event.job().value());
            json.writeStringField("batch", batch.key());
            json.writeStringField("remote_id", batch.remoteId());
            json.writeStringField("model", batch.model().toString());
            json.writeStringField("lane", batch.lane().label());
            json.writeNumberField("round", batch.round());
            json.writeNumberField("rows", batch.rows());
            json.writeStringField("from", event.from().name());
            json.writeStringField("state", batch.state().name());
            if (event.took().isPresent())
                json.writeNumberField("latency_ms", event.took().get().toMillis());
            if (!event.tasks().isEmpty()) sums(event.tasks(), json);
            if (!batch.problem().isEmpty()) {
                json.writeStringField("problem", Untrusted.shown(batch.problem(), MOST_CHARACTERS));
            }
        });
    }

    private static void sums(List<Event.TaskSum> tasks, JsonGenerator json) throws IOException {
        var usage = tasks.stream().map(Event.TaskSum::usage).reduce(Usage.NONE, Usage::plus);
        JobJson.tokens(usage, json);
        var cost = tasks.stream().map(Event.TaskSum::cost).reduce(Money.ZERO, Money::plus);
        json.writeStringField("cost_usd", cost.toDollars());
        json.writeArrayFieldStart("tasks");
        for (var it : tasks) {
            json.writeStartObject();
            json.writeStringField("task", it.task());
            json.writeNumberField("answered", it.answered());
            json.writeNumberField("errored", it.errored());
            json.writeNumberField("score", BigDecimal.valueOf(it.score(), 2));
            JobJson.tokens(it.usage(), json);
            json.writeStringField("cost_usd", it.cost().toDollars());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    String row(Event.RowEnded event) {
        var row = event.result();
        return line("info", "row", json -> {
            json.writeStringField("job", event.job().value());
            json.writeNumberField("row", event.row());
            json.writeStringField("status", row.status().name().toLowerCase(Locale.ROOT));
            json.writeStringField("tier", row.tier());
            json.writeStringField("model", row.model());
            json.writeStringField("task", row.task());
            json.writeNumberField("score", row.score());
            json.writeNumberField("attempts", row.attempts());
            JobJson.tokens(row.usage(), json);
            json.writeStringField("cost_usd", row.cost().toDollars());
            if (!row.error().isEmpty()) json.writeStringField("error", Untrusted.shown(row.error(), MOST_CHARACTERS));
            if (!event.prompt().isEmpty()) {
                json.writeStringField("prompt", event.prompt());
                json.writeStringField("response", row.response());
            }
        });
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private String line(String level, String event, Fields fields) {
        return Json.one(clock.instant(), (now, json) -> {
            json.writeStartObject();
            json.writeStringField("time", now.toString());
            json.writeStringField("level", level);
            json.writeStringField("event", event);
            fields.write(json);
            json.writeEndObject();
        });
    }
}
