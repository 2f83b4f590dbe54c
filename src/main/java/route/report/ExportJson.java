package route.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import route.domain.InputException;
import route.domain.Money;

/**
 * Reads what the providers' usage and cost APIs answer: one page, several in an array, or one in each line. Shapes as of
 * 2026-11: OpenAI's {@code /v1/organization/usage/completions} and {@code /v1/organization/costs}, Anthropic's
 * {@code /v1/organizations/usage_report/messages} and {@code /v1/organizations/cost_report}, whose amounts are cents.
 */
final class ExportJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a result is, told by its fields. */
    private enum Shape {
        OPENAI_COST("openai"),
        OPENAI_USAGE("openai"),
        ANTHROPIC_COST("anthropic"),
        ANTHROPIC_USAGE("anthropic");

        private final String provider;

        Shape(String provider) {
            this.provider = provider;
        }
    }

    private final String name;
    private final List<ProviderExport.Item> items = new ArrayList<>();
    private final Set<Shape> shapes = EnumSet.noneOf(Shape.class);
    private final TreeSet<LocalDate> days = new TreeSet<>();
    private boolean isCut;

    private ExportJson(String name) {
        this.name = name;
    }

    /**
     * Reads the whole file.
     *
     * @param name of the file, for messages
     * @param provider whose it is; empty for what its shape tells
     */
    static ProviderExport read(String name, String text, String provider) {
        var export = new ExportJson(name);
        try (var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNextValue()) export.page(documents.nextValue());
        } catch (JsonProcessingException e) {
            var place = Optional.ofNullable(e.getLocation()).map(it -> name + ":" + it.getLineNr());
            throw new InputException(place.orElse(name) + ": this is not JSON, or not all of it", e);
        } catch (IOException e) {
            throw new InputException(name + " cannot be read: " + e.getMessage(), e);
        }
        return export.whole(provider);
    }

    private ProviderExport whole(String provider) {
        if (shapes.isEmpty()) {
            throw new InputException(
                    name + " has no usage or cost in it, as OpenAI's and Anthropic's usage and cost APIs"
                            + " answer it\nexpected {\"data\": [{\"start_time\" or \"starting_at\": ..., \"results\": [...]}]}");
        }
        if (shapes.size() > 1) {
            throw new InputException(name + " mixes usage with cost, or providers; reconcile one after the other");
        }
        var shape = shapes.iterator().next();
        var hasCost = shape == Shape.OPENAI_COST || shape == Shape.ANTHROPIC_COST;
        return new ProviderExport(
                provider.isEmpty() ? shape.provider : provider,
                hasCost,
                !hasCost,
                days.first(),
                days.last(),
                items,
                isCut);
    }

    private void page(JsonNode node) {
        if (node.isArray()) {
            node.forEach(this::page);
            return;
        }
        if (node.path("data").isArray()) {
            // Only the last page knows whether there are more.
            isCut = node.path("has_more").asBoolean();
            node.path("data").forEach(this::bucket);
            return;
        }
        bucket(node);
    }

    private void bucket(JsonNode bucket) {
        var results = bucket.path("results").isArray() ? bucket.path("results") : bucket.path("result");
        if (!results.isArray()) return;
        var start = bucket.has("start_time") ? bucket.path("start_time") : bucket.path("starting_at");
        var place = name + ", bucket of " + start.asText();
        var day = ExportValues.day(start.asText(), place);
        days.add(day);
        results.forEach(it -> result(it, day, place));
    }

    private void result(JsonNode result, LocalDate day, String place) {
        var shape = shape(result, place);
        shapes.add(shape);
        items.add(
                switch (shape) {
                    case OPENAI_COST -> {
                        ExportValues.currency(
                                result.path("amount").path("currency").asText(""), place);
                        yield cost(
                                day,
                                text(result, "line_item"),
                                ExportValues.dollars(text(result.path("amount"), "value"), place));
                    }
                    case ANTHROPIC_COST -> {
                        ExportValues.currency(text(result, "currency"), place);
                        var model = text(result, "model");
                        var item = model.isEmpty() ? text(result, "description") : model;
                        yield cost(day, item, ExportValues.cents(text(result, "amount"), place));
                    }
                    case OPENAI_USAGE -> usage(day, result, place, List.of(result.path("input_tokens")));
                    case ANTHROPIC_USAGE ->
                        usage(
                                day,
                                result,
                                place,
                                List.of(
                                        result.path("uncached_input_tokens"),
                                        result.path("cache_read_input_tokens"),
                                        result.path("cache_creation").path("ephemeral_5m_input_tokens"),
                                        result.path("cache_creation").path("ephemeral_1h_input_tokens")));
                });
    }

    private static Shape shape(JsonNode result, String place) {
        if (result.path("amount").isObject()) return Shape.OPENAI_COST;
        if (result.has("amount")) return Shape.ANTHROPIC_COST;
        if (result.has("uncached_input_tokens")) return Shape.ANTHROPIC_USAGE;
        if (result.has("input_tokens")) return Shape.OPENAI_USAGE;
        throw new InputException(place + ": a result has neither an amount nor input tokens");
    }

    private static ProviderExport.Item cost(LocalDate day, String item, Money cost) {
        return new ProviderExport.Item(day, ProviderNames.model(item), cost, 0, 0);
    }

    private static ProviderExport.Item usage(LocalDate day, JsonNode result, String place, List<JsonNode> inputs) {
        var input = inputs.stream()
                .mapToLong(it -> ExportValues.tokens(it.asText(""), place))
                .sum();
        var output = ExportValues.tokens(text(result, "output_tokens"), place);
        return new ProviderExport.Item(day, ProviderNames.model(text(result, "model")), Money.ZERO, input, output);
    }

    /** Nothing of null and of what is not there. */
    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "" : node.path(field).asText("");
    }
}
