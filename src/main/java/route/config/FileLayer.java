package route.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.InputException;

/** Reads the settings of one YAML file: a job file, {@code ./route.yaml} or the user's {@code config.yaml}. */
final class FileLayer {
    static final List<String> TREES =
            List.of("providers", "tiers", "rules", "capability", "profiles", "classifier", "hooks");

    private final Path base;
    private final boolean jobFile;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Tree> trees = new LinkedHashMap<>();

    private FileLayer(Path base, boolean jobFile) {
        this.base = base;
        this.jobFile = jobFile;
    }

    /**
     * Reads and checks a file.
     *
     * @param label the file's name in messages and origins
     * @param jobFile whether it may name the input and output of one job
     */
    static Layer read(Path file, String label, boolean jobFile) {
        var reader = new FileLayer(file.toAbsolutePath().getParent(), jobFile);
        reader.group("", YamlFile.read(file, label));
        return new Layer(reader.values, reader.trees);
    }

    private void group(String prefix, Tree.Mapping mapping) {
        for (var entry : mapping.entries().entrySet()) {
            var key = prefix + entry.getKey();
            var at = mapping.keys().get(entry.getKey());
            var setting = Setting.find(key);
            if (key.equals("hooks") && jobFile) throw forHouse(key, at);
            if (TREES.contains(key)) trees.put(key, entry.getValue());
            else if (setting.isPresent()) take(setting.get(), at, entry.getValue());
            else if (Setting.isGroup(key)) subgroup(key, at, entry.getValue());
            else throw unknown(key, at.toString());
        }
    }

    private void subgroup(String key, Place at, Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            group(key + ".", mapping);
            return;
        }
        var members = Setting.ALL.stream()
                .filter(it -> it.key().startsWith(key + "."))
                .map(it -> it.key().substring(key.length() + 1))
                .toList();
        throw new InputException(
                at + ": " + key + " is " + tree.kind() + "\nmust be a mapping with " + Block.listed(members));
    }

    private void take(Setting setting, Place at, Tree tree) {
        if (setting.scope() == Setting.Scope.JOB && !jobFile) {
            throw new InputException(at + ": " + setting.key()
                    + " belongs to one job, not to settings of all jobs\nput it into a job file, or give it "
                    + (setting.key().equals("input") ? "as INPUT" : "with " + setting.flag()));
        }
        if (setting.scope() == Setting.Scope.HOUSE && jobFile) throw forHouse(setting.key(), at);
        if (setting.kind().isMapping()) {
            if (!(tree instanceof Tree.Mapping mapping)) throw wrong(setting, at, tree);
            mapping.entries()
                    .forEach((name, it) -> put(
                            setting, setting.key() + "." + name, mapping.keys().get(name), it));
        } else {
            put(setting, setting.key(), at, setting.kind().isPairs() ? pairs(tree) : tree);
        }
    }

    /** A mapping as the text that a flag would have; anything else as it is. */
    private static Tree pairs(Tree tree) {
        if (!(tree instanceof Tree.Mapping mapping)) return tree;
        var pairs = new ArrayList<String>();
        for (var entry : mapping.entries().entrySet()) {
            if (!(entry.getValue() instanceof Tree.Scalar scalar)) return tree;
            pairs.add(entry.getKey() + "=" + scalar.text());
        }
        return new Tree.Scalar(mapping.place(), String.join(",", pairs), pairs.isEmpty());
    }

    private void put(Setting setting, String key, Place at, Tree tree) {
        if (!(tree instanceof Tree.Scalar scalar)
                || scalar.isNull()
                || !setting.kind().accepts(scalar.text())) {
            throw wrong(setting, at, tree);
        }
        var earlier = values.put(key, new Value(scalar.text(), at.toString(), base));
        if (earlier != null) {
            throw new InputException(at + ": " + key + " is set twice\nit is set at " + earlier.origin() + " already");
        }
    }

    private static InputException forHouse(String key, Place at) {
        return new InputException(at + ": " + key + " watches over all jobs, whichever command moves them"
                + "\nput it into route.yaml, or into config.yaml for all directories");
    }

    private static InputException wrong(Setting setting, Place at, Tree tree) {
        return new InputException(at + ": " + setting.key() + " is " + tree.kind() + "\nmust be "
                + setting.kind().right());
    }

    /** The complaint about a key that no setting has. */
    static InputException unknown(String key, String where) {
        var known = Setting.ALL.stream().map(Setting::key).toList();
        var words = new ArrayList<>(TREES);
        words.addAll(known);
        known.stream()
                .filter(it -> it.contains("."))
                .map(it -> it.substring(0, it.indexOf('.')))
                .forEach(words::add);
        var right = known.stream()
                .filter(it -> it.endsWith("." + key))
                .findFirst()
                .or(() -> Nearest.to(key, words))
                .map(it -> "did you mean " + it + "?")
                .orElse("all settings: route config show");
        return new InputException(where + ": " + key + " is not a setting\n" + right);
    }
}
