package route.money;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import route.domain.InputException;
import route.domain.ModelRef;

/**
 * Our own form of a price file: small, quick to read, a line for each model. Prices are picodollars per token; a step is
 * {@code [from input tokens, input, cached input, cache write, output]}.
 */
final class RoutePrices {
    static final String FORMAT = "route prices 1";

    private final JsonParser json;
    private final String file;
    private final Map<String, LocalDate> days = new HashMap<>();

    private RoutePrices(JsonParser json, String file) {
        this.json = json;
        this.file = file;
    }

    /** Reads the file from behind its {@code format} field on. */
    static Map<ModelRef, Price> read(JsonParser json, String file) throws IOException {
        return new RoutePrices(json, file).models();
    }

    private Map<ModelRef, Price> models() throws IOException {
        var prices = new HashMap<ModelRef, Price>(2048);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            expect(json.nextToken().isStructStart() || json.currentToken().isScalarValue(), name);
            if (!name.equals("models")) {
                json.skipChildren();
                continue;
            }
            expect(json.currentToken() == JsonToken.START_OBJECT, name);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var model = json.currentName();
                prices.put(reference(model), price(model));
            }
        }
        return prices;
    }

    private ModelRef reference(String model) {
        try {
            return ModelRef.parse(model);
        } catch (IllegalArgumentException e) {
            throw new InputException("price file " + file + ": " + e.getMessage(), e);
        }
    }

    private Price price(String model) throws IOException {
        long context = 0;
        long output = 0;
        var source = "";
        var date = "";
        List<Price.Step> realtime = List.of();
        Optional<List<Price.Step>> batch = Optional.empty();
        expect(json.nextToken() == JsonToken.START_OBJECT, model);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var field = json.currentName();
            json.nextToken();
            switch (field) {
                case "context" -> context = number(model);
                case "max_output" -> output = number(model);
                case "source" -> source = json.getText();
                case "date" -> date = json.getText();
                case "realtime" -> realtime = steps(model);
                case "batch" -> batch = Optional.of(steps(model));
                default -> expect(false, model + ": " + field);
            }
        }
        try {
            return new Price(realtime, batch, context, output, source, days.computeIfAbsent(date, RoutePrices::day));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InputException("price file " + file + ": model " + model + ": " + e.getMessage(), e);
        }
    }

    /** By hand, because the JDK's formatter takes longer to load than the whole file. */
    private static LocalDate day(String text) {
        if (text.length() != 10) throw new IllegalArgumentException("a date is written 2026-11-10, not '" + text + "'");
        return LocalDate.of(
                Integer.parseInt(text.substring(0, 4)),
                Integer.parseInt(text.substring(5, 7)),
                Integer.parseInt(text.substring(8)));
    }

    private List<Price.Step> steps(String model) throws IOException {
        var steps = new ArrayList<Price.Step>(2);
        expect(json.currentToken() == JsonToken.START_ARRAY, model);
        while (json.nextToken() == JsonToken.START_ARRAY) {
            steps.add(new Price.Step(next(model), next(model), next(model), next(model), next(model)));
            expect(json.nextToken() == JsonToken.END_ARRAY, model);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY, model);
        return steps;
    }

    private long next(String model) throws IOException {
        json.nextToken();
        return number(model);
    }

    private long number(String model) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getLongValue() >= 0, model);
        return json.getLongValue();
    }

    private void expect(boolean as, String what) {
        if (as) return;
        throw new InputException(
                "price file " + file + ":" + json.currentLocation().getLineNr() + ": " + what
                        + " is not as the format '" + FORMAT + "' has it\n"
                        + "write such files with: route models import FILE");
    }

    /**
     * Writes prices, a line for each model.
     *
     * @param notes what a reader should know of where the prices come from
     */
    static void write(SortedMap<ModelRef, Price> prices, Map<String, String> notes, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("format", FORMAT);
        out.writeStringField(
                "unit", "picodollars per token; a step is [from, input, cached input, cache write, output]");
        for (var note : notes.entrySet()) {
            out.writeRaw('\n');
            out.writeStringField(note.getKey(), note.getValue());
        }
        out.writeRaw('\n');
        out.writeObjectFieldStart("models");
        for (var entry : prices.entrySet()) {
            // A line for each model, so that a changed price is one changed line.
            out.writeRaw('\n');
            writePrice(entry.getKey(), entry.getValue(), out);
        }
        out.writeRaw('\n');
        out.writeEndObject();
        out.writeEndObject();
        out.writeRaw('\n');
    }

    private static void writePrice(ModelRef model, Price price, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(model.toString());
        out.writeNumberField("context", price.contextTokens());
        out.writeNumberField("max_output", price.maxOutputTokens());
        out.writeStringField("source", price.source());
        out.writeStringField("date", price.date().toString());
        out.writeFieldName("realtime");
        writeSteps(price.realtime(), out);
        if (price.batch().isPresent()) {
            out.writeFieldName("batch");
            writeSteps(price.batch().get(), out);
        }
        out.writeEndObject();
    }

    private static void writeSteps(List<Price.Step> steps, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (var step : steps) {
            var numbers = new long[] {
                step.fromInputTokens(), step.input(), step.cachedInput(), step.cacheWrite(), step.output()
            };
            out.writeArray(numbers, 0, numbers.length);
        }
        out.writeEndArray();
    }
}
