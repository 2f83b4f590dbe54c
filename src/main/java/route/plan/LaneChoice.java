package route.plan;

import java.util.Optional;
import route.domain.Lane;
import route.domain.Provider;

/** Chooses how a model is bought. */
public final class LaneChoice {
    private LaneChoice() {}

    /**
     * The lane at a provider: the one a person chose, else batch where there is one, which is never dearer.
     *
     * @return empty where the provider does not offer it
     */
    public static Optional<Lane> of(Provider provider, Optional<Lane> wish) {
        if (wish.isPresent()) return wish.filter(provider.lanes()::contains);
        return provider.lanes().contains(Lane.BATCH)
                ? Optional.of(Lane.BATCH)
                : provider.lanes().stream().findFirst();
    }
}
