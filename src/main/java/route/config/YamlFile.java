package route.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import route.domain.InputException;

/** Reads a YAML file into a tree that knows its lines. */
final class YamlFile {
    /** Settings are small; more than this is an anchor that unfolds without end. */
    private static final int MOST_NODES = 20_000;

    private static final int DEEPEST = 30;

    private final String label;
    private int nodes;

    private YamlFile(String label) {
        this.label = label;
    }

    /**
     * Reads the one mapping the file consists of; an empty file is an empty mapping.
     *
     * @param label the file's name in messages
     */
    static Tree.Mapping read(Path file, String label) {
        var text = TextFile.read(file, label);
        var top = new YamlFile(label).parse(text);
        if (top instanceof Tree.Mapping mapping) return mapping;
        if (top instanceof Tree.Scalar scalar && scalar.isNull()) return empty(label);
        throw new InputException(top.place() + ": the file holds " + top.kind()
                + "\nmust be a mapping of settings, such as max_tokens: 4096");
    }

    private static Tree.Mapping empty(String label) {
        return new Tree.Mapping(new Place(label, 1), Map.of(), Map.of());
    }

    private Tree parse(String text) {
        try {
            var settings = LoadSettings.builder()
                    .setLabel(label)
                    .setAllowNonScalarKeys(true)
                    .build();
            var root = new Compose(settings).composeString(text);
            return root.isEmpty() ? empty(label) : tree(root.get(), 0);
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            var line = mark.map(it -> it.getLine() + 1).orElse(1);
            // No cause: its message repeats lines of the file, where somebody may have put a key.
            throw new InputException(new Place(label, line) + ": not valid YAML: " + e.getProblem());
        } catch (ReaderException e) {
            var line = 1
                    + text.codePoints()
                            .limit(e.getPosition())
                            .filter(it -> it == '\n')
                            .count();
            throw new InputException(
                    label + ":" + line + ": the control character " + String.format("U+%04X", e.getCodePoint())
                            + " may not stand in YAML",
                    e);
        } catch (YamlEngineException e) {
            throw new InputException(
                    label + ": not valid YAML: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private Tree tree(Node node, int depth) {
        var place = place(node);
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw new InputException(
                    place + ": the file unfolds to more than settings can be\nwrite it without anchors (& and *)");
        }
        if (node instanceof ScalarNode scalar) {
            return new Tree.Scalar(place, scalar.getValue(), scalar.getTag().equals(Tag.NULL));
        }
        if (node instanceof SequenceNode sequence) {
            var items = new ArrayList<Tree>();
            for (var item : sequence.getValue()) items.add(tree(item, depth + 1));
            return new Tree.Sequence(place, items);
        }
        if (node instanceof MappingNode mapping) return mapping(place, mapping, depth);
        throw new InputException(place + ": an alias stands where a value belongs");
    }

    private Tree mapping(Place place, MappingNode mapping, int depth) {
        var entries = new LinkedHashMap<String, Tree>();
        var keys = new HashMap<String, Place>();
        for (var entry : mapping.getValue()) {
            var at = place(entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new InputException(
                        at + ": a key is " + tree(entry.getKeyNode(), depth + 1).kind() + "\na key is a plain name");
            }
            var earlier = keys.putIfAbsent(key.getValue(), at);
            if (earlier != null) {
                throw new InputException(
                        at + ": " + key.getValue() + " is set twice\nit is set on line " + earlier.line() + " already");
            }
            entries.put(key.getValue(), tree(entry.getValueNode(), depth + 1));
        }
        return new Tree.Mapping(place, entries, keys);
    }

    private Place place(Node node) {
        return new Place(label, node.getStartMark().map(it -> it.getLine() + 1).orElse(1));
    }
}
