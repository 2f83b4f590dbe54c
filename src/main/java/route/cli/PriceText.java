package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.ModelRef;
import route.money.Price;

/** Prices as a table or JSON, in USD per million tokens; of prices in steps the first, marked {@code +}. */
final class PriceText {

    private static final int MILLIONTH = 6;

    private PriceText() {}

    static String table(Map<ModelRef, Optional<Price>> prices, int width, Paint paint) {
        var sources = new ArrayList<String>();
        var table = new Table()
                .elastic("model")
                .number("input")
                .number("output")
                .number("batch in")
                .number("batch out")
                .number("context")
                .text("source");
        prices.forEach((model, price) -> table.row(cells(model, price, sources)));
        var text = new StringBuilder(table.render(width, paint));
        text.append("\nUSD per million tokens; + dearer for long prompts\n");
        for (int at = 0; at < sources.size(); at++) {
            text.append(Wrapped.words("[" + (at + 1) + "] " + sources.get(at), 0, 4, width))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> cells(ModelRef model, Optional<Price> known, List<String> sources) {
        if (known.isEmpty()) return List.of(model.toString(), "no price", "", "", "", "", "");
        var price = known.get();
        return List.of(
                model.toString(),
                cell(price.realtime(), true),
                cell(price.realtime(), false),
                price.batch().map(it -> cell(it, true)).orElse("-"),
                price.batch().map(it -> cell(it, false)).orElse("-"),
                price.contextTokens() == 0 ? "?" : context(price.contextTokens()),
                "[" + number(price.source() + ", " + price.date(), sources) + "]");
    }

    private static int number(String source, List<String> sources) {
        if (!sources.contains(source)) sources.add(source);
        return sources.indexOf(source) + 1;
    }

    private static String cell(List<Price.Step> steps, boolean input) {
        var first = steps.get(0);
        return perMillion(input ? first.input() : first.output()) + (steps.size() > 1 ? "+" : "");
    }

    /** A price per token in picodollars as dollars per million tokens, exactly, with at least two decimals. */
    static String perMillion(long picodollars) {
        var exact = BigDecimal.valueOf(picodollars, MILLIONTH).stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static String context(long tokens) {
        if (tokens < 1_000) return Long.toString(tokens);
        return tokens < 1_000_000 ? tokens / 1_000 + "k" : BigDecimal.valueOf(tokens / 100_000, 1) + "M";
    }

    static String json(Map<ModelRef, Optional<Price>> prices) {
        return Json.one(prices, (all, json) -> {
            json.writeStartArray();
            for (var entry : all.entrySet()) {
                write(entry.getKey(), entry.getValue(), json);
            }
            json.writeEndArray();
        });
    }

    private static void write(ModelRef model, Optional<Price> known, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", model.toString());
        json.writeBooleanField("priced", known.isPresent());
        if (known.isPresent()) {
            var price = known.get();
            steps("realtime", price.realtime(), json);
            if (price.batch().isPresent()) steps("batch", price.batch().get(), json);
            json.writeNumberField("context_tokens", price.contextTokens());
            json.writeNumberField("max_output_tokens", price.maxOutputTokens());
            json.writeStringField("source", price.source());
            json.writeStringField("date", price.date().toString());
        }
        json.writeEndObject();
    }

    private static void steps(String lane, List<Price.Step> steps, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(lane);
        for (var step : steps) {
            json.writeStartObject();
            json.writeNumberField("from_input_tokens", step.fromInputTokens());
            json.writeStringField("input_usd_per_million", perMillion(step.input()));
            json.writeStringField("cached_input_usd_per_million", perMillion(step.cachedInput()));
            json.writeStringField("cache_write_usd_per_million", perMillion(step.cacheWrite()));
            json.writeStringField("output_usd_per_million", perMillion(step.output()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
