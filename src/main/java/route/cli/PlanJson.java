package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import route.domain.Money;
import route.domain.Usage;
import route.flow.RowCounts;
import route.triage.PlanLine;
import route.triage.PlanView;

/**
 * A plan for machines: the fields of a job without its id, then the plan's lines. Nothing has been bought, so its cost
 * is zero and {@code estimate_usd} is what it would cost; the cost of a model without a price is {@code null}.
 *
 * @param output where the merged file would be, as a person reads it
 */
record PlanJson(PlanView plan, String output) {

    static String text(PlanView plan, String output) {
        return Json.one(new PlanJson(plan, output), PlanJson::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", plan.name());
        json.writeStringField("state", "PLANNED");
        json.writeBooleanField("sandbox", plan.sandbox());
        json.writeNumberField("round", 1);
        JobJson.rows(new RowCounts(plan.rows(), 0, 0, plan.badCount(), plan.rows() - plan.badCount()), json);
        JobJson.tokens(Usage.of(inputTokens(plan), outputTokens(plan)), json);
        JobJson.money(Money.ZERO, plan.cost(), plan.baseline(), json);
        json.writeStringField("output", output);
        json.writeArrayFieldStart("batches");
        json.writeEndArray();
        json.writeArrayFieldStart("plan");
        for (var line : plan.lines()) {
            line(line, json);
        }
        json.writeEndArray();
        CurveText.write(plan, json);
        json.writeEndObject();
    }

    private static void line(PlanLine line, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("tier", line.tier());
        json.writeStringField("model", line.model().toString());
        json.writeStringField("lane", line.lane().label());
        json.writeNumberField("rows", line.rows());
        json.writeNumberField("input_tokens", line.inputTokens());
        json.writeNumberField("output_tokens", line.outputTokens());
        if (line.cost().isPresent()) {
            json.writeStringField("cost_usd", line.cost().get().toDollars());
        } else {
            json.writeNullField("cost_usd");
        }
        json.writeEndObject();
    }

    static long inputTokens(PlanView plan) {
        return plan.lines().stream().mapToLong(PlanLine::inputTokens).sum();
    }

    static long outputTokens(PlanView plan) {
        return plan.lines().stream().mapToLong(PlanLine::outputTokens).sum();
    }
}
