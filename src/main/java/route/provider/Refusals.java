package route.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What could not be translated, in the order it was found. */
final class Refusals {
    private final List<String> reasons = new ArrayList<>();

    void add(String reason) {
        reasons.add(ProviderWords.plain(reason));
    }

    Optional<String> first() {
        return reasons.stream().findFirst();
    }
}
