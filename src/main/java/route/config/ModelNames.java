package route.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import route.domain.InputException;
import route.domain.ModelRef;
import route.money.PriceBook;

/** Turns a model as a person writes it into the one that is meant. */
final class ModelNames {
    private final Set<String> providers;
    private final Supplier<PriceBook> book;
    private final Map<String, String> aliases = new LinkedHashMap<>();

    /**
     * @param aliases short names with what they stand for
     * @param providers the names of the known ones
     * @param book asked only for an id without a provider, because reading it takes time
     */
    ModelNames(Map<String, Value> aliases, Set<String> providers, Supplier<PriceBook> book) {
        this.providers = new TreeSet<>(providers);
        this.book = book;
        aliases.forEach((name, value) -> {
            if (name.isBlank() || name.indexOf('/') >= 0) {
                throw new InputException(
                        value.origin() + ": alias '" + name + "' holds a slash\nonly provider/model-id has one");
            }
            this.aliases.put(name, unaliased(value.text(), value.origin()).toString());
        });
    }

    /** Short names, each with {@code provider/model-id}; always in the same order, since jobs are compared by it. */
    Map<String, String> aliases() {
        return Collections.unmodifiableMap(aliases);
    }

    /**
     * The model meant by an alias, {@code provider/model-id} or a bare model id.
     *
     * @param where for messages
     */
    ModelRef resolve(String text, String where) {
        var meant = aliases.getOrDefault(text, text);
        return unaliased(meant, where);
    }

    private ModelRef unaliased(String text, String where) {
        var slash = text.indexOf('/');
        if (slash < 0) return bare(text, where);
        if (slash == 0 || slash == text.length() - 1 || text.isBlank()) {
            throw new InputException(where + ": model '" + text + "' is incomplete\nit is written provider/model-id");
        }
        var model = ModelRef.parse(text);
        if (!providers.contains(model.provider())) throw unknownProvider(text, model.provider(), where);
        return model;
    }

    private ModelRef bare(String text, String where) {
        var model = book.get()
                .resolve(text)
                .orElseThrow(() -> new InputException(
                        where + ": model '" + text + "' is not in the price book\n" + proposal(text)));
        if (!providers.contains(model.provider())) throw unknownProvider(text, model.provider(), where);
        return model;
    }

    private String proposal(String text) {
        var known = new TreeSet<>(aliases.keySet());
        for (var model : book.get().all().keySet()) {
            if (providers.contains(model.provider())) known.add(model.model());
        }
        return Nearest.to(text, known).map(it -> "did you mean " + it + "?").orElse("write it as provider/model-id");
    }

    private InputException unknownProvider(String text, String provider, String where) {
        var near = Nearest.to(provider, providers)
                .map(it -> "did you mean " + it + "? ")
                .orElse("");
        return new InputException(where + ": no provider '" + provider + "' for model '" + text + "'\n" + near
                + "known providers: " + Block.listed(List.copyOf(providers)));
    }
}
