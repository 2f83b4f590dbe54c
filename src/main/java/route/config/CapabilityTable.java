package route.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import route.domain.InputException;

/** Reads {@code capability}: how good models are at tasks, from 0 to 1. */
final class CapabilityTable {
    private static final Pattern TASK = Pattern.compile("[a-z]{1,20}");
    private static final String RIGHT =
            "must be a number from 0 to 1, or a mapping of tasks to such numbers, as in {any: 0.8, code: 0.7}";

    private CapabilityTable() {}

    /** In thousandths, by model and task. */
    static Map<String, Map<String, Integer>> read(Tree tree, ModelNames names) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            throw new InputException(tree.place() + ": capability is " + tree.kind()
                    + "\nmust be a mapping of models, such as openai/gpt-6-luna: {any: 0.8, code: 0.7}");
        }
        var table = new LinkedHashMap<String, Map<String, Integer>>();
        mapping.entries().forEach((name, it) -> {
            var model = names.resolve(name, mapping.keys().get(name).toString());
            table.put(model.toString(), tasks("capability." + name, it));
        });
        return table;
    }

    private static Map<String, Integer> tasks(String name, Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            return Map.of(route.domain.Policy.ANY_TASK, thousandths(name, scalar));
        }
        if (!(tree instanceof Tree.Mapping mapping)) throw wrong(name, tree);
        var tasks = new LinkedHashMap<String, Integer>();
        mapping.entries().forEach((task, it) -> {
            if (!TASK.matcher(task).matches()) throw wrong(name, mapping);
            tasks.put(task, thousandths(name + "." + task, it));
        });
        return tasks;
    }

    private static int thousandths(String name, Tree tree) {
        if (tree instanceof Tree.Scalar scalar && !scalar.isNull() && Kind.FRACTION.accepts(scalar.text())) {
            return Shares.thousandths(scalar.text());
        }
        throw wrong(name, tree);
    }

    private static InputException wrong(String name, Tree tree) {
        return new InputException(tree.place() + ": " + name + " is " + tree.kind() + "\n" + RIGHT);
    }

    /** For {@code config show}. */
    static List<Shown> shown(Map<String, Map<String, Integer>> table, String origin) {
        return table.entrySet().stream()
                .map(it -> new Shown("capability." + it.getKey(), text(it.getValue()), origin))
                .toList();
    }

    private static String text(Map<String, Integer> tasks) {
        return tasks.entrySet().stream()
                .map(it -> it.getKey() + " "
                        + java.math.BigDecimal.valueOf(it.getValue(), 3)
                                .stripTrailingZeros()
                                .toPlainString())
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
