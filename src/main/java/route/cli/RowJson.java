package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import route.domain.Decision;
import route.domain.Outcome;
import route.flow.RowView;

/** One row for machines. Money is a decimal string of US dollars, times are ISO 8601 in UTC. */
final class RowJson {

    private RowJson() {}

    static String text(RowView row) {
        return Json.one(row, RowJson::write);
    }

    private static void write(RowView row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("job", row.job().value());
        json.writeNumberField("row", row.number());
        json.writeNumberField("line", row.line());
        json.writeStringField("id", row.id());
        json.writeStringField("state", row.state().name());
        json.writeStringField("problem", row.problem());
        json.writeStringField("tag", row.tag());
        if (row.decision().isPresent()) decision(row.decision().get(), json);
        json.writeStringField("model", row.model().map(Object::toString).orElse(""));
        json.writeNumberField("counted_tokens", row.inputTokens());
        json.writeNumberField("max_tokens", row.maxTokens());
        time("deadline", row.deadline(), json);
        json.writeStringField("cost_usd", row.cost().toDollars());
        json.writeArrayFieldStart("messages");
        for (var it : row.messages()) {
            if (it.isPlain()) {
                json.writeStartObject();
                json.writeStringField("role", it.role());
                json.writeStringField("content", it.text());
                json.writeEndObject();
            } else {
                json.writeRawValue(it.json());
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("attempts");
        for (var it : row.tries()) attempt(it, json);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void decision(Decision it, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("decision");
        json.writeStringField("tier", it.tier());
        json.writeNumberField("hardness", Figures.hardness(it.hardness()));
        json.writeNumberField("score", it.score());
        json.writeNumberField("sensitivity", it.sensitivity());
        json.writeStringField("task", it.task());
        json.writeStringField("reason", it.reason());
        json.writeEndObject();
    }

    private static void attempt(RowView.Try it, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("round", it.round());
        json.writeStringField("model", it.model().toString());
        json.writeStringField("lane", it.lane().label());
        json.writeStringField("state", it.state().name());
        json.writeStringField("remote_id", it.remoteId());
        time("sent_at", it.sentAt(), json);
        time("ended_at", it.endedAt(), json);
        json.writeStringField("outcome", outcome(it));
        if (it.outcome().isPresent()) details(it.outcome().get(), json);
        json.writeStringField("cost_usd", it.cost().toDollars());
        json.writeStringField("baseline_usd", it.baseline().toDollars());
        json.writeEndObject();
    }

    private static String outcome(RowView.Try it) {
        return it.outcome()
                .map(came -> came.<String>fold(
                        answered -> "answered",
                        errored -> "errored",
                        unserved -> unserved.reason().name().toLowerCase(Locale.ROOT)))
                .orElse("pending");
    }

    private static void details(Outcome outcome, JsonGenerator json) throws IOException {
        if (outcome instanceof Outcome.Answered it) {
            json.writeStringField("finish", it.finish().name().toLowerCase(Locale.ROOT));
            JobJson.tokens(it.usage(), json);
            json.writeStringField("answer", it.text());
        }
        if (outcome instanceof Outcome.Errored it) {
            json.writeStringField("code", it.code());
            json.writeStringField("message", it.message());
            json.writeBooleanField("retryable", it.retryable());
        }
    }

    private static void time(String name, Optional<Instant> time, JsonGenerator json) throws IOException {
        if (time.isPresent()) json.writeStringField(name, time.get().toString());
        else json.writeNullField(name);
    }
}
