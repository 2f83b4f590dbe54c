package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import route.domain.Lane;
import route.flow.Capability;

/** What each provider offers, as a table or JSON. */
final class ProviderText {
    private static final long MEGABYTE = 1_000_000;
    private static final int WIDE = 100;
    private static final int INDENT = 5;

    private ProviderText() {}

    /** @param key what a provider, by name, has for a key: {@code set}, {@code no} or {@code none needed} */
    static String table(List<Capability> providers, UnaryOperator<String> key, int width, Paint paint) {
        var sources = new ArrayList<List<String>>();
        var isWide = width >= WIDE;
        var table = new Table().text("provider");
        if (isWide) table.text("dialect");
        table.text("lanes")
                .number("rows")
                .number("MB")
                .text("within")
                .text("less")
                .text("kept")
                .text("found")
                .text("key")
                .text("");
        for (var it : providers) {
            var cells = new ArrayList<>(cells(it, key.apply(it.provider()), sources));
            if (isWide) cells.add(1, it.dialect());
            table.row(cells);
        }
        new TreeMap<>(Capability.NOT_BUILT).forEach((name, why) -> table.remark(name + ": " + why));
        var text = new StringBuilder(table.render(width, paint));
        text.append('\n')
                .append(Wrapped.words(
                        "rows and MB are the most of one batch; found says how surely a batch is recognised again whose"
                                + " creation was cut short. Prices: route models list",
                        0,
                        0,
                        width))
                .append("\n\n");
        for (var source : sources) {
            text.append(Wrapped.words(source.get(0), 0, INDENT, width)).append('\n');
            text.append(" ".repeat(INDENT)).append(source.get(1)).append('\n');
        }
        return text.toString();
    }

    private static List<String> cells(Capability it, String key, List<List<String>> sources) {
        if (!it.hasBatches()) return List.of(it.provider(), lanes(it), "", "", "", "", "", "", key, "");
        var mark = "[" + (sources.size() + 1) + "]";
        var comma = it.discount().indexOf(',');
        var less = comma < 0 ? it.discount() : it.discount().substring(0, comma);
        var more = comma < 0 ? "" : "; " + it.discount();
        sources.add(List.of(
                mark + " " + it.provider() + ": found " + it.lookup() + more + "; discard_remote deletes "
                        + it.discards(),
                it.source() + ", " + it.asOf()));
        return List.of(
                it.provider(),
                lanes(it),
                Figures.count(it.limits().maxRows()),
                Long.toString(it.limits().maxBytes() / MEGABYTE),
                it.window().toHours() + "h",
                less,
                it.retention().toDays() + "d",
                it.exact() ? "exact" : "likely",
                key,
                mark);
    }

    private static String lanes(Capability it) {
        if (it.lanes().size() == Lane.values().length) return "both";
        return it.lanes().stream().map(Lane::label).collect(Collectors.joining(", "));
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
            json.writeStringField("discards", it.discards());
            json.writeStringField("source", it.source());
            json.writeStringField("as_of", it.asOf().toString());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
