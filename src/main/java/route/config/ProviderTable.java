package route.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.InputException;
import route.domain.Provider;

/**
 * The providers in force: the built-in ones, with those of the settings laid over them by name and field.
 *
 * @param origins for each provider, where its fields come from as far as they are no defaults
 */
record ProviderTable(Map<String, Provider> providers, Map<String, Map<String, String>> origins) {

    /**
     * Lays the sources over each other.
     *
     * @param trees the {@code providers} of each source, the weakest first
     */
    static ProviderTable of(List<Tree> trees, Map<String, String> env) {
        var drafts = new LinkedHashMap<String, ProviderDraft>();
        Defaults.providers().forEach((name, it) -> drafts.put(name, ProviderDraft.of(it)));
        for (var tree : trees) {
            if (!(tree instanceof Tree.Mapping mapping)) {
                throw new InputException(tree.place() + ": providers is " + tree.kind()
                        + "\nmust be a mapping of names to providers, such as openai: {base_url: ...}");
            }
            mapping.entries()
                    .forEach((name, it) -> drafts.computeIfAbsent(named(name, mapping), ProviderDraft::new)
                            .take(it));
        }
        var providers = new LinkedHashMap<String, Provider>();
        var origins = new LinkedHashMap<String, Map<String, String>>();
        drafts.forEach((name, draft) -> {
            draft.takeAddress(env);
            providers.put(name, draft.finished());
            origins.put(name, draft.origins());
        });
        return new ProviderTable(providers, origins);
    }

    private static String named(String name, Tree.Mapping mapping) {
        if (name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) return name;
        throw new InputException(mapping.keys().get(name) + ": '" + name + "' cannot name a provider\n"
                + "a name is made of letters, digits, dots, dashes and underscores");
    }

    String origin(String provider, String field) {
        return origins.getOrDefault(provider, Map.of()).getOrDefault(field, "default");
    }
}
