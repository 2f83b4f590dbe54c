package route.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import route.domain.InputException;
import route.domain.RuleSpec;
import route.domain.TierSpec;

/** Reads {@code rules}: each a condition, and the tier, model or region it gives. */
final class RuleList {
    static final List<String> FIELDS = List.of("when", "tier", "model", "region");
    static final List<String> CONDITIONS = List.of("tag", "task", "contains", "matches", "min_tokens", "column");
    private static final String TEXT = "must be a text";

    private final List<String> tiers;
    private final ModelNames names;

    private RuleList(List<TierSpec> tiers, ModelNames names) {
        this.tiers = tiers.stream().map(TierSpec::name).toList();
        this.names = names;
    }

    static List<RuleSpec> read(Tree tree, List<TierSpec> tiers, ModelNames names) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            throw new InputException(tree.place() + ": rules is " + tree.kind()
                    + "\nmust be a list such as - {when: {tag: legal}, tier: flagship}");
        }
        var list = new RuleList(tiers, names);
        var rules = new ArrayList<RuleSpec>();
        for (var item : sequence.items()) rules.add(list.rule("rules[" + (rules.size() + 1) + "]", item));
        return rules;
    }

    private RuleSpec rule(String name, Tree tree) {
        var rule = Block.of(name, tree, FIELDS);
        if (!rule.has("when")) throw rule.wrong("when", "must be a mapping with " + Block.listed(CONDITIONS));
        var places = rule.has("tier") || rule.has("model");
        if (rule.has("tier") && rule.has("model") || !places && !rule.has("region")) {
            throw new InputException(rule.tree().place() + ": " + name + " has "
                    + (places ? "both a tier and a model" : "no tier, no model and no region")
                    + "\na rule gives one of them, such as tier: " + tiers.get(tiers.size() - 1));
        }
        var when = Block.of(name + ".when", rule.get("when"), CONDITIONS);
        return new RuleSpec(
                when.text("tag", TEXT).orElse(""),
                when.text("task", TEXT).orElse(""),
                when.text("contains", TEXT).orElse(""),
                expression(when),
                when.count("min_tokens").orElse(0),
                columns(when),
                tier(rule),
                rule.text("model", TEXT)
                        .map(it ->
                                names.resolve(it, rule.at("model").toString()).toString())
                        .orElse(""),
                rule.text("region", "must be a word such as eu")
                        .map(it -> it.toLowerCase(Locale.ROOT))
                        .orElse(""));
    }

    private String tier(Block rule) {
        var tier = rule.text("tier", "must be one of " + Block.listed(tiers)).orElse("");
        if (tier.isEmpty() || tiers.contains(tier)) return tier;
        throw rule.wrong("tier", "the tiers are " + Block.listed(tiers));
    }

    private static String expression(Block when) {
        var expression = when.text("matches", "must be a regular expression").orElse("");
        try {
            Pattern.compile(expression);
            return expression;
        } catch (PatternSyntaxException e) {
            throw when.wrong("matches", "as a regular expression it fails: " + e.getDescription());
        }
    }

    private static Map<String, String> columns(Block when) {
        if (!when.has("column")) return Map.of();
        var right = "must be a mapping of columns to values, such as {language: de}";
        if (!(when.get("column") instanceof Tree.Mapping mapping)) throw when.wrong("column", right);
        var columns = new LinkedHashMap<String, String>();
        mapping.entries().forEach((name, value) -> {
            if (!(value instanceof Tree.Scalar scalar)) throw when.wrong("column", right);
            columns.put(name, scalar.isNull() ? "" : scalar.text());
        });
        return columns;
    }
}
