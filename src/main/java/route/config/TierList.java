package route.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import route.domain.InputException;
import route.domain.ModelRef;
import route.domain.TierSpec;

/** Reads {@code tiers}: names to candidates, the weakest tier first. */
final class TierList {
    static final List<String> FIELDS = List.of("models", "from");
    private static final String RIGHT =
            "must be a mapping of tiers, the weakest first, such as simple: {models: [openai/gpt-6-luna]}";
    private static final String FROM =
            "must be a hardness from 0 to 1 above that of the tier before; the weakest tier has 0";

    private TierList() {}

    static List<TierSpec> read(Tree tree, ModelNames names) {
        if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new InputException(tree.place() + ": tiers is "
                    + (tree instanceof Tree.Mapping ? "empty" : tree.kind()) + "\n" + RIGHT);
        }
        var tiers = new ArrayList<TierSpec>();
        for (var entry : mapping.entries().entrySet()) {
            var place = mapping.keys().get(entry.getKey());
            if (!entry.getKey().matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
                throw new InputException(place + ": '" + entry.getKey()
                        + "' cannot name a tier\na name is made of letters, digits, dots, dashes and underscores");
            }
            var block = Block.of("tiers." + entry.getKey(), entry.getValue(), FIELDS);
            var from = from(block, tiers, mapping.entries().size());
            tiers.add(new TierSpec(entry.getKey(), from, models(block, names)));
        }
        return tiers;
    }

    private static List<ModelRef> models(Block block, ModelNames names) {
        var right = "must be a list of models, the preferred one first, such as [openai/gpt-6-luna]";
        if (!block.has("models")) throw block.wrong("models", right);
        return block.texts("models", right).stream()
                .map(it -> names.resolve(it.text(), it.place().toString()))
                .distinct()
                .toList();
    }

    private static double from(Block block, List<TierSpec> before, int count) {
        var text = block.text("from", FROM);
        if (text.isPresent() && !text.get().matches("[01](\\.\\d{1,6})?|\\.\\d{1,6}")) throw block.wrong("from", FROM);
        var from = text.map(it -> new BigDecimal(it).doubleValue()).orElse(UsualTiers.from(before.size(), count));
        if (before.isEmpty() ? from != 0 : from > 1) throw block.wrong("from", FROM);
        if (!before.isEmpty() && from <= before.get(before.size() - 1).from()) {
            var last = before.get(before.size() - 1);
            throw new InputException(block.at("from") + ": tier " + block.name().substring("tiers.".length())
                    + " starts at " + from + ", not above tier " + last.name() + " at " + last.from()
                    + "\ngive rising values of from: weakest tier first");
        }
        return from;
    }
}
