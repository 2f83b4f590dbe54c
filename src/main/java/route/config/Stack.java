package route.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.InputException;

/** All sources of settings, the strongest first: flags, environment, job file, route.yaml, config.yaml. */
final class Stack {
    /** Settings that say the same thing in different ways: the strongest source that has one of them decides. */
    private static final List<List<String>> EITHER = List.of(
            List.of("system", "system_file"),
            List.of("template", "template_file", "prompt_column"),
            List.of("shares", "spread"),
            List.of("strategy", "prefer"));

    private final List<Layer> layers;

    Stack(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    /** The value in force, if somebody gave one. */
    Optional<Value> given(String key) {
        var rivals = EITHER.stream().filter(it -> it.contains(key)).findFirst().orElse(List.of(key));
        for (var layer : layers) {
            var present = rivals.stream().filter(layer.values()::containsKey).toList();
            if (present.size() > 1) throw both(layer, present);
            if (!present.isEmpty()) {
                return present.get(0).equals(key) ? Optional.of(layer.values().get(key)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static InputException both(Layer layer, List<String> present) {
        var second = layer.values().get(present.get(1));
        return new InputException(second.origin() + ": " + present.get(0) + " and " + present.get(1)
                + " are both set\na job has one of them");
    }

    /** The value in force as text, the default where nobody gave one. */
    String text(Setting setting) {
        return given(setting.key()).map(Value::text).orElseGet(() -> fallback(setting));
    }

    String text(String key) {
        return text(Setting.find(key).orElseThrow());
    }

    String fallback(Setting setting) {
        return isSandbox() ? setting.inSandbox() : setting.fallback();
    }

    boolean isSandbox() {
        return given("sandbox").map(Value::text).orElse("false").equals("true");
    }

    boolean isOn(String key) {
        return text(key).equals("true");
    }

    /** The entries of a mapping, merged by name over all sources. */
    Map<String, Value> entries(String key) {
        var merged = new LinkedHashMap<String, Value>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i).values().forEach((name, value) -> {
                if (name.startsWith(key + ".")) merged.put(name.substring(key.length() + 1), value);
            });
        }
        return merged;
    }

    /** What the strongest source that has it says of providers, tiers or rules. */
    Optional<Tree> tree(String key) {
        return layers.stream()
                .map(it -> Optional.ofNullable(it.trees().get(key)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The same from all sources, the weakest first. */
    List<Tree> trees(String key) {
        var found = new ArrayList<Tree>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            var tree = layers.get(i).trees().get(key);
            if (tree != null) found.add(tree);
        }
        return found;
    }
}
