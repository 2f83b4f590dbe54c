package route.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.InputException;

/** Reads the settings that are given as plain texts: flags and environment variables. */
final class TextLayer {
    /** Variables of ours that are no settings. */
    private static final Set<String> OTHERS = Set.of("ROUTE_HOME", "ROUTE_JAVA_OPTS", "ROUTE_JAVA");

    private TextLayer() {}

    /**
     * Settings given on the command line.
     *
     * @param flags by key
     * @param input the input argument; empty for none
     */
    static Layer ofFlags(Map<String, String> flags, Optional<String> input, Path workingDirectory) {
        var values = new LinkedHashMap<String, Value>();
        input.ifPresent(it -> values.put("input", new Value(it, "argument", workingDirectory)));
        for (var flag : flags.entrySet()) {
            var setting = Setting.find(flag.getKey()).orElseThrow(() -> FileLayer.unknown(flag.getKey(), "flags"));
            put(setting, flag.getValue(), "flag " + setting.flag(), workingDirectory, values);
        }
        return new Layer(values, Map.of());
    }

    /** Settings from variables named {@code ROUTE_...}; an empty variable counts as not set. */
    static Layer ofEnvironment(Map<String, String> env, Path workingDirectory) {
        var values = new LinkedHashMap<String, Value>();
        for (var setting : Setting.ALL) {
            var text = env.getOrDefault(setting.env(), "");
            if (setting.scope() == Setting.Scope.JOB || text.isEmpty()) continue;
            put(setting, text, "env " + setting.env(), workingDirectory, values);
        }
        return new Layer(values, Map.of());
    }

    private static void put(Setting setting, String text, String origin, Path base, Map<String, Value> values) {
        if (!setting.kind().isMapping()) {
            if (!setting.kind().accepts(text)) throw wrong(setting, text, origin);
            values.put(setting.key(), new Value(text, origin, base));
            return;
        }
        var entries = Values.mapping(text).orElseThrow(() -> wrong(setting, text, origin));
        entries.forEach((name, it) -> values.put(setting.key() + "." + name, new Value(it, origin, base)));
    }

    private static InputException wrong(Setting setting, String text, String origin) {
        var right = setting.kind().isMapping()
                ? "written name=value,name=value"
                : setting.kind().right();
        return new InputException(origin + " is '" + text + "'\nmust be " + right);
    }

    /** Variables that look like a mistyped setting. */
    static List<String> doubts(Map<String, String> env) {
        var known = Setting.ALL.stream()
                .filter(it -> it.scope() != Setting.Scope.JOB)
                .map(Setting::env)
                .toList();
        var doubts = new ArrayList<String>();
        for (var name : env.keySet().stream().sorted().toList()) {
            if (!name.startsWith("ROUTE_") || OTHERS.contains(name) || known.contains(name)) continue;
            Nearest.to(name, known).ifPresent(it -> doubts.add(name + " is not read; did you mean " + it + "?"));
        }
        return doubts;
    }
}
