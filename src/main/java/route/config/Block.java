package route.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.InputException;

/**
 * A mapping inside a settings file, read field by field.
 *
 * @param name what it is called in messages: {@code tiers.simple}
 */
record Block(String name, Tree.Mapping tree) {

    /** Takes a part of a file as a mapping that has no other fields than these. */
    static Block of(String name, Tree tree, List<String> fields) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            throw new InputException(
                    tree.place() + ": " + name + " is " + tree.kind() + "\nmust be a mapping with " + listed(fields));
        }
        for (var field : mapping.entries().keySet()) {
            if (!fields.contains(field)) {
                throw new InputException(mapping.keys().get(field) + ": " + name + " has no field '" + field + "'\n"
                        + Nearest.to(field, fields)
                                .map(it -> "did you mean " + it + "?")
                                .orElse("it has " + listed(fields)));
            }
        }
        return new Block(name, mapping);
    }

    boolean has(String field) {
        return tree.entries().containsKey(field);
    }

    boolean isNull(String field) {
        return tree.entries().get(field) instanceof Tree.Scalar scalar && scalar.isNull();
    }

    Tree get(String field) {
        return tree.entries().get(field);
    }

    /** Where a field stands; where the mapping does, when the field is missing. */
    Place at(String field) {
        return tree.keys().getOrDefault(field, tree.place());
    }

    /** A field's text. */
    Optional<String> text(String field, String right) {
        if (!has(field)) return Optional.empty();
        if (get(field) instanceof Tree.Scalar scalar
                && !scalar.isNull()
                && !scalar.text().isBlank()) {
            return Optional.of(scalar.text());
        }
        throw wrong(field, right);
    }

    /** A field's whole number of at least 1. */
    Optional<Integer> count(String field) {
        var right = "must be " + Kind.COUNT.right();
        var text = text(field, right);
        if (text.isPresent() && !Kind.COUNT.accepts(text.get())) throw wrong(field, right);
        return text.map(Integer::valueOf);
    }

    /** A field's list of texts; a single text is a list of one. Each comes with its place. */
    List<Tree.Scalar> texts(String field, String right) {
        if (!has(field)) return List.of();
        var items = get(field) instanceof Tree.Sequence sequence ? sequence.items() : List.of(get(field));
        var texts = new ArrayList<Tree.Scalar>();
        for (var item : items) {
            if (!(item instanceof Tree.Scalar scalar)
                    || scalar.isNull()
                    || scalar.text().isBlank()) {
                throw wrong(field, right);
            }
            texts.add(scalar);
        }
        if (texts.isEmpty()) throw wrong(field, right);
        return texts;
    }

    InputException wrong(String field, String right) {
        var found = has(field) ? get(field).kind() : "missing";
        return new InputException(at(field) + ": " + name + "." + field + " is " + found + "\n" + right);
    }

    static String listed(List<String> words) {
        return String.join(", ", words);
    }
}
