package route.domain;

import java.util.List;

/**
 * A tier: how strong a model a row needs.
 *
 * @param name as the settings name it
 * @param from the hardness from which on rows belong here, 0.0 to 1.0; the weakest tier starts at 0
 * @param models its candidates, the preferred one first
 */
public record TierSpec(String name, double from, List<ModelRef> models) {

    public TierSpec {
        models = List.copyOf(models);
        if (models.isEmpty() || from < 0 || from > 1) {
            throw new IllegalArgumentException("tier " + name + " needs a model, and a hardness from 0 to 1");
        }
    }
}
