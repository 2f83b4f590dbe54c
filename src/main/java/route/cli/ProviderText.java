package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import route.domain.Lane;
import route.flow.Capability;

/** What each provider offers, as a table or JSON. */
final class ProviderText {
    private static final long MEGABYTE = 1_000_000;

    private ProviderText() {}

    /** @param hasKey whether a provider, by name, can be used as far as keys go */
    static String table(List<Capability> providers, Predicate<String> hasKey, int width, Paint paint) {
        var sources = new ArrayList<String>();
        var table = new Table()
                .text("provider")
                .elastic("dialect")
                .text("lanes")
                .number("rows")
                .number("MB")
                .text("within")
                .elastic("less")
                .text("kept")
                .text("found")
                .text("key")
                .text("");
        providers.forEach(it -> table.row(cells(it, hasKey.test(it.provider()), sources)));
        new TreeMap<>(Capability.NOT_BUILT).forEach((name, why) -> table.remark(name + ": " + why));
        var text = new StringBuilder(table.render(width, paint));
        text.append('\n')
                .append(Wrapped.words(
                        "rows and MB are the most of one batch; found says how surely a batch is recognised again whose"
                                + " creation was cut short. Prices: route models list",
                        0,
                        0,
                        width))
                .append('\n');
        for (int at = 0; at < sources.size(); at++) {
            text.append(Wrapped.words("[" + (at + 1) + "] " + sources.get(at), 0, 4, width))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> cells(Capability it, boolean hasKey, List<String> sources) {
        var key = hasKey ? "set" : "no";
        if (!it.hasBatches()) {
            return List.of(it.provider(), it.dialect(), lanes(it), "", "", "", "", "", "", key, "");
        }
        return List.of(
                it.provider(),
                it.dialect(),
                lanes(it),
                Figures.count(it.limits().maxRows()),
                Long.toString(it.limits().maxBytes() / MEGABYTE),
                it.window().toHours() + "h",
                it.discount(),
                it.retention().toDays() + "d",
                it.exact() ? "exact" : "likely",
                key,
                "[" + number("found " + it.lookup() + "; " + it.source() + ", " + it.asOf(), sources) + "]");
    }

    private static String lanes(Capability it) {
        if (it.lanes().size() == Lane.values().length) return "both";
        return it.lanes().stream().map(Lane::label).collect(Collectors.joining(", "));
    }

    private static int number(String source, List<String> sources) {
        if (!sources.contains(source)) sources.add(source);
        return sources.indexOf(source) + 1;
    }

    static String json(List<Capability> providers, Predicate<String> hasKey) {
        return Json.one(providers, (all, json) -> {
            json.writeStartArray();
            for (var it : all) write(it, hasKey.test(it.provider()), json);
            for (var it : new TreeMap<>(Capability.NOT_BUILT).entrySet()) {
                json.writeStartObject();
                json.writeStringField("provider", it.getKey());
                json.writeBooleanField("built", false);
                json.writeStringField("reason", it.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void write(Capability it, boolean hasKey, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", it.provider());
        json.writeBooleanField("built", true);
        json.writeStringField("dialect", it.dialect());
        json.writeArrayFieldStart("lanes");
        for (var lane : it.lanes()) json.writeString(lane.label());
        json.writeEndArray();
        json.writeBooleanField("key", hasKey);
        if (it.hasBatches()) {
            json.writeObjectFieldStart("batch");
            json.writeNumberField("max_rows", it.limits().maxRows());
            json.writeNumberField("max_bytes", it.limits().maxBytes());
            json.writeNumberField("window_hours", it.window().toHours());
            json.writeStringField("discount", it.discount());
            json.writeNumberField("retention_days", it.retention().toDays());
            json.writeStringField("found_again", it.lookup());
            json.writeBooleanField("exact", it.exact());
            json.writeStringField("source", it.source());
            json.writeStringField("as_of", it.asOf().toString());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
